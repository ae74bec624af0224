//! A small SMTP server (RFC 5321) on a free port: real conversations over TCP, each letter kept as it came. It can be told
//! to misbehave.

#![allow(dead_code, reason = "the unit tests include this file too, and each binary needs a part of it")]

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// What the next conversation comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// 451 to RCPT: try later.
    Later,
    /// 550 to RCPT: never.
    Never,
    /// Takes the letter and cuts the line before it says so.
    CutAfterData,
    /// Cuts the line at once.
    CutAtOnce,
}

/// One accepted letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub to: String,
    /// Head and body, with `\r\n`.
    pub text: String,
}

impl Received {
    /// One header, unfolded.
    pub fn header(&self, name: &str) -> String {
        let head = self.text.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let start = format!("{name}: ");
        head.lines().find_map(|line| line.strip_prefix(&start)).unwrap_or_default().trim().to_owned()
    }
}

#[derive(Default)]
struct Kept {
    letters: Mutex<Vec<Received>>,
    manners: Mutex<Vec<Manner>>,
    over: AtomicBool,
    /// How long it thinks about each letter.
    pause: Mutex<Duration>,
}

/// Runs until dropped.
pub struct SmtpServer {
    address: SocketAddr,
    kept: Arc<Kept>,
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl SmtpServer {
    pub fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
        let address = listener.local_addr().expect("an address");
        let kept = Arc::new(Kept::default());
        let shared = Arc::clone(&kept);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                if shared.over.load(Ordering::SeqCst) {
                    return;
                }
                let shared = Arc::clone(&shared);
                thread::spawn(move || drop(converse(&connection, &shared)));
            }
        });
        Self { address, kept }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// The letters so far, those too whose sender never heard that they were taken.
    pub fn letters(&self) -> Vec<Received> {
        lock(&self.kept.letters).clone()
    }

    /// The next conversations go so, one after the other.
    pub fn misbehave(&self, manners: &[Manner]) {
        lock(&self.kept.manners).extend_from_slice(manners);
    }

    /// Waits so long before a letter is taken.
    pub fn slow_down(&self, pause: Duration) {
        *lock(&self.kept.pause) = pause;
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.kept.over.store(true, Ordering::SeqCst);
        // Wakes the listener, so that its thread ends.
        drop(TcpStream::connect(self.address));
    }
}

fn converse(mut connection: &TcpStream, kept: &Kept) -> std::io::Result<()> {
    connection.set_read_timeout(Some(Duration::from_secs(30)))?;
    let manner = {
        let mut manners = lock(&kept.manners);
        if manners.is_empty() { None } else { Some(manners.remove(0)) }
    };
    if manner == Some(Manner::CutAtOnce) {
        return Ok(());
    }
    let mut lines = BufReader::new(connection.try_clone()?);
    let mut to = String::new();
    connection.write_all(b"220 test ESMTP\r\n")?;
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let verb = line.get(..4).unwrap_or_default().to_ascii_uppercase();
        let answer = match (verb.as_str(), manner) {
            ("EHLO", _) => "250-test\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n",
            ("RCPT", Some(Manner::Later)) => "451 4.7.1 later\r\n",
            ("RCPT", Some(Manner::Never)) => "550 5.1.1 no such mailbox\r\n",
            ("RCPT", _) => {
                line.split(['<', '>']).nth(1).unwrap_or_default().clone_into(&mut to);
                "250 ok\r\n"
            }
            ("DATA", _) => {
                connection.write_all(b"354 go on\r\n")?;
                let text = data(&mut lines)?;
                thread::sleep(*lock(&kept.pause));
                lock(&kept.letters).push(Received { to: to.clone(), text });
                if manner == Some(Manner::CutAfterData) {
                    return Ok(());
                }
                "250 taken\r\n"
            }
            ("QUIT", _) => {
                connection.write_all(b"221 bye\r\n")?;
                return Ok(());
            }
            _ => "250 ok\r\n",
        };
        connection.write_all(answer.as_bytes())?;
    }
}

/// A letter up to the line with a single dot, doubled dots undone.
fn data(lines: &mut BufReader<TcpStream>) -> std::io::Result<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(text);
        }
        text.push_str(line.strip_prefix('.').filter(|_| line.starts_with("..")).unwrap_or(&line));
    }
}
