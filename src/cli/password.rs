//! A password from standard input: the first line of what is piped in, or typed at a terminal that does not show it.

use std::{
    io::{IsTerminal as _, stdin},
    process::{Command, Stdio},
    thread,
};

use anyhow::{Context as _, Result, bail};
use tokio::sync::oneshot;

/// Reads the password.
///
/// # Errors
/// When there is none, or standard input cannot be read.
pub async fn read() -> Result<String> {
    let hidden = stdin().is_terminal().then(Hidden::new);
    if hidden.is_some() {
        eprint!("password: ");
    }
    // On a thread of its own, which does not keep the program from ending at Ctrl-C.
    let (send, line) = oneshot::channel();
    thread::spawn(move || {
        let mut line = String::new();
        let read = stdin().read_line(&mut line);
        drop(send.send(read.map(|_| line)));
    });
    let line = line.await.context("standard input ended")?.context("standard input cannot be read")?;
    drop(hidden);
    let password = line.trim_end_matches(['\r', '\n']).to_owned();
    if password.is_empty() {
        bail!("standard input holds no password");
    }
    Ok(password)
}

/// While it lives, the terminal does not show what is typed.
struct Hidden;

impl Hidden {
    fn new() -> Self {
        echo("-echo");
        Self
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        echo("echo");
        // The line end that was typed did not show either.
        eprintln!();
    }
}

/// POSIX's own program for it: the terminal is the one it finds at its standard input, as here.
fn echo(setting: &str) {
    let told = Command::new("stty").arg(setting).stdin(Stdio::inherit()).status();
    if !told.is_ok_and(|status| status.success()) {
        eprintln!("(stty cannot be called: the terminal shows what you type)");
    }
}
