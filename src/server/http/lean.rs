//! Pages without the empty comments that leptos writes between texts. By them the browser's part finds its place in an
//! island; elsewhere they are a node for each, more than there are elements.

use memchr::memmem;

const MARK: &str = "<!>";
const ISLAND: &str = "<leptos-island";
const END: &str = "</leptos-island>";

/// The page without them. Whatever people write has its `<` escaped, so it never holds one.
pub fn lean(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = memmem::find(rest.as_bytes(), ISLAND.as_bytes()) {
        let end = memmem::find(&rest.as_bytes()[start..], END.as_bytes()).map_or(rest.len(), |end| start + end);
        push_lean(&mut out, &rest[..start]);
        out.push_str(&rest[start..end]);
        rest = &rest[end..];
    }
    push_lean(&mut out, rest);
    out
}

fn push_lean(out: &mut String, html: &str) {
    let mut from = 0;
    for mark in memmem::find_iter(html.as_bytes(), MARK.as_bytes()) {
        out.push_str(&html[from..mark]);
        from = mark + MARK.len();
    }
    out.push_str(&html[from..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_islands_keep_their_marks() {
        for (html, expected) in [
            ("", ""),
            ("<p>一<!>二<!></p>", "<p>一二</p>"),
            ("<!><p></p><!>", "<p></p>"),
            (
                "<b>1<!></b><leptos-island data-component=\"A\"><!><i>x<!></i></leptos-island><b>2<!></b>",
                "<b>1</b><leptos-island data-component=\"A\"><!><i>x<!></i></leptos-island><b>2</b>",
            ),
            (
                "<leptos-island><!></leptos-island><!><leptos-island><!>",
                "<leptos-island><!></leptos-island><leptos-island><!>",
            ),
            ("<!DOCTYPE html><!--HEAD-->&lt;!&gt;", "<!DOCTYPE html><!--HEAD-->&lt;!&gt;"),
        ] {
            assert_eq!(lean(html), expected, "{html}");
        }
    }
}
