//! 总览: the whole picture of a plan, each figure leading to exactly its rows. It may read any table; what the reader may
//! not see is not counted.

#[cfg(feature = "ssr")]
mod kept;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
mod tests;
