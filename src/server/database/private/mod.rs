//! A private PostgreSQL in the data folder, for installations that bring none of their own.
//!
//! The cluster lies in `<data>/postgres`, listens on a Unix socket only, and belongs to one operating-system user. The
//! server and the command-line tools share it: whoever comes first starts it, whoever leaves last stops it, and what a
//! killed process left running is taken over. Three locks of the operating system, which vanish with their holder,
//! keep this straight: `lock` (one server a folder), `postgres.lock` (one process at a time starts or stops), and
//! `postgres.users` (held by everyone who uses the database).

mod account;
mod binaries;
mod cluster;
mod lock;
mod log;
mod postmaster;
mod process;
mod settings;
mod socket;
mod watch;

use std::{
    fs::{self, File},
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use self::{account::Account, binaries::Binaries, postmaster::Postmaster, watch::Watch};
use super::{APP_ROLE, Target};

pub use self::{
    binaries::find as find_binaries,
    lock::{server as lock_server, server_of},
};

/// Superuser of the private cluster; owns the schema.
const OWNER_ROLE: &str = "duban";
const DATABASE: &str = "duban";

/// A running private cluster, in use by this process until dropped.
pub struct Private {
    place: Place,
    socket: PathBuf,
    users: File,
    postmaster: Postmaster,
    watch: Option<Watch>,
}

/// What lies where in the data folder.
#[derive(Clone)]
struct Place {
    cluster: PathBuf,
    /// Held while the cluster is made, started or stopped.
    turn: PathBuf,
    users: PathBuf,
    log: PathBuf,
}

impl Private {
    /// Makes the cluster if there is none, and starts or takes over its PostgreSQL. Blocks: a second for a new
    /// cluster, a tenth for an old one, longer after a crash. `connections` is the size of the server's pool.
    ///
    /// # Errors
    /// Says what is missing and what to do.
    pub fn start(data: &Path, connections: u32) -> Result<Self> {
        let data = folder(data)?;
        let place = Place {
            cluster: data.join("postgres"),
            turn: data.join("postgres.lock"),
            users: data.join("postgres.users"),
            log: data.join("postgres.log"),
        };
        let users = lock::open(&place.users)?;
        let turn = lock::turn(&place.turn)?;
        let account = Account::of(&place.cluster)?;
        let binaries = Binaries::suiting(&place.cluster)?;
        account.reach(&data)?;
        cluster::make(&place.cluster, &binaries, &account)?;
        let postmaster = Postmaster::new(&place, binaries, account, connections);
        let socket = postmaster.ensure(&users)?;
        users.lock_shared().context("the data folder cannot be locked")?;
        drop(turn);
        Ok(Self { place, socket, users, postmaster, watch: None })
    }

    /// From now on a PostgreSQL that dies is started again.
    pub fn watch(&mut self) -> Result<()> {
        self.watch = Some(Watch::start(self.postmaster.clone(), self.place.clone())?);
        Ok(())
    }

    /// Where the server and the owner connect.
    #[must_use]
    pub fn target(&self) -> Target {
        let options = PgConnectOptions::new_without_pgpass()
            .socket(&self.socket)
            .port(settings::PORT)
            .database(DATABASE)
            .ssl_mode(PgSslMode::Disable)
            .application_name("duban");
        Target { app: options.clone().username(APP_ROLE), owner: options.username(OWNER_ROLE) }
    }
}

impl Drop for Private {
    /// The last user stops PostgreSQL.
    fn drop(&mut self) {
        drop(self.watch.take());
        let stopped = lock::turn(&self.place.turn).and_then(|_turn| {
            self.users.unlock().context("the data folder cannot be unlocked")?;
            if self.users.try_lock().is_ok() { self.postmaster.stop() } else { Ok(()) }
        });
        if let Err(error) = stopped {
            tracing::error!(error = format!("{error:#}"), "the private PostgreSQL could not be stopped");
        }
    }
}

/// The data folder, made if it is not there, as an absolute path without links.
fn folder(data: &Path) -> Result<PathBuf> {
    let unusable =
        || format!("the data folder {} cannot be used; set DUBAN_DATA to a folder that can be written", data.display());
    fs::DirBuilder::new().recursive(true).mode(0o700).create(data).with_context(unusable)?;
    data.canonicalize().with_context(unusable)
}
