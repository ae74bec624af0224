//! The query metadata in `.sqlx`, with which the checked SQL macros compile without a database. The macros write it
//! themselves when a compiler runs with a database's address and a folder to write to; what `cargo sqlx` adds is
//! making the compiler run, and that is all this does.

use crate::{postgres::Postgres, tools};
use anyhow::{Context as _, Result, bail};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What compiles the package: a call of cargo that makes no use of `DATABASE_URL` but in the macros.
pub type Compile<'a> = &'a dyn Fn() -> Command;

/// Replaces `.sqlx` by what the present queries and migrations give.
pub fn write() -> Result<()> {
    let postgres = Postgres::start()?;
    let fresh = metadata(&postgres, "check", &|| {
        let mut cargo = tools::cargo();
        cargo.args(["check", "--package", tools::PACKAGE, "--all-targets"]);
        cargo
    })?;
    let (committed, generated) = (read(&folder())?, read(&fresh)?);
    fs::create_dir_all(folder())?;
    for name in committed.keys().filter(|name| !generated.contains_key(*name)) {
        fs::remove_file(folder().join(name))?;
    }
    for (name, bytes) in &generated {
        if committed.get(name) != Some(bytes) {
            fs::write(folder().join(name), bytes)?;
        }
    }
    println!(".sqlx: {} queries", generated.len());
    Ok(())
}

/// Compiles against a migrated database and compares the metadata with `.sqlx`.
pub fn check(postgres: &Postgres, compile: Compile) -> Result<()> {
    let (committed, generated) = (read(&folder())?, read(&metadata(postgres, "test", compile)?)?);
    let count =
        |one: &Files, other: &Files| one.iter().filter(|(name, bytes)| other.get(*name) != Some(*bytes)).count();
    let (new, old) = (count(&generated, &committed), count(&committed, &generated));
    if new + old > 0 {
        bail!(
            "{new} queries are missing or different in .sqlx, {old} there are outdated: run `cargo xtask sqlx` and commit .sqlx"
        );
    }
    println!(".sqlx: {} queries, as compiled", generated.len());
    Ok(())
}

type Files = BTreeMap<String, Vec<u8>>;

fn folder() -> PathBuf {
    tools::root().join(".sqlx")
}

/// The folder with the metadata of every query. What cargo finds unchanged it does not compile, so nothing is
/// written for it: then the last run's folder is good if all was unchanged, and else all is compiled again.
fn metadata(postgres: &Postgres, purpose: &str, compile: Compile) -> Result<PathBuf> {
    let url = postgres.migrated(&format!("metadata_{purpose}"))?;
    let folder = tools::target().join("sqlx").join(purpose);
    let new = tools::target().join("sqlx").join(format!("{purpose}.new"));
    for last_try in [false, true] {
        drop(fs::remove_dir_all(&new));
        fs::create_dir_all(&new)?;
        let mut cargo = compile();
        cargo.env("SQLX_OFFLINE", "false").env("SQLX_OFFLINE_DIR", &new).env("DATABASE_URL", &url);
        let artifacts = tools::cargo_artifacts(&mut cargo)?;
        let fresh: Vec<_> = artifacts.iter().filter(|artifact| artifact.fresh).collect();
        if fresh.len() == artifacts.len() && folder.is_dir() {
            return Ok(folder);
        }
        // The build script is never anew compiled, and asks nothing.
        let files: Vec<&PathBuf> =
            fresh.iter().flat_map(|artifact| &artifact.files).filter(|file| is_metadata(file)).collect();
        if files.is_empty() || last_try {
            break;
        }
        for file in files {
            fs::remove_file(file).with_context(|| file.display().to_string())?;
        }
    }
    drop(fs::remove_dir_all(&folder));
    fs::rename(&new, &folder)?;
    Ok(folder)
}

fn is_metadata(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "rmeta")
}

fn read(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for path in tools::files(folder)? {
        let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
        files.insert(name, fs::read(&path)?);
    }
    Ok(files)
}
