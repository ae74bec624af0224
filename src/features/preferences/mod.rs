//! How a reader wants the pages: language and theme, kept in cookies of the device.

pub mod api;
