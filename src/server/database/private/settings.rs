//! How the private PostgreSQL is set up.

use std::path::Path;

/// Names the socket's file; nothing listens on it.
pub const PORT: u16 = 5432;

/// Written once, at the end of the cluster's `postgresql.conf`, where an operator may change it.
pub const TUNABLE: &str = "
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
