//! Rules of the design system that a compiler does not know.

use std::{
    fs,
    path::{Path, PathBuf},
};

use leptos::prelude::*;

use super::*;
use crate::shared::error::FieldError;

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
    let element = |end: &str| ["<", "style", end].concat();
    for (path, code) in sources(&["src/ui", "src/app", "src/features"], "rs") {
        for (number, line) in code.lines().enumerate() {
            // A parameter of this name has a space after its colon.
            let named = line.split(&part).skip(1).any(|rest| !rest.starts_with(' '));
            let inside = named || line.contains(&format!(" {inline}"));
            let found = inside || line.contains(&element(">")) || line.contains(&element(" "));
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

/// What a component draws, with the sprite at its default address.
fn html(view: impl FnOnce() -> AnyView) -> String {
    Owner::new().with(|| view().to_html())
}

#[test]
fn a_field_names_its_hint_and_its_error() {
    let html = html(|| {
        let error = Some("不能晚于 12-20".to_owned());
        view! { <TextField name="due" label="期限" value="a\"b" hint="当天也算" error required=true /> }.into_any()
    });
    for part in [
        "for=\"due\"",
        "id=\"due-hint\"",
        "id=\"due-error\"",
        "aria-describedby=\"due-error due-hint\"",
        "aria-invalid=\"true\"",
        "value=\"a&quot;b\"",
    ] {
        assert!(html.contains(part), "{part} in {html}");
    }
    let (error, input) = (html.find("due-error").expect("an error"), html.find("<input").expect("an input"));
    assert!(error < input, "the error stands above the control");
}

#[test]
fn a_text_that_begins_with_an_empty_line_keeps_it() {
    let html = html(|| view! { <TextArea name="note" label="说明" value="\n第二行" /> }.into_any());
    assert!(html.contains(">\n\n第二行<"), "{html}");
}

#[test]
fn a_button_that_cannot_be_used_says_why_and_sends_nothing() {
    let html = html(|| view! { <Button label="送审" reason=Some("还缺材料三".to_owned()) /> }.into_any());
    assert!(html.contains("type=\"button\"") && html.contains("aria-disabled=\"true\""), "{html}");
    let id = html.split("aria-describedby=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a description");
    assert!(html.contains(&format!("id=\"{id}\"")) && html.contains("还缺材料三"), "{html}");
}

#[test]
fn a_form_carries_its_key_and_leads_from_each_fault_to_its_field() {
    let html = html(|| {
        let errors = Errors(vec![FieldError::new("due", "不能晚于 12-20")]);
        view! {
            <Form action="/fn/tasks/create" key="0191" errors>
                ""
            </Form>
        }
        .into_any()
    });
    assert!(html.contains("<input type=\"hidden\" name=\"key\" value=\"0191\">"), "{html}");
    assert!(html.contains("href=\"#due\"") && html.contains("role=\"alert\""), "{html}");
}
