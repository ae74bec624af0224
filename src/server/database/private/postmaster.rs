//! PostgreSQL's first process: started, taken over, stopped.

use std::{
    fs::{self, File},
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
    process::{Child, Command},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};

use super::{Place, account::Account, binaries::Binaries, cluster::last_lines, settings, socket};

/// How often a file or process is looked at while waiting.
const LOOK: Duration = Duration::from_millis(5);
/// Reading the log back after a crash can take long; longer than this is a fault.
const START_LIMIT: Duration = Duration::from_mins(10);
/// After a kill of the first process alone, the others need a moment to notice.
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
            self.forget_stranger();
            *self.child() = Some(self.spawn(&socket)?);
            match self.wait() {
                Err(_) if self.said().contains("pre-existing shared memory") && begun.elapsed() < LEFTOVER_LIMIT => {
                    thread::sleep(10 * LOOK);
                }
                done => return done,
            }
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
    fn forget_stranger(&self) {
        let text = fs::read_to_string(self.pid_file()).unwrap_or_default();
        if let Some(Ok(pid)) = text.lines().next().map(str::parse)
            && command_line(pid).is_some()
            && !works_in(pid, &self.place.cluster)
        {
            tracing::warn!(pid, "postmaster.pid names a process that is not PostgreSQL's");
            fs::remove_file(self.pid_file()).ok();
        }
    }

    fn spawn(&self, socket: &Path) -> Result<Child> {
        let log = File::create(&self.place.start_log)
            .with_context(|| format!("{} cannot be written", self.place.start_log.display()))?;
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
                None if self.child().is_none() => bail!("PostgreSQL did not start: {}", last_lines(&self.said(), 6)),
                _ => {}
            }
            ensure!(
                begun.elapsed() < START_LIMIT,
                "PostgreSQL is still not ready; its log is in {}/log",
                self.place.cluster.display()
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
        let ours = child.as_ref().is_some_and(|child| child.id() == pid) || works_in(pid, &self.place.cluster);
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

    /// What PostgreSQL said at its last start.
    fn said(&self) -> String {
        fs::read(&self.place.start_log).map(|said| String::from_utf8_lossy(&said).into_owned()).unwrap_or_default()
    }

    fn pid_file(&self) -> PathBuf {
        self.place.cluster.join("postmaster.pid")
    }

    fn child(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether process `pid` is alive and works in `cluster`, as PostgreSQL does.
fn works_in(pid: u32, cluster: &Path) -> bool {
    if let Ok(folder) = fs::read_link(format!("/proc/{pid}/cwd")) {
        return cluster.canonicalize().is_ok_and(|cluster| folder == cluster);
    }
    // Another user's process, where root may not look (in containers), or a system without /proc.
    let path = cluster.as_os_str().as_bytes();
    command_line(pid).is_some_and(|line| line.windows(path.len()).any(|part| part == path))
}

/// The command line of process `pid`, if there is one.
fn command_line(pid: u32) -> Option<Vec<u8>> {
    if Path::new("/proc/self").exists() {
        return fs::read(format!("/proc/{pid}/cmdline")).ok();
    }
    let output = Command::new("ps").args(["-ww", "-o", "command=", "-p", &pid.to_string()]).output().ok()?;
    Some(output.stdout).filter(|line| !line.is_empty())
}
