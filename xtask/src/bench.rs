//! `cargo xtask bench`: the speed budgets, measured on the release build. No part of `scripts/test`: figures need a
//! quiet machine and somebody who reads them.

use crate::{
    front::{self, Kind},
    postgres::Postgres,
    run, tools,
};
use anyhow::{Context as _, Result, ensure};
use std::{env, path::PathBuf, process::Command};

pub fn bench(names: &[String]) -> Result<()> {
    let known = names_of_benchmarks()?;
    if names.iter().any(|name| name == "list") {
        known.iter().for_each(|name| println!("{name}"));
        return Ok(());
    }
    if let Some(unknown) = names.iter().find(|name| !known.contains(name)) {
        anyhow::bail!("no benchmark is called {unknown}; `cargo xtask bench list` names them");
    }
    let (site, server) = built()?;
    let postgres = Postgres::lasting()?;
    for name in known.iter().filter(|name| names.is_empty() || names.contains(name)) {
        println!("\n== {name}");
        let mut node = Command::new("node");
        node.arg(folder().join(name).with_extension("mjs")).current_dir(tools::root());
        node.env("DUBAN_BINARY", &server).env("DUBAN_SITE", &site).env_remove("DATABASE_URL");
        node.env("BENCH_POSTGRES", &postgres.folder).env("BENCH_PROGRAMS", &postgres.programs);
        node.env("BENCH_OUT", tools::target().join("bench"));
        tools::run(&mut node).with_context(|| format!("the benchmark {name} broke off"))?;
    }
    Ok(())
}

/// The site and the server to measure: those of `DUBAN_SITE` and `DUBAN_BINARY`, else newly built ones.
fn built() -> Result<(PathBuf, PathBuf)> {
    match (env::var_os("DUBAN_SITE"), env::var_os("DUBAN_BINARY")) {
        (Some(site), Some(server)) => Ok((site.into(), server.into())),
        _ => Ok((front::build(Kind::Release)?, run::server("release")?)),
    }
}

fn folder() -> PathBuf {
    tools::root().join("benches")
}

/// Every program of `benches/` but the description of the product that they share.
fn names_of_benchmarks() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in folder().read_dir().context("benches/ is missing")? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.extension().is_some_and(|ending| ending == "mjs") && name != "ours" {
            names.push(name);
        }
    }
    ensure!(!names.is_empty(), "benches/ is empty");
    names.sort();
    Ok(names)
}
