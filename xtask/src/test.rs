//! `scripts/test`: every check, cheapest first, in one order that is also CI's.

use crate::{
    front::{self, Kind},
    licences,
    postgres::Postgres,
    run, sqlx, tools,
};
use anyhow::{Context as _, Result, bail, ensure};
use std::{process::Command, time::Instant};

/// Name, what it is, how.
type Step = (&'static str, &'static str, fn(&Ground) -> Result<()>);

const STEPS: [Step; 8] = [
    ("format", "source formatting", format),
    ("licences", "licences of all crates", |_| licences::check()),
    ("lint", "lints for the server and its tests, query metadata", lint),
    ("lint-web", "lints for the browser's part", lint_web),
    ("unit", "unit, property and database tests", unit),
    ("front", "the browser's part and its size", |_| front::build(Kind::Release).map(drop)),
    ("server", "the server", |_| run::server("release").map(drop)),
    ("browser", "the pages in a browser", browser),
];

/// What the steps share.
struct Ground {
    postgres: Postgres,
}

pub fn test(names: &[String]) -> Result<()> {
    if names.iter().any(|name| name == "list") {
        STEPS.iter().for_each(|(name, what, _)| println!("{name:<10}{what}"));
        return Ok(());
    }
    if let Some(unknown) = names.iter().find(|name| STEPS.iter().all(|step| step.0 != *name)) {
        bail!("no step is called {unknown}; `cargo xtask test list` names them");
    }
    let start = Instant::now();
    let ground = Ground { postgres: Postgres::start()? };
    let steps = STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.0));
    let mut passed = 0;
    for (name, what, step) in steps {
        println!("\n== {name}: {what}");
        let start = Instant::now();
        step(&ground).with_context(|| format!("step {name} failed; again alone: scripts/test {name}"))?;
        println!("== {name}: passed in {:.1} s", start.elapsed().as_secs_f64());
        passed += 1;
    }
    println!("\n{passed} steps passed in {:.0} s", start.elapsed().as_secs_f64());
    Ok(())
}

fn format(_: &Ground) -> Result<()> {
    tools::run(tools::cargo().args(["fmt", "--all", "--check"])).context("run `cargo fmt --all`")
}

/// Cargo checks with clippy in the compiler's place; see .cargo/config.toml for why not `cargo clippy`.
fn clippy(arguments: &[&str]) -> Command {
    let mut cargo = tools::cargo();
    cargo.arg("check").args(arguments).env("RUSTC_WORKSPACE_WRAPPER", tools::root().join("scripts/cargo/clippy"));
    cargo
}

fn lint(ground: &Ground) -> Result<()> {
    tools::run(&mut clippy(&["--package", "xtask", "--all-targets"]))?;
    sqlx::check(&ground.postgres, &|| clippy(&["--package", tools::PACKAGE, "--all-targets"]))
}

fn lint_web(_: &Ground) -> Result<()> {
    let target = ["--target", "wasm32-unknown-unknown", "--no-default-features", "--features", "hydrate"];
    tools::run(clippy(&["--package", tools::PACKAGE, "--lib"]).args(target))
}

fn unit(ground: &Ground) -> Result<()> {
    // As cargo xtask was compiled, or everything it stands on would be compiled once more.
    tools::run(tools::cargo().args(["test", "--package", "xtask", "--release"]))?;
    let mut cargo = tools::cargo();
    cargo.args(["test", "--package", tools::PACKAGE]).env("DATABASE_URL", ground.postgres.url("postgres"));
    tools::run(&mut cargo)
}

fn browser(ground: &Ground) -> Result<()> {
    let config = "end2end/playwright.config.ts";
    ensure!(tools::root().join(config).exists(), "{config} is missing, so no page is tested");
    let mut playwright = tools::node_program("playwright")?;
    playwright.args(["test", "--config", config]);
    playwright.env("DUBAN_BINARY", run::server("release")?).env("DUBAN_SITE", front::build(Kind::Release)?);
    playwright.env("DATABASE_URL", ground.postgres.database("browser")?);
    tools::run(&mut playwright)
}
