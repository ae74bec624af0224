//! `scripts/run`: the whole thing with the sample plan, in one go.

use crate::{
    front::{self, Kind},
    tools,
};
use anyhow::{Context as _, Result, bail};
use std::{
    env, io,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Command,
};

const ADDRESS: &str = "127.0.0.1:3000";

pub fn run() -> Result<()> {
    let address = free_address()?;
    let site = front::build(Kind::Release)?;
    let server = server("release")?;
    tools::run(&mut duban(&server, &site, "demo")).context("loading the sample plan")?;
    let mut serve = duban(&server, &site, "serve");
    serve.args(["--address", &address]);
    Err(replace_by(&mut serve).into())
}

/// Compiles the server in a profile of Cargo.toml and gives its path.
pub fn server(profile: &str) -> Result<PathBuf> {
    let mut cargo = tools::cargo();
    cargo.args(["build", "--package", tools::PACKAGE, "--bin", tools::PACKAGE, "--profile", profile]);
    let artifacts = tools::cargo_artifacts(&mut cargo)?;
    artifacts.into_iter().find_map(|artifact| artifact.executable).context("cargo built no server")
}

/// The server's program with the site it is to serve; other settings come from the environment.
pub fn duban(server: &Path, site: &Path, verb: &str) -> Command {
    let mut command = Command::new(server);
    command.arg(verb).current_dir(tools::root()).env("DUBAN_SITE", site);
    command
}

/// Where to listen, asked before the long build: a taken port is better known now.
pub fn free_address() -> Result<String> {
    let address = env::var("DUBAN_ADDRESS").unwrap_or_else(|_| ADDRESS.into());
    match TcpListener::bind(&address) {
        Ok(_) => Ok(address),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => bail!(
            "{address} is taken, perhaps by a duban that still runs. Stop that, or choose another: \
             DUBAN_ADDRESS=127.0.0.1:3001 scripts/run"
        ),
        Err(error) => bail!("DUBAN_ADDRESS={address} cannot be listened on: {error}"),
    }
}

/// The server takes this process's place, so that signals reach it and nothing else.
#[cfg(unix)]
fn replace_by(command: &mut Command) -> io::Error {
    std::os::unix::process::CommandExt::exec(command)
}

#[cfg(not(unix))]
fn replace_by(command: &mut Command) -> io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
