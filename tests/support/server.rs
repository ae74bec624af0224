//! The real program, as an operator starts it.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    os::unix::process::CommandExt as _,
    path::PathBuf,
    process::{Child, Command, ExitStatus, Output, Stdio},
    time::Duration,
};

use super::{
    folder::{Folder, signal},
    wait_for,
};

/// `duban` with the arguments, on this folder and its private database.
pub fn duban(folder: &Folder, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duban"));
    command.args(arguments).env_remove("DATABASE_URL").env_remove("DATABASE_OWNER_URL").env("LANG", "en_US.UTF-8");
    command.env("DUBAN_DATA", &folder.data).env("DUBAN_SITE", &folder.site).env("DUBAN_ADDRESS", "127.0.0.1:0");
    command.stdin(Stdio::null());
    command
}

/// Runs `duban` to its end.
pub fn run(folder: &Folder, arguments: &[&str]) -> Output {
    duban(folder, arguments).output().unwrap()
}

fn connect(address: &str) -> Option<TcpStream> {
    let stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    Some(stream)
}

/// A whole answer, with its head.
pub fn get(address: &str, path: &str) -> Option<String> {
    let mut stream = connect(address)?;
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    Some(answer)
}

/// The status in the head of an answer.
pub fn status(answer: &str) -> Option<u16> {
    answer.split(' ').nth(1)?.parse().ok()
}

/// A running `duban serve`.
pub struct Server {
    child: Child,
    address: String,
    log: PathBuf,
}

impl Server {
    pub fn start(folder: &Folder) -> Self {
        Self::start_with(folder, duban(folder, &["serve"]))
    }

    /// Starts it under another user.
    pub fn start_as(folder: &Folder, uid: u32, gid: u32) -> Self {
        let mut command = duban(folder, &["serve"]);
        command.uid(uid).gid(gid);
        Self::start_with(folder, command)
    }

    pub fn start_with(folder: &Folder, mut command: Command) -> Self {
        let log = folder.path().join("server.log");
        let mut child = command.stdout(Stdio::piped()).stderr(File::create(&log).unwrap()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let Some(address) = line.trim().strip_prefix("listening on http://") else {
            panic!("{:?}: {}", child.wait(), fs::read_to_string(&log).unwrap_or_default())
        };
        Self { child, address: address.to_owned(), log }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The status of an answer, if one comes.
    pub fn get(&self, path: &str) -> Option<u16> {
        status(&get(&self.address, path)?)
    }

    pub fn connect(&self) -> TcpStream {
        connect(&self.address).unwrap()
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    pub fn wait_until_ready(&self) {
        wait_for("an answer of /readyz", || (self.get("/readyz") == Some(200)).then_some(()));
    }

    /// SIGTERM.
    pub fn ask_to_stop(&self) {
        signal("TERM", self.child.id());
    }

    /// SIGTERM, and its end.
    pub fn stop(mut self) -> ExitStatus {
        self.ask_to_stop();
        self.ended()
    }

    /// SIGKILL.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn ended(&mut self) -> ExitStatus {
        wait_for("the server's end", || self.child.try_wait().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
