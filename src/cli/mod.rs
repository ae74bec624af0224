//! The commands of the binary.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "duban", version, about = "督办台账")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {}

/// Parses the command line and does what it says.
#[must_use]
pub fn main() -> ExitCode {
    match Arguments::parse().command {}
}
