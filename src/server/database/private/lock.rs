//! Locks of the operating system on files of the data folder. They vanish with the process that holds them.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{Read as _, Seek as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
    process,
};

use anyhow::{Context as _, Result, bail};

use crate::{shared::locale::Locale, t};

/// Claims the data folder for one server, for as long as the returned file is open.
///
/// # Errors
/// When another server has it; names its process.
pub fn server(data: &Path) -> Result<File> {
    let data = super::folder(data)?;
    let mut file = open(&data.join("lock"))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let (folder, pid) = (data.display(), holder(&mut file));
            bail!(
                "{}\n{}",
                t::command::data_in_use(Locale::Chinese, &folder, &pid),
                t::command::data_in_use(Locale::English, &folder, &pid)
            );
        }
        Err(TryLockError::Error(error)) => {
            return Err(error).with_context(|| format!("{} cannot be locked", data.display()));
        }
    }
    // For the reader of the message above; the lock itself does not depend on it.
    file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{}", process::id())).ok();
    Ok(file)
}

/// The process number of the server that runs on the data folder, if one does.
#[must_use]
pub fn server_of(data: &Path) -> Option<String> {
    let mut file = File::open(data.join("lock")).ok()?;
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)).then(|| holder(&mut file))
}

/// What the holder of the lock wrote into it.
fn holder(file: &mut File) -> String {
    let mut pid = String::new();
    file.read_to_string(&mut pid).ok();
    pid.trim().to_owned()
}

/// Waits until nobody else starts or stops the cluster.
pub fn turn(path: &Path) -> Result<File> {
    let file = open(path)?;
    file.lock().with_context(|| format!("{} cannot be locked", path.display()))?;
    Ok(file)
}

/// Opens a lock file, made if it is not there.
pub fn open(path: &Path) -> Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .with_context(|| format!("{} cannot be written; set DUBAN_DATA to a folder that can", path.display()))
}
