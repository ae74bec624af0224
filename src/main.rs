//! The `duban` command: parse the command line, do it.

use std::process::ExitCode;

fn main() -> ExitCode {
    duban::cli::main()
}
