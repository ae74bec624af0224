//! The operating-system user under whom PostgreSQL runs: the server's own, or for root, whom PostgreSQL refuses, the
//! owner of the cluster or `postgres`.

use std::{
    env,
    ffi::OsStr,
    fs,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, chown},
        process::CommandExt as _,
    },
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context as _, Result, bail};

/// The user whom Debian, Red Hat and others make with PostgreSQL.
const POSTGRES: &str = "postgres";

#[derive(Clone, Copy, Debug)]
pub struct Account {
    pub uid: u32,
    pub gid: u32,
    /// Whether the server is root and PostgreSQL must not be.
    pub switched: bool,
}

impl Account {
    /// Decides for the cluster in `cluster`, made or not.
    pub fn of(cluster: &Path) -> Result<Self> {
        let own = id(["-u"])?;
        let owner = fs::metadata(cluster).ok().map(|folder| (folder.uid(), folder.gid()));
        if own != 0 {
            if let Some((owner, _)) = owner.filter(|(owner, _)| *owner != own) {
                bail!(
                    "{} belongs to user {owner}, not to user {own} who started duban: start it as that user (or as \
                     root), or give the folder away with chown -R",
                    cluster.display()
                );
            }
            return Ok(Self { uid: own, gid: id(["-g"])?, switched: false });
        }
        match owner {
            Some((uid, gid)) if uid != 0 => Ok(Self { uid, gid, switched: true }),
            _ => {
                let missing = "PostgreSQL does not run as root, and there is no user named postgres to run it: make \
                               one with `useradd --system postgres`, start duban as another user, or set DATABASE_URL";
                let (uid, gid) = (id(["-u", POSTGRES]).context(missing)?, id(["-g", POSTGRES]).context(missing)?);
                Ok(Self { uid, gid, switched: true })
            }
        }
    }

    /// A command that runs as this user, untouched by the terminal's Ctrl-C and by `PG…` variables meant for others.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        for (name, _) in env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"PG")) {
            command.env_remove(name);
        }
        command.env("LC_ALL", "C").current_dir("/").stdin(Stdio::null()).process_group(0);
        if self.switched {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Gives a file or folder to this user.
    pub fn own(&self, path: &Path) -> Result<()> {
        if !self.switched {
            return Ok(());
        }
        chown(path, Some(self.uid), Some(self.gid))
            .with_context(|| format!("{} cannot be given to user {}", path.display(), self.uid))
    }

    /// Lets this user pass through the data folder and those above it. Passing through is all: nothing can be listed
    /// or read.
    pub fn reach(&self, data: &Path) -> Result<()> {
        if !self.switched {
            return Ok(());
        }
        for folder in data.ancestors() {
            let metadata = fs::metadata(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
            let mode = metadata.mode();
            let bit = if metadata.uid() == self.uid {
                0o100
            } else if metadata.gid() == self.gid {
                0o010
            } else {
                0o001
            };
            if mode & bit != 0 {
                continue;
            }
            if folder != data {
                tracing::warn!(
                    folder = %folder.display(),
                    "made passable (mode +x) for the user who runs PostgreSQL; keep DUBAN_DATA elsewhere to avoid this"
                );
            }
            fs::set_permissions(folder, fs::Permissions::from_mode((mode & 0o7777) | bit))
                .with_context(|| format!("user {} cannot be let through {}", self.uid, folder.display()))?;
        }
        Ok(())
    }
}

/// Asks `id`, which knows users from every source the machine has.
fn id<const N: usize>(arguments: [impl AsRef<OsStr>; N]) -> Result<u32> {
    let output = Command::new("id").args(arguments).output().context("the program `id` cannot be run")?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().with_context(|| String::from_utf8_lossy(&output.stderr).trim().to_owned())
}
