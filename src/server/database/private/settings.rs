//! How the private PostgreSQL is set up.

use std::{fs, path::Path};

/// Names the socket's file; nothing listens on it.
pub const PORT: u16 = 5432;

/// Written once, at the end of the cluster's `postgresql.conf`, where an operator may change it.
pub fn tunable() -> String {
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    if tells_of_failed_syncs(&release) { format!("{TUNABLE}{QUICK_RECOVERY}") } else { TUNABLE.to_owned() }
}

/// After a crash, PostgreSQL first makes sure that every file is on the disk: one by one, which takes seconds on a busy
/// disk, or with one call, in a tenth of that.
const QUICK_RECOVERY: &str = "recovery_init_sync_method = syncfs\n";

/// Before 5.8 that one call of Linux did not tell of write errors. Other systems do not have it.
fn tells_of_failed_syncs(release: &str) -> bool {
    let mut numbers = release.split(|c: char| !c.is_ascii_digit()).map(|number| number.parse().unwrap_or(0_u32));
    (numbers.next(), numbers.next()) >= (Some(5), Some(8))
}

const TUNABLE: &str = "
# --- Set by duban when it made this cluster; change what you need, then restart duban. ---
shared_buffers = 128MB
effective_cache_size = 1GB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 512MB
random_page_cost = 1.1
# Compiling a query costs more than any of ours takes.
jit = off
timezone = 'UTC'
lc_messages = 'C'
log_checkpoints = off
# Without details, which would quote what people entered.
log_error_verbosity = terse
";

/// Given at each start: what the server relies on, whatever the file says.
pub fn fixed(connections: u32) -> Vec<String> {
    // The pool, and room for tools, background work, backups and the superuser.
    let max_connections = connections.saturating_add(24);
    vec![
        "listen_addresses=".to_owned(),
        "unix_socket_permissions=0700".to_owned(),
        format!("port={PORT}"),
        format!("max_connections={max_connections}"),
        "fsync=on".to_owned(),
        "full_page_writes=on".to_owned(),
        "synchronous_commit=on".to_owned(),
    ]
}

/// The folder as PostgreSQL's list of folders wants it: quoted, for a path may hold spaces and commas.
pub fn socket_folders(folder: &Path) -> String {
    format!("unix_socket_directories=\"{}\"", folder.to_string_lossy().replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_kernels_that_tell_are_asked_to_sync_at_once() {
        for (release, expected) in
            [("6.1.0-40-amd64\n", true), ("5.8.0", true), ("5.10.0-1", true), ("5.4.0-100-generic", false), ("", false)]
        {
            assert_eq!(tells_of_failed_syncs(release), expected, "{release}");
        }
    }
}
