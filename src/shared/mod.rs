//! Types and rules of both sides: no components, no SQL.

pub mod actor;
pub mod codes;
pub mod error;
pub mod ids;
pub mod locale;
pub mod paging;
pub mod text;
pub mod theme;
pub mod time;
pub mod validation;
pub mod working_days;
