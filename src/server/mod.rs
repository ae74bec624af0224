//! What only the server has: configuration, database, sessions, live updates.

pub mod audit;
pub mod background;
pub mod clock;
pub mod config;
pub mod context;
pub mod database;
pub mod http;
pub mod kept;
pub mod live;
pub mod mail;
pub mod metrics;
pub mod settings;
pub mod site;
pub mod state;
pub mod storage;
pub mod telemetry;
#[cfg(test)]
pub mod testing;
