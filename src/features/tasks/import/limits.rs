//! How much of a file is read. Each limit is far above any real ledger and keeps memory and time bounded.

/// Size of the file.
pub(super) const FILE_BYTES: usize = 32 << 20;
/// Size of all parts of an xlsx file after unpacking.
pub(super) const UNPACKED_BYTES: u64 = 256 << 20;
/// A part above `BOMB_BYTES` that unpacks to more than `BOMB_RATIO` times its packed size is a decompression bomb.
/// Real sheets reach about 50, sheets of formatted empty cells about 150.
pub(super) const BOMB_BYTES: u64 = 16 << 20;
pub(super) const BOMB_RATIO: u64 = 300;
/// Parts of an xlsx file.
pub(super) const PARTS: usize = 5_000;
pub(super) const SHEETS: usize = 50;
/// Rows with something in them, over all sheets.
pub(super) const ROWS: usize = 20_000;
/// Cells with something in them, over all sheets.
pub(super) const CELLS: usize = 600_000;
/// Text of those cells, a shared string counted at each use.
pub(super) const TEXT_BYTES: usize = 128 << 20;
/// Characters of a cell: what spreadsheets allow.
pub(in crate::features::tasks) const CELL_CHARS: usize = 32_767;
pub(super) const MERGES: usize = 100_000;
/// Header rows are sought down to this row.
pub(super) const HEADER_ROW: u32 = 40;
/// Header cells are sought up to this column.
pub(super) const HEADER_COLUMN: u32 = 256;
/// Steps of a task; numbers before steps have at most two digits.
pub(super) const STEPS: usize = 99;
pub(super) const SOURCES: usize = 100;
pub(super) const NAMES: usize = 300;
pub(super) const REPORTS: usize = 50_000;
