//! Pages without the empty comments that leptos writes between texts. By them the browser's part finds its place in an
//! island; elsewhere they are a node for each, more than there are elements.

use memchr::memmem;

const MARK: &[u8] = b"<!>";
const ISLAND: &[u8] = b"<leptos-island";
const END: &[u8] = b"</leptos-island>";

/// The page without them, as bytes: to look at each character would cost more than all else here. Whatever people write
/// has its `<` escaped, so it never holds one.
pub fn lean(html: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = memmem::find(rest, ISLAND) {
        let end = memmem::find(&rest[start..], END).map_or(rest.len(), |end| start + end);
        push_lean(&mut out, &rest[..start]);
        out.extend_from_slice(&rest[start..end]);
        rest = &rest[end..];
    }
    push_lean(&mut out, rest);
    out
}

/// [`lean`] for a part that is drawn once and kept.
pub fn lean_part(html: &str) -> String {
    String::from_utf8_lossy(&lean(html.as_bytes())).into_owned()
}

fn push_lean(out: &mut Vec<u8>, html: &[u8]) {
    let mut from = 0;
    for mark in memmem::find_iter(html, MARK) {
        out.extend_from_slice(&html[from..mark]);
        from = mark + MARK.len();
    }
    out.extend_from_slice(&html[from..]);
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
            assert_eq!(lean_part(html), expected, "{html}");
        }
    }
}
