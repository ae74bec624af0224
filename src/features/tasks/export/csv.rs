//! The ledger as csv.

use super::{
    ExportError, ExportMeta,
    cells::{Cell, cell},
    columns,
};
use crate::features::tasks::import::{LedgerRow, UnitBook, guarded};

pub(super) fn write(meta: &ExportMeta, rows: &[LedgerRow], book: &UnitBook) -> Result<Vec<u8>, ExportError> {
    let columns = columns(rows);
    // Spreadsheets take a file without mark for the local code page.
    let mut out = b"\xef\xbb\xbf".to_vec();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut out);
    writer.write_record(columns.iter().map(|column| column.label()))?;
    for row in rows {
        let record = columns.iter().map(|column| {
            Ok(match cell(row, *column, meta.plan, book)? {
                Cell::Number(number) => number.to_string(),
                Cell::Date(date) => date.to_string(),
                Cell::Text(text) if guarded(&text) => format!("'{text}"),
                Cell::Text(text) => text,
            })
        });
        writer.write_record(record.collect::<Result<Vec<String>, ExportError>>()?)?;
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(out)
}
