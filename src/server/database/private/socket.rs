//! The folder of the socket: in the cluster, or, because the system limits the length of a socket's path, in a short
//! place of its own. Only PostgreSQL's user (and root) can enter it; whoever can is trusted.

use std::{
    env, fs,
    io::ErrorKind,
    os::unix::{
        ffi::OsStrExt as _,
        fs::{DirBuilderExt as _, MetadataExt as _},
    },
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use sha2::{Digest as _, Sha256};

use super::account::Account;

/// Bytes of a socket's path: 104 with the final NUL on macOS, 108 on Linux.
const LONGEST: usize = 103;
const FILE: &str = "/.s.PGSQL.5432";
/// Beside the socket; names the process that listens on it.
pub const LOCK: &str = ".s.PGSQL.5432.lock";

/// Makes the folder if it is not there.
pub fn folder(cluster: &Path, account: &Account) -> Result<PathBuf> {
    let inside = cluster.join("socket");
    let folder = if fits(&inside) { inside } else { elsewhere(cluster, account) };
    match fs::DirBuilder::new().mode(0o700).create(&folder) {
        Ok(()) => account.own(&folder)?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error).with_context(|| format!("{} cannot be made", folder.display())),
    }
    // Somebody else may have been there first in a shared place like /tmp.
    let found = fs::symlink_metadata(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    ensure!(
        found.is_dir() && found.uid() == account.uid && found.mode() & 0o777 == 0o700,
        "{} is not a private folder of user {}: remove it and start again",
        folder.display(),
        account.uid
    );
    Ok(folder)
}

fn fits(folder: &Path) -> bool {
    folder.as_os_str().len() + FILE.len() <= LONGEST
}

/// Named by the path of the cluster, so that it is found again.
fn elsewhere(cluster: &Path, account: &Account) -> PathBuf {
    let digest = Sha256::digest(cluster.as_os_str().as_bytes());
    let name: String = digest[..8].iter().fold("duban-".to_owned(), |name, byte| format!("{name}{byte:02x}"));
    let own = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|own| !account.switched && own.is_dir());
    own.into_iter().map(|own| own.join(&name)).find(|own| fits(own)).unwrap_or_else(|| Path::new("/tmp").join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_path_gets_a_short_socket_of_its_own() {
        let account = Account { switched: true, ..Account::of(Path::new("/nowhere")).unwrap() };
        let long = Path::new("/数据").join("很长的目录".repeat(12));
        let other = long.join("x");
        assert!(!fits(&long.join("socket")));
        assert!(fits(&elsewhere(&long, &account)));
        assert_eq!(elsewhere(&long, &account), elsewhere(&long, &account));
        assert_ne!(elsewhere(&long, &account), elsewhere(&other, &account));
    }
}
