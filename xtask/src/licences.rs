//! Every crate in Cargo.lock must be under a licence that goes with the project's AGPL-3.0-or-later.

use crate::{sbom, tools};
use anyhow::{Result, bail};
use serde_json::Value;
use std::collections::BTreeMap;

const ALLOWED: [&str; 14] = [
    "0BSD",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

pub fn check() -> Result<()> {
    let mut metadata = tools::cargo();
    metadata.args(["metadata", "--format-version=1", "--locked", "--all-features"]);
    let metadata: Value = serde_json::from_slice(&tools::output(&mut metadata)?)?;
    let (mut counts, mut refused) = (BTreeMap::<&str, usize>::new(), Vec::new());
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let licence = package["license"].as_str().unwrap_or("none named");
        *counts.entry(licence).or_default() += 1;
        if !allowed(licence) {
            refused.push(format!("{} {}: {licence}", package["name"], package["version"]));
        }
    }
    for (licence, count) in &counts {
        println!("{count:>5}  {licence}");
    }
    if !refused.is_empty() {
        bail!("not under an allowed licence (xtask/src/licences.rs):\n{}", refused.join("\n"));
    }
    println!("the list of all: {}", sbom::write(&metadata)?.display());
    Ok(())
}

/// Reads an SPDX expression: `OR` needs one allowed side, `AND` both, and `AND` binds closer.
fn allowed(expression: &str) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let mut words = spaced.split_whitespace().peekable();
    either(&mut words) && words.peek().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words) -> bool {
    let mut result = both(words);
    while words.next_if_eq(&"OR").is_some() {
        result |= both(words);
    }
    result
}

fn both(words: &mut Words) -> bool {
    let mut result = one(words);
    while words.next_if_eq(&"AND").is_some() {
        result &= one(words);
    }
    result
}

fn one(words: &mut Words) -> bool {
    match words.next() {
        Some("(") => either(words) & words.next_if_eq(&")").is_some(),
        Some(name) => {
            let exception = words.next_if_eq(&"WITH").and_then(|_| words.next());
            let name = exception.map_or_else(|| name.to_owned(), |exception| format!("{name} WITH {exception}"));
            ALLOWED.contains(&name.as_str())
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn expressions() {
        for good in [
            "MIT",
            "MIT OR GPL-3.0",
            "GPL-2.0 OR MIT",
            "MIT/Apache-2.0",
            "(MIT OR GPL-3.0) AND ISC",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(allowed(good), "{good}");
        }
        for bad in [
            "GPL-3.0",
            "MIT AND GPL-3.0",
            "(MIT",
            "MIT ISC",
            "",
            "Apache-2.0 WITH other",
            "GPL-3.0 OR MIT AND SSPL-1.0",
        ] {
            assert!(!allowed(bad), "{bad}");
        }
    }
}
