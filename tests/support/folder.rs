//! A folder that is removed at the end, with what still runs in it.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{self, Command},
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicU32, Ordering},
    },
};

use super::server;

/// Data folder, site and log of one test.
pub struct Folder {
    root: PathBuf,
    pub data: PathBuf,
    pub site: PathBuf,
    /// What it is a copy of, kept for further copies while any is in use.
    template: Option<Arc<Folder>>,
}

impl Folder {
    pub fn new() -> Self {
        Self::with_data("data")
    }

    /// With a database that is made already, as after an earlier run: a copy, which is much quicker than making one.
    pub fn made() -> Self {
        static TEMPLATE: Mutex<Weak<Folder>> = Mutex::new(Weak::new());
        let mut kept = TEMPLATE.lock().unwrap_or_else(PoisonError::into_inner);
        let template = kept.upgrade().unwrap_or_else(|| {
            let template = Self::new();
            let made = server::run(&template, &["migrate"]);
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            Arc::new(template)
        });
        *kept = Arc::downgrade(&template);
        drop(kept);
        let mut folder = Self::new();
        let copied = Command::new("cp").arg("-a").arg(&template.data).arg(&folder.data).status();
        assert!(copied.unwrap().success());
        folder.template = Some(template);
        folder
    }

    /// With the data folder at this place in it.
    pub fn with_data(data: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let root = env::temp_dir().join(format!("duban-test-{}-{number}", process::id()));
        let site = root.join("site");
        fs::create_dir_all(&site).unwrap();
        let manifest = r#"{"hash": "none", "css": "/pkg/none/duban.css", "js": "/pkg/none/duban.js",
            "wasm": "/pkg/none/duban.wasm", "icons": "/pkg/none/icons.svg"}"#;
        fs::write(site.join("manifest.json"), manifest).unwrap();
        Self { data: root.join(data), site, root, template: None }
    }

    pub fn cluster(&self) -> PathBuf {
        self.data.join("postgres")
    }

    /// One line of `postmaster.pid`, while PostgreSQL runs.
    fn pid_line(&self, line: usize) -> Option<String> {
        let text = fs::read_to_string(self.cluster().join("postmaster.pid")).ok()?;
        text.lines().nth(line).map(|line| line.trim().to_owned())
    }

    pub fn postgres(&self) -> Option<u32> {
        self.pid_line(0)?.parse().ok()
    }

    pub fn socket(&self) -> PathBuf {
        self.pid_line(4).map(PathBuf::from).expect("PostgreSQL runs")
    }

    /// Gives everything to another user.
    pub fn give_to(&self, uid: u32) {
        assert!(Command::new("chown").arg("-R").arg(uid.to_string()).arg(&self.root).status().unwrap().success());
    }

    pub fn path(&self) -> &Path {
        &self.root
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Some(pid) = self.postgres() {
            signal("QUIT", pid);
        }
        fs::remove_dir_all(&self.root).ok();
    }
}

pub fn signal(signal: &str, pid: u32) {
    Command::new("sh").args(["-c", &format!("kill -{signal} {pid}")]).status().unwrap();
}
