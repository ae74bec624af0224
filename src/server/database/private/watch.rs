//! Starts PostgreSQL again when it dies under a running server.

use std::{
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

use anyhow::{Context as _, Result};

use super::{Place, lock, log, postmaster::Postmaster};

const INTERVAL: Duration = Duration::from_millis(200);
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// Runs until dropped.
pub struct Watch {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    pub fn start(postmaster: Postmaster, place: Place) -> Result<Self> {
        let (stop, stopped) = mpsc::channel();
        let watch = move || {
            let mut interval = INTERVAL;
            while stopped.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                interval = INTERVAL;
                if postmaster.is_alive() {
                    log::turn_over(&place.log);
                    continue;
                }
                tracing::error!("PostgreSQL has died; starting it again");
                // Another process may have started it meanwhile.
                let started = lock::turn(&place.turn)
                    .and_then(|_turn| if postmaster.is_alive() { Ok(()) } else { postmaster.start().map(drop) });
                match started {
                    Ok(()) => tracing::info!("PostgreSQL runs again"),
                    Err(error) => {
                        tracing::error!(error = format!("{error:#}"), "PostgreSQL cannot be started");
                        interval = AFTER_FAILURE;
                    }
                }
            }
        };
        let thread =
            thread::Builder::new().name("postgres-watch".into()).spawn(watch).context("no thread can be started")?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}
