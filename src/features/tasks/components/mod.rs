//! Parts of the ledger's pages.

pub mod due;
pub mod duties;
pub mod import_preview;
pub mod ledger_filters;
pub mod ledger_row;
pub mod life_actions;
pub mod marked;
pub mod order_pick;
pub mod task_fields;
pub mod task_items;
pub mod theirs;
