//! A folder and a server of each test's own.

pub mod folder;
pub mod server;
pub mod smtp;

use std::{
    thread,
    time::{Duration, Instant},
};

/// Far above what anything takes; a test that reaches it has failed.
const LIMIT: Duration = Duration::from_mins(1);

/// Looks until `look` finds something.
pub fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < LIMIT, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(10));
    }
}
