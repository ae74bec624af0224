//! Writes the ledger in the office's own layout, as xlsx or csv.
//!
//! Exporting and importing again is no change: dates keep the words of the sheet where there were any, units are
//! written by short names, classes in the wording of the sheet. Text is written as text: in xlsx as string cells, in
//! csv with an apostrophe before what a spreadsheet would take for a formula, which importing takes off again.

mod cells;
mod csv;
mod xlsx;

#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::import::{Column, LedgerRow, PlanFrame, UnitBook};

/// What stands around the table.
#[derive(Clone, Debug)]
pub struct ExportMeta {
    pub title: String,
    /// 填报单位
    pub filled_by: String,
    /// 填报日期
    pub filled_on: NaiveDate,
    /// Below the table, after 注：.
    pub footnote: Option<String>,
    pub plan: PlanFrame,
}

/// Why a ledger cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("task {seq}: {} has more than 32,767 characters", column.label())]
    TooLong { seq: i32, column: Column },
    #[error("xlsx: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
    #[error("csv: {0}")]
    Csv(#[from] ::csv::Error),
}

/// The ledger as a workbook of one sheet, 台账, ready to print on A3.
pub fn xlsx(meta: &ExportMeta, rows: &[LedgerRow], book: &UnitBook) -> Result<Vec<u8>, ExportError> {
    xlsx::write(meta, rows, book)
}

/// The ledger as csv: UTF-8 with mark, CRLF, one header row, line breaks inside cells.
pub fn csv(meta: &ExportMeta, rows: &[LedgerRow], book: &UnitBook) -> Result<Vec<u8>, ExportError> {
    csv::write(meta, rows, book)
}

/// The columns of an export: those of the ledger, and 进展情况 if some row has it. Co-leads stand beside the lead.
fn columns(rows: &[LedgerRow]) -> Vec<Column> {
    let progress = rows.iter().any(|row| !row.progress.trim().is_empty());
    Column::ALL
        .into_iter()
        .filter(|column| match column {
            Column::CoLeads => false,
            Column::Progress => progress,
            _ => true,
        })
        .collect()
}
