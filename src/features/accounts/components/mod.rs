//! Parts of the pages of accounts and of administration.

pub mod admin_tabs;
pub mod issued;
pub mod people_list;
pub mod person_fields;
pub mod qr;
pub mod theirs;
