//! One style sheet from `style/`. The order of the files does not decide what wins: the cascade layers declared
//! in tokens.css do. It is fixed all the same, so that equal sources give equal bytes.

use crate::tools;
use anyhow::{Context as _, Result};
use std::{fmt::Write as _, fs, path::Path};

/// The oldest browsers the pages must look right in; newer syntax is rewritten for them.
const BROWSERS: &str = "--target=chrome105,firefox115,safari16";

/// The sources, one after the other.
pub fn bundle() -> Result<String> {
    let style = tools::root().join("style");
    let mut paths = vec![style.join("tokens.css"), style.join("base.css"), style.join("components.css")];
    paths.extend(
        tools::files(&style.join("features"))?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "css")),
    );
    paths.push(style.join("print.css"));
    let mut bundle = String::new();
    for path in paths.iter().filter(|path| path.exists()) {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let name = path.strip_prefix(&style).unwrap_or(path).display();
        let _ = write!(bundle, "/* {name} */\n{text}\n");
    }
    Ok(bundle)
}

/// Minifies a `.css` or `.js` file in place.
pub fn minify(path: &Path) -> Result<()> {
    let mut esbuild = tools::node_program("esbuild")?;
    esbuild.arg(path).arg("--minify").arg("--charset=utf8").arg("--legal-comments=none").arg("--log-level=warning");
    let minified = tools::output(esbuild.arg(BROWSERS))?;
    fs::write(path, minified).with_context(|| path.display().to_string())
}
