//! Rules of the design system that a compiler does not know.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|found| found == extension) {
            found.push(path);
        }
    }
}

fn sources(folders: &[&str], extension: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    for folder in folders {
        files(&root().join(folder), extension, &mut found);
    }
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("UTF-8");
            (path, text)
        })
        .collect()
}

/// The declarations of the block that `opening` begins.
fn block(css: &str, opening: &str) -> Vec<String> {
    let start = css.find(opening).unwrap_or_else(|| panic!("no {opening}")) + opening.len();
    let end = css[start..].find('}').expect("a closed block") + start;
    css[start..end].split(';').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn both_dark_blocks_of_the_tokens_are_the_same() {
    let css = fs::read_to_string(root().join("style/tokens.css")).expect("style/tokens.css");
    let by_device = block(&css, ":root:not([data-theme=\"light\"]) {");
    let by_choice = block(&css, ":root[data-theme=\"dark\"] {");
    assert!(by_device.len() > 50);
    assert_eq!(by_device, by_choice);
}

#[test]
fn only_the_tokens_hold_raw_colours() {
    for (path, css) in sources(&["style"], "css") {
        if path.ends_with("tokens.css") {
            continue;
        }
        let screen = css.split("@media print").next().unwrap_or_default();
        for (number, line) in screen.lines().enumerate() {
            let value = line.rsplit(':').next().unwrap_or_default();
            let hex =
                value.trim().strip_prefix('#').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_hexdigit()));
            assert!(!hex, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

/// The policy of the pages forbids inline styles: they would silently do nothing.
#[test]
fn no_view_has_inline_styles() {
    let inline = ["style", "="].concat();
    let part = [" style", ":"].concat();
    let element = ["<", "style"].concat();
    for (path, code) in sources(&["src/ui", "src/app", "src/features"], "rs") {
        for (number, line) in code.lines().enumerate() {
            let found = line.contains(&format!(" {inline}")) || line.contains(&part) || line.contains(&element);
            assert!(!found, "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

/// A misspelt icon would draw nothing.
#[test]
fn every_icon_that_is_used_is_in_the_sprite() {
    let sprite = fs::read_to_string(root().join("public/icons.svg")).expect("public/icons.svg");
    let mut seen = 0;
    for (path, code) in sources(&["src/ui", "src/app", "src/features"], "rs") {
        for (place, _) in code.match_indices("<Icon name=\"").chain(code.match_indices(" icon=\"")) {
            let name = code[place..].split('"').nth(1).unwrap_or_default();
            assert!(sprite.contains(&format!("id=\"i-{name}\"")), "{}: no icon {name}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 10);
}
