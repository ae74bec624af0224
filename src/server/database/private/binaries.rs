//! PostgreSQL's programs on this machine.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context as _, Result, bail};

/// The oldest version that works.
const OLDEST: u32 = 15;

/// Folders with one folder a version: what stands before and after the version's name.
const BY_VERSION: [(&str, &str); 6] = [
    ("/usr/lib/postgresql", "bin"),
    ("/usr", "bin"), // /usr/pgsql-16/bin
    ("/opt/homebrew/opt", "bin"),
    ("/usr/local/opt", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "bin"),
    ("/usr/local", "bin"), // /usr/local/pgsql/bin
];

#[derive(Clone, Debug)]
pub struct Binaries {
    pub folder: PathBuf,
    pub major: u32,
}

impl Binaries {
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Those that fit the cluster: its own version, or any that works when there is no cluster yet.
    pub fn suiting(cluster: &Path) -> Result<Self> {
        let path = cluster.join("PG_VERSION");
        let Ok(text) = fs::read_to_string(&path) else {
            return find();
        };
        let major: u32 = text.trim().parse().with_context(|| format!("{} cannot be understood", path.display()))?;
        let found: Vec<Self> = all().collect();
        if let Some(same) = found.iter().find(|binaries| binaries.major == major) {
            return Ok(same.clone());
        }
        match found.first() {
            None => find(),
            Some(other) => bail!(
                "the database in {} was made by PostgreSQL {major}, but here is PostgreSQL {} ({}): install PostgreSQL \
                 {major}, or move the data to the new version as docs/operations.md says",
                cluster.display(),
                other.major,
                other.folder.display()
            ),
        }
    }
}

/// The first set of programs that is new enough.
///
/// # Errors
/// One sentence that says what to install.
pub fn find() -> Result<Binaries> {
    let mut too_old = None;
    for binaries in all() {
        if binaries.major >= OLDEST {
            return Ok(binaries);
        }
        too_old.get_or_insert(binaries);
    }
    let install = if cfg!(target_os = "macos") {
        format!("brew install postgresql@{OLDEST}")
    } else if Path::new("/etc/debian_version").exists() {
        "apt-get install postgresql".to_owned()
    } else {
        "dnf install postgresql-server, or your system's package".to_owned()
    };
    match too_old {
        Some(old) => bail!(
            "PostgreSQL {} in {} is too old: install PostgreSQL {OLDEST} or newer ({install}), or set DATABASE_URL",
            old.major,
            old.folder.display()
        ),
        None => {
            bail!("PostgreSQL is not installed: install version {OLDEST} or newer ({install}), or set DATABASE_URL")
        }
    }
}

/// Every set of programs, those that were put in front first.
fn all() -> impl Iterator<Item = Binaries> {
    let on_path = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    on_path.into_iter().chain(configured()).chain(by_version()).filter_map(|folder| look(&folder))
}

fn look(folder: &Path) -> Option<Binaries> {
    let complete = folder.is_absolute() && ["initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file());
    let postgres = folder.join("postgres");
    if !complete || !postgres.is_file() {
        return None;
    }
    let output = Command::new(postgres).arg("--version").output().ok()?;
    Some(Binaries { folder: folder.to_owned(), major: major(&String::from_utf8_lossy(&output.stdout))? })
}

/// `postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)` → 15; `17beta1` → 17.
fn major(version: &str) -> Option<u32> {
    let (_, number) = version.split_once("(PostgreSQL) ")?;
    number[..number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len())].parse().ok()
}

/// What `pg_config` says, asked only when nothing was found before.
fn configured() -> impl Iterator<Item = PathBuf> {
    std::iter::once_with(|| Command::new("pg_config").arg("--bindir").output().ok())
        .flatten()
        .map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

/// The usual places, newest version first in each.
fn by_version() -> impl Iterator<Item = PathBuf> {
    BY_VERSION.into_iter().flat_map(|(before, after)| {
        let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(before)
            .into_iter()
            .flatten()
            .filter_map(|entry| {
                let entry = entry.ok()?;
                let name = entry.file_name().into_string().ok()?;
                let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
                let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
                let named = name.starts_with("pgsql") || name.starts_with("postgresql") || name.len() == digits.len();
                named.then(|| (digits[..end].parse().unwrap_or(0), entry.path().join(after)))
            })
            .collect();
        versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
        versions.into_iter().map(|(_, folder)| folder)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(major("postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 17beta1\n"), Some(17));
        assert_eq!(major("postgres (PostgreSQL) 18\n"), Some(18));
        assert_eq!(major("something else 15"), None);
    }
}
