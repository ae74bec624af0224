//! `scripts/dev`: serves an unoptimised build and starts it again when a source has changed.

use crate::{
    front::{self, Kind},
    run, tools,
};
use anyhow::Result;
use std::{
    process::Child,
    thread,
    time::{Duration, SystemTime},
};

const SOURCES: [&str; 7] = ["src", "style", "locales", "migrations", "public", "Cargo.toml", "build.rs"];
const LOOK_EVERY: Duration = Duration::from_millis(500);

pub fn dev() -> Result<()> {
    let address = run::free_address()?;
    let mut server: Option<Child> = None;
    loop {
        let seen = newest()?;
        match build() {
            Ok((program, site)) => {
                if server.is_none() {
                    tools::run(&mut run::duban(&program, &site, "demo"))?;
                }
                stop(server.take());
                let mut serve = run::duban(&program, &site, "serve");
                server = Some(serve.args(["--address", &address]).spawn()?);
            }
            Err(error) => eprintln!("\n{error:#}\nwaiting for a change"),
        }
        while newest()? == seen {
            thread::sleep(LOOK_EVERY);
        }
    }
}

fn build() -> Result<(std::path::PathBuf, std::path::PathBuf)> {
    Ok((run::server("dev")?, front::build(Kind::Dev)?))
}

/// When any source was last written, and how many there are: a removed file changes the second.
fn newest() -> Result<(usize, Option<SystemTime>)> {
    let mut files = Vec::new();
    for source in SOURCES {
        let path = tools::root().join(source);
        if path.is_dir() { files.extend(tools::files(&path)?) } else { files.push(path) }
    }
    let times = files.iter().filter_map(|file| file.metadata().ok()?.modified().ok());
    Ok((files.len(), times.max()))
}

/// Asks the server to end, as it stops its database with itself, and waits for it.
fn stop(server: Option<Child>) {
    let Some(mut server) = server else { return };
    let asked = std::process::Command::new("kill").arg(server.id().to_string()).status();
    if !asked.is_ok_and(|status| status.success()) {
        drop(server.kill());
    }
    drop(server.wait());
}
