//! PostgreSQL's first process: started, taken over, stopped.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Child,
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};

use super::{Place, account::Account, binaries::Binaries, log, process, settings, socket};

/// How often a file or process is looked at while waiting.
const LOOK: Duration = Duration::from_millis(5);
/// Reading the log back after a crash can take long; longer than this is a fault.
const START_LIMIT: Duration = Duration::from_mins(10);
/// How long processes of a killed cluster may linger: without help, and at all.
const PATIENCE: Duration = Duration::from_secs(1);
const LEFTOVER_LIMIT: Duration = Duration::from_secs(30);
const STOP_LIMIT: Duration = Duration::from_mins(1);

/// Starts and stops one cluster. Clones share the process.
#[derive(Clone)]
pub struct Postmaster {
    place: Place,
    binaries: Binaries,
    account: Account,
    connections: u32,
    /// The process, if this one started it; its end must be collected.
    child: Arc<Mutex<Option<Child>>>,
}

/// What `postmaster.pid` says.
struct Running {
    pid: u32,
    socket: PathBuf,
    ready: bool,
}

impl Postmaster {
    pub fn new(place: &Place, binaries: Binaries, account: Account, connections: u32) -> Self {
        Self { place: place.clone(), binaries, account, connections, child: Arc::default() }
    }

    /// Starts PostgreSQL unless it runs, waits until it answers, and returns the folder of its socket. `users` tells
    /// whether others use it: one that was started otherwise than it would be now is started anew if nobody does.
    pub fn ensure(&self, users: &File) -> Result<PathBuf> {
        if self.running().is_some() {
            if self.is_set_as_now() || users.try_lock().is_err() {
                tracing::info!("using the PostgreSQL that is running already");
                // It may have been on its way out.
                if let Ok(socket) = self.wait() {
                    return Ok(socket);
                }
            } else {
                users.unlock().context("the data folder cannot be unlocked")?;
                self.stop()?;
            }
        }
        self.start()
    }

    /// Starts PostgreSQL, which must not be running.
    pub fn start(&self) -> Result<PathBuf> {
        let socket = socket::folder(&self.place.cluster, &self.account)?;
        let begun = Instant::now();
        loop {
            self.forget_stranger(&self.pid_file());
            self.forget_stranger(&socket.join(socket::LOCK));
            let log = log::open(&self.place.log)?;
            let before = log::length(&self.place.log);
            *self.child() = Some(self.spawn(&socket, log)?);
            let Err(error) = self.wait() else { return Ok(socket) };
            let said = log::since(&self.place.log, before);
            // The processes of a cluster whose first one was killed need a moment to notice, those in the midst of a
            // long query more than a moment.
            if !said.contains("pre-existing shared memory") || begun.elapsed() > LEFTOVER_LIMIT {
                bail!("{error:#}: {}", log::last_lines(&said));
            }
            if begun.elapsed() > PATIENCE {
                for pid in process::all_in(&self.place.cluster) {
                    self.signal("QUIT", pid)?;
                }
            }
            thread::sleep(10 * LOOK);
        }
    }

    /// Whether the cluster's first process is alive.
    pub fn is_alive(&self) -> bool {
        self.running().is_some()
    }

    /// Stops PostgreSQL: what is running is broken off, what is committed is kept, the log is closed.
    pub fn stop(&self) -> Result<()> {
        let Some(running) = self.running() else { return Ok(()) };
        for (signal, limit) in [("INT", STOP_LIMIT), ("QUIT", STOP_LIMIT / 4)] {
            self.signal(signal, running.pid)?;
            let begun = Instant::now();
            while begun.elapsed() < limit {
                if self.running().is_none_or(|now| now.pid != running.pid) {
                    return Ok(());
                }
                thread::sleep(LOOK);
            }
            tracing::warn!(pid = running.pid, "PostgreSQL did not stop in time");
        }
        bail!("PostgreSQL (process {}) does not stop", running.pid)
    }

    /// The process named in a file that a crash left may by now be any program, for which PostgreSQL would step back.
    fn forget_stranger(&self, file: &Path) {
        let text = fs::read_to_string(file).unwrap_or_default();
        if let Some(Ok(pid)) = text.lines().next().map(str::parse)
            && process::command_line(pid).is_some()
            && !process::works_in(pid, &self.place.cluster)
        {
            tracing::warn!(pid, file = %file.display(), "this file names a process that is not PostgreSQL's");
            fs::remove_file(file).ok();
        }
    }

    fn spawn(&self, socket: &Path, log: File) -> Result<Child> {
        let mut command = self.account.command(&self.binaries.program("postgres"));
        command.arg("-D").arg(&self.place.cluster).arg("-c").arg(settings::socket_folders(socket));
        for setting in settings::fixed(self.connections) {
            command.arg("-c").arg(setting);
        }
        command.stdout(log.try_clone().context("the log cannot be shared")?).stderr(log);
        command.spawn().with_context(|| format!("{} cannot be run", self.binaries.program("postgres").display()))
    }

    /// Waits until PostgreSQL takes connections.
    fn wait(&self) -> Result<PathBuf> {
        let begun = Instant::now();
        let mut told = begun;
        loop {
            let running = self.running();
            match running {
                Some(Running { ready: true, socket, .. }) => return Ok(socket),
                None if self.child().is_none() => bail!("PostgreSQL did not start"),
                _ => {}
            }
            ensure!(
                begun.elapsed() < START_LIMIT,
                "PostgreSQL is still not ready; its log is {}",
                self.place.log.display()
            );
            if told.elapsed() > Duration::from_secs(5) {
                told = Instant::now();
                tracing::info!("waiting for PostgreSQL, which is reading its log back after a crash");
            }
            thread::sleep(LOOK);
        }
    }

    /// The cluster's first process as its file names it, if it is alive and really this cluster's.
    fn running(&self) -> Option<Running> {
        let mut child = self.child();
        if child.as_mut().is_some_and(|child| !matches!(child.try_wait(), Ok(None))) {
            *child = None;
        }
        let text = fs::read_to_string(self.pid_file()).ok()?;
        let lines: Vec<&str> = text.lines().collect();
        let pid = lines.first()?.trim().parse().ok()?;
        let ours = child.as_ref().is_some_and(|child| child.id() == pid) || process::works_in(pid, &self.place.cluster);
        ours.then(|| Running {
            pid,
            socket: PathBuf::from(lines.get(4).copied().unwrap_or_default()),
            ready: lines.get(7).is_some_and(|status| status.trim() == "ready"),
        })
    }

    /// Whether what runs was started with the settings that this process would give.
    fn is_set_as_now(&self) -> bool {
        let given = fs::read_to_string(self.place.cluster.join("postmaster.opts")).unwrap_or_default();
        settings::fixed(self.connections).iter().all(|setting| given.contains(&format!("\"{setting}\"")))
    }

    fn signal(&self, signal: &str, pid: u32) -> Result<()> {
        let sent =
            self.account.command(&self.binaries.program("pg_ctl")).args(["kill", signal, &pid.to_string()]).status();
        sent.context("pg_ctl cannot be run")?;
        Ok(())
    }

    fn pid_file(&self) -> PathBuf {
        self.place.cluster.join("postmaster.pid")
    }

    fn child(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
