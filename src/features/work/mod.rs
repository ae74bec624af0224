//! 我的事项: what waits for the reader, by the day it is due. Each feature says what waits in it; nothing is kept here.

#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
mod items;
#[cfg(feature = "ssr")]
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(test)]
mod tests;
