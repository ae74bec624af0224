//! Making the cluster. It is made beside its place and renamed when it is complete, so that one that was interrupted
//! never bears the name.

use std::{
    fs::{self, File, OpenOptions},
    io::Write as _,
    os::unix::fs::{DirBuilderExt as _, MetadataExt as _},
    path::Path,
    process::{self, Command, Output, Stdio},
};

use anyhow::{Context as _, Result, bail, ensure};

use super::{DATABASE, OWNER_ROLE, account::Account, binaries::Binaries, log, settings};
use crate::server::database::APP_ROLE;

/// Before the process id, in the name of a cluster that is being made.
const UNFINISHED: &str = "postgres.new-";

/// Makes the cluster unless it is there.
pub fn make(cluster: &Path, binaries: &Binaries, account: &Account) -> Result<()> {
    let data = cluster.parent().context("the cluster lies in the data folder")?;
    if cluster.join("PG_VERSION").is_file() {
        return adopt(cluster, account);
    }
    if cluster.exists() {
        fs::remove_dir(cluster).with_context(|| {
            format!("{} holds something, but no database of PostgreSQL: move it away", cluster.display())
        })?;
    }
    clear(data);
    tracing::info!(folder = %cluster.display(), postgresql = binaries.major, "making the database");
    let fresh = data.join(format!("{UNFINISHED}{}", process::id()));
    let made = fill(&fresh, binaries, account);
    if made.is_err() {
        fs::remove_dir_all(&fresh).ok();
    }
    made.with_context(|| format!("the database in {} could not be made", cluster.display()))?;
    fs::rename(&fresh, cluster).with_context(|| format!("{} cannot be named", cluster.display()))?;
    File::open(data)
        .and_then(|folder| folder.sync_all())
        .with_context(|| format!("{} cannot be written", data.display()))
}

/// A cluster that root put back from a backup belongs to root, file by file.
fn adopt(cluster: &Path, account: &Account) -> Result<()> {
    let metadata = fs::metadata(cluster).with_context(|| format!("{} cannot be read", cluster.display()))?;
    if account.switched && metadata.uid() != account.uid { own_all(cluster, account) } else { Ok(()) }
}

fn own_all(path: &Path, account: &Account) -> Result<()> {
    let unreadable = || format!("{} cannot be read", path.display());
    if fs::symlink_metadata(path).with_context(unreadable)?.is_dir() {
        for entry in fs::read_dir(path).with_context(unreadable)? {
            own_all(&entry.with_context(unreadable)?.path(), account)?;
        }
    }
    account.own(path)
}

/// Removes what interrupted attempts left.
fn clear(data: &Path) {
    for entry in fs::read_dir(data).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            tracing::warn!(folder = %entry.path().display(), "removing a database that was not made to the end");
            fs::remove_dir_all(entry.path()).ok();
        }
    }
}

fn fill(fresh: &Path, binaries: &Binaries, account: &Account) -> Result<()> {
    initdb(fresh, binaries, account)?;
    let conf = fresh.join("postgresql.conf");
    OpenOptions::new()
        .append(true)
        .open(&conf)
        .and_then(|mut file| file.write_all(settings::tunable().as_bytes()))
        .with_context(|| format!("{} cannot be written", conf.display()))?;
    alone(fresh, binaries, account)?;
    sync(fresh, binaries, account)
}

fn initdb(fresh: &Path, binaries: &Binaries, account: &Account) -> Result<()> {
    // Character order is that of the code points, alike on every machine and after every update of the system. The
    // last one knows no Chinese letters, but nothing of ours asks the database for them.
    let built_in = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"];
    let locales: &[&[&str]] =
        if binaries.major >= 17 { &[&built_in] } else { &[&["--locale=C.UTF-8"], &["--locale=C"]] };
    for (index, locale) in locales.iter().enumerate() {
        if fresh.exists() {
            fs::remove_dir_all(fresh).with_context(|| format!("{} cannot be removed", fresh.display()))?;
        }
        fs::DirBuilder::new()
            .mode(0o700)
            .create(fresh)
            .with_context(|| format!("{} cannot be made", fresh.display()))?;
        account.own(fresh)?;
        let output = account
            .command(&binaries.program("initdb"))
            .args(["--encoding=UTF8", "--data-checksums", "--auth-local=trust", "--auth-host=reject"])
            .args(["--no-instructions", "--no-sync", "--lc-messages=C", "--username", OWNER_ROLE])
            .args(*locale)
            .arg("--pgdata")
            .arg(fresh)
            .output()
            .context("initdb cannot be run")?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() && said.contains("invalid locale") && index + 1 < locales.len() {
            continue;
        }
        return check("initdb", &output);
    }
    bail!("no locale is left to try")
}

/// Makes the database and the server's role before anybody can connect.
fn alone(fresh: &Path, binaries: &Binaries, account: &Account) -> Result<()> {
    let mut command: Command = account.command(&binaries.program("postgres"));
    let mut child = command
        .args([
            "--single",
            "-c",
            "exit_on_error=true",
            "-c",
            "log_checkpoints=off",
            "-c",
            "logging_collector=off",
            "-D",
        ])
        .arg(fresh)
        .arg("postgres")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("postgres cannot be run")?;
    let mut statements = child.stdin.take().context("postgres was started with an input")?;
    // One a line is how this mode reads.
    let written = writeln!(statements, "create role {APP_ROLE} login;\ncreate database {DATABASE};");
    drop(statements);
    let output = child.wait_with_output().context("postgres cannot be run")?;
    check("postgres", &output)?;
    written.context("postgres could not be told what to make")
}

/// Writes it all to the disk: the steps before left that for the end.
fn sync(fresh: &Path, binaries: &Binaries, account: &Account) -> Result<()> {
    // The whole file system with one call where there is one; file by file takes several seconds on a busy disk.
    let at_once = Command::new("sync").arg("-f").arg(fresh).stderr(Stdio::null()).status();
    if at_once.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    let mut one_by_one = account.command(&binaries.program("initdb"));
    let output = one_by_one.arg("--sync-only").arg("--pgdata").arg(fresh).output().context("initdb cannot be run")?;
    check("initdb", &output)
}

fn check(name: &str, output: &Output) -> Result<()> {
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{name} failed: {}", log::last_lines(&said));
    Ok(())
}
