//! 账号: signing in and out, passwords, sessions, people and their roles.
//!
//! A person has one account and any number of roles, but of the three administrators (system, security, audit) at most
//! one. Who uses one-time codes gives one after the password; administrators must. Five failed sign-ins make that account
//! wait fifteen minutes at that address. A session ends after fifteen
//! minutes without use, after twelve hours, or when the account is disabled.

pub mod api;
#[cfg(feature = "ssr")]
pub mod commands;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod devices;
#[cfg(feature = "ssr")]
pub mod inputs;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod passwords;
#[cfg(feature = "ssr")]
pub mod policy;
#[cfg(feature = "ssr")]
pub mod queries;
#[cfg(feature = "ssr")]
pub mod sample;
#[cfg(feature = "ssr")]
pub mod second_factor;
#[cfg(feature = "ssr")]
pub mod sessions;
#[cfg(test)]
mod tests;
