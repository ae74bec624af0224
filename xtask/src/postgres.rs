//! A private PostgreSQL for tests and benchmarks: a new cluster in a temporary folder, reached through a Unix socket
//! there, so no port can be taken; gone with this program, however that ends.

use crate::tools;
use anyhow::{Context as _, Result, bail};
use std::{
    env, fs,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Nothing here outlives the tests, so nothing waits for the disk.
const FOR_TESTS: [&str; 4] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];
/// What waits for the disk in an office waits here.
const FOR_BENCHMARKS: [&str; 2] = ["shared_buffers=512MB", "max_wal_size=4GB"];
const ALWAYS: [&str; 2] = ["listen_addresses=", "timezone=UTC"];

/// Makes and runs the cluster and, when this program's end closes the pipe, stops it and removes the folder. Signals
/// from the terminal are for this program: the shell waits for the pipe. PostgreSQL refuses root, hence the user.
const SUPERVISE: &str = r#"
trap '' INT TERM HUP
folder=$1 programs=$2 user=$3
shift 3
as() { if [ -n "$user" ]; then runuser -u "$user" -- "$@"; else "$@"; fi; }
mkdir "$folder" && cd "$folder" || exit
[ -z "$user" ] || chown "$user" "$folder"
{
  as "$programs/initdb" --pgdata="$folder/data" --username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync &&
    as "$programs/postgres" -D "$folder/data" -k "$folder" "$@"
  touch "$folder/ended"
} >"$folder/log" 2>&1 </dev/null &
cat >/dev/null
while [ ! -e "$folder/ended" ]; do
  pid=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
  sleep 0.1
done
cd / && rm -rf "$folder"
"#;

pub struct Postgres {
    /// Holds the cluster (`data`) and its socket.
    pub folder: PathBuf,
    /// Where `psql` and the others are.
    pub programs: PathBuf,
    supervisor: Child,
}

impl Postgres {
    /// For tests: as fast as it can be.
    pub fn start() -> Result<Self> {
        Self::with(&FOR_TESTS)
    }

    /// For benchmarks: as safe as an installed one.
    pub fn lasting() -> Result<Self> {
        Self::with(&FOR_BENCHMARKS)
    }

    fn with(settings: &[&str]) -> Result<Self> {
        let programs = programs()?;
        let folder = env::temp_dir().join(format!("duban-test-{}", std::process::id()));
        let mut supervisor = Command::new("sh");
        supervisor.args(["-c", SUPERVISE, "sh"]).arg(&folder).arg(&programs).arg(if is_root() {
            "postgres"
        } else {
            ""
        });
        supervisor.args(settings.iter().chain(&ALWAYS).flat_map(|setting| ["-c", setting]));
        let supervisor = supervisor.stdin(Stdio::piped()).spawn().context("cannot start sh")?;
        let this = Self { folder, programs, supervisor };
        this.wait_until_ready()?;
        Ok(this)
    }

    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.display())
    }

    /// A new empty database and its address.
    pub fn database(&self, name: &str) -> Result<String> {
        self.psql("postgres", &["-c", &format!("create database {name}")])?;
        Ok(self.url(name))
    }

    /// A new database with every migration of `migrations/`, in order.
    pub fn migrated(&self, name: &str) -> Result<String> {
        let url = self.database(name)?;
        for file in tools::files(&tools::root().join("migrations"))? {
            if file.extension().is_some_and(|extension| extension == "sql") {
                let whole = !fs::read_to_string(&file)?.starts_with("-- no-transaction");
                let path = file.to_string_lossy();
                let arguments: &[&str] = if whole { &["-1", "-f", &path] } else { &["-f", &path] };
                self.psql(name, arguments)?;
            }
        }
        Ok(url)
    }

    fn psql(&self, database: &str, arguments: &[&str]) -> Result<()> {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", &self.url(database)]).args(arguments);
        tools::output(psql.env("PGOPTIONS", "-c client_min_messages=warning")).map(drop)
    }

    fn wait_until_ready(&self) -> Result<()> {
        let give_up = Instant::now() + Duration::from_secs(60);
        loop {
            let mut ready = Command::new(self.programs.join("pg_isready"));
            if ready.args(["-q", "-h"]).arg(&self.folder).status()?.success() {
                return Ok(());
            }
            if Instant::now() > give_up || self.folder.join("ended").exists() {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                bail!("the PostgreSQL for the tests did not start:\n{log}");
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.supervisor.stdin.take());
        drop(self.supervisor.wait());
    }
}

/// The folder of the newest PostgreSQL's programs.
fn programs() -> Result<PathBuf> {
    let mut folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(String::from_utf8_lossy(&output.stdout).trim().into());
    }
    let mut versions: Vec<PathBuf> =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|e| e.path()).collect();
    versions.sort_by_key(|path| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok()));
    folders.extend(versions.iter().rev().map(|path| path.join("bin")));
    let whole =
        |folder: &PathBuf| ["initdb", "postgres", "psql", "pg_isready"].iter().all(|name| folder.join(name).is_file());
    folders.into_iter().find(whole).context("PostgreSQL's server programs are missing: run scripts/bootstrap")
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
