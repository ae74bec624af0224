//! The built front end: where its files are and under which names pages ask for them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::Deserialize;

/// Addresses of the built files, all below a folder named by the hash of their content.
#[derive(Clone, Debug, Deserialize)]
pub struct Site {
    pub hash: String,
    pub css: String,
    pub js: String,
    pub wasm: String,
    pub icons: String,
    #[serde(skip)]
    pub root: PathBuf,
}

impl Site {
    /// Reads `manifest.json` of the built site.
    ///
    /// # Errors
    /// When the front end has not been built.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join("manifest.json");
        let text = std::fs::read_to_string(&path).with_context(|| {
            format!("{} is missing: build the front end with `cargo xtask front`, or set DUBAN_SITE", path.display())
        })?;
        let site: Self = serde_json::from_str(&text).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(Self { root: root.to_owned(), ..site })
    }

    /// A site without files, for tests of the server alone.
    #[must_use]
    pub fn none() -> Self {
        Self {
            hash: "none".into(),
            css: "/pkg/none/duban.css".into(),
            js: "/pkg/none/duban.js".into(),
            wasm: "/pkg/none/duban.wasm".into(),
            icons: "/icons.svg".into(),
            root: PathBuf::new(),
        }
    }
}
