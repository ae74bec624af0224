//! A ledger far larger than any office has.

use std::time::Instant;

use super::{
    book,
    build::{HEADER, good, put},
    plan,
};
use crate::features::tasks::import::read;

/// Ten thousand as shipped; a debug build, many times slower, reads fewer.
const ROWS: u32 = if cfg!(debug_assertions) { 2_000 } else { 10_000 };

#[test]
fn thousands_of_rows_are_read_in_time() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    put(sheet, 0, &[HEADER.to_vec()]);
    let numbers: Vec<String> = (1..=ROWS).map(|seq| seq.to_string()).collect();
    for (row, seq) in (1..).zip(&numbers) {
        put(sheet, row, &[good(seq, &[])]);
        // Columns beyond the ledger, as other offices have.
        for column in 11..30 {
            sheet.write_number(row, column, f64::from(row)).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let start = Instant::now();
    let reading = read("big.xlsx", &bytes, book(), &plan());
    let took = start.elapsed();
    assert_eq!(reading.tasks.len() as u32, ROWS);
    assert_eq!(reading.tasks.last().map(|task| task.seq), Some(ROWS as i32));
    if !cfg!(debug_assertions) {
        assert!(took.as_secs_f64() < 2.0, "{took:?}");
    }
    eprintln!("{ROWS} rows × 30 columns, {} kB: {took:?}", bytes.len() / 1024);
}
