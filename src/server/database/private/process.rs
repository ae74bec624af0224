//! Processes of this machine, as far as PostgreSQL's are to be told from others.

use std::{fs, os::unix::ffi::OsStrExt as _, path::Path, process::Command};

/// Whether process `pid` is alive and works in `cluster`, as PostgreSQL does.
pub fn works_in(pid: u32, cluster: &Path) -> bool {
    if let Ok(folder) = fs::read_link(format!("/proc/{pid}/cwd")) {
        return cluster.canonicalize().is_ok_and(|cluster| folder == cluster);
    }
    // Another user's process, where root may not look (in containers), or a system without /proc.
    let path = cluster.as_os_str().as_bytes();
    command_line(pid).is_some_and(|line| line.windows(path.len()).any(|part| part == path))
}

/// The command line of process `pid`, if there is one. That of an ended one whose end nobody collected is empty.
pub fn command_line(pid: u32) -> Option<Vec<u8>> {
    if Path::new("/proc/self").exists() {
        return fs::read(format!("/proc/{pid}/cmdline")).ok();
    }
    let output = Command::new("ps").args(["-ww", "-o", "command=", "-p", &pid.to_string()]).output().ok()?;
    Some(output.stdout).filter(|line| !line.is_empty())
}

/// Every process that works in `cluster`, where the system tells.
pub fn all_in(cluster: &Path) -> Vec<u32> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| works_in(*pid, cluster)).collect()
}
