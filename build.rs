//! Turns `locales/<language>/<page group>.json` into one Rust function a text, so that a missing or misspelt
//! text is a compile error and the browser carries only the texts its islands use.
//!
//! A text is plain (`fn(Locale) -> &'static str`) or has places: `{name}` takes anything that can be displayed,
//! `{n|task|tasks}` picks the English singular when `n` is one. Arguments come in the order of first appearance in
//! the Chinese text. See docs/decisions/0003-texts.md.

use std::{collections::BTreeMap, env, fmt::Write as _, fs, path::Path};

const CHINESE: &str = "locales/zh-CN";
const ENGLISH: &str = "locales/en";

type Texts = BTreeMap<String, String>;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=migrations");
    let mut code = String::new();
    for file in files(CHINESE) {
        let (chinese, english) = (read(CHINESE, &file), read(ENGLISH, &file));
        let group = file.trim_end_matches(".json");
        let _ = writeln!(code, "pub mod {group} {{ use super::Locale;");
        for (key, zh) in &chinese {
            let en = english.get(key).unwrap_or_else(|| panic!("{ENGLISH}/{file} lacks \"{key}\""));
            function(&mut code, key, zh, en, &file);
        }
        if let Some(extra) = english.keys().find(|key| !chinese.contains_key(*key)) {
            panic!("{CHINESE}/{file} lacks \"{extra}\"");
        }
        code.push_str("}\n");
    }
    assert!(files(ENGLISH) == files(CHINESE), "{CHINESE} and {ENGLISH} hold different files");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    fs::write(Path::new(&out).join("texts.rs"), code).expect("OUT_DIR is writable");
}

fn files(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "json"))
        .collect();
    names.sort();
    names
}

fn read(folder: &str, file: &str) -> Texts {
    let path = format!("{folder}/{file}");
    let json = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&json).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A place in a text: its argument and, for a plural, the two English words.
struct Place {
    name: String,
    words: Option<(String, String)>,
}

fn function(code: &mut String, key: &str, zh: &str, en: &str, file: &str) {
    let (zh_format, zh_places) = parse(zh, key, file);
    let (en_format, en_places) = parse(en, key, file);
    if zh_places.is_empty() && en_places.is_empty() {
        let _ = writeln!(
            code,
            "/// {zh}\n#[must_use] pub const fn {key}(locale: Locale) -> &'static str {{ match locale {{ Locale::Chinese => {zh:?}, Locale::English => {en:?} }} }}"
        );
        return;
    }
    let mut names: Vec<&str> = Vec::new();
    for place in &zh_places {
        if !names.contains(&place.name.as_str()) {
            names.push(&place.name);
        }
    }
    for place in &en_places {
        assert!(
            names.contains(&place.name.as_str()),
            "{file}: \"{key}\": only the English text has {{{}}}",
            place.name
        );
    }
    let counted = |name: &str| en_places.iter().any(|place| place.name == name && place.words.is_some());
    let parameters: String = names
        .iter()
        .map(|name| if counted(name) { format!(", {name}: i64") } else { format!(", {name}: impl core::fmt::Display") })
        .collect();
    let arguments = |places: &[Place]| -> String {
        places
            .iter()
            .map(|place| match &place.words {
                None => format!(", {}", place.name),
                Some((one, many)) => format!(", if {} == 1 {{ {one:?} }} else {{ {many:?} }}", place.name),
            })
            .collect()
    };
    let _ = writeln!(
        code,
        "/// {zh}\n#[must_use] pub fn {key}(locale: Locale{parameters}) -> String {{ match locale {{ Locale::Chinese => format!({zh_format:?}{}), Locale::English => format!({en_format:?}{}) }} }}",
        arguments(&zh_places),
        arguments(&en_places)
    );
}

/// Splits a text into a format string with `{}` and the places in order.
fn parse(text: &str, key: &str, file: &str) -> (String, Vec<Place>) {
    let (mut format, mut places, mut rest) = (String::new(), Vec::new(), text);
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').unwrap_or_else(|| panic!("{file}: \"{key}\": {{ without }}")) + open;
        format.push_str(&rest[..open]);
        format.push_str("{}");
        let mut parts = rest[open + 1..close].split('|');
        let name = parts.next().unwrap_or_default().to_owned();
        let words = match (parts.next(), parts.next()) {
            (Some(one), Some(many)) => Some((one.to_owned(), many.to_owned())),
            (None, _) => None,
            _ => panic!("{file}: \"{key}\": a plural is written {{n|one|many}}"),
        };
        places.push(Place { name, words });
        rest = &rest[close + 1..];
    }
    format.push_str(rest);
    (format, places)
}
