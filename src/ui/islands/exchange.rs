//! Exchanging a part of the page for the same part of another answer, so that the reader hardly notices: what had the
//! keyboard has it again, what was scrolled stays.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, DomParser, Element, FocusOptions, HtmlElement, Node, NodeList, Response, SupportedType};

/// What can hold the keyboard.
const FOCUSABLE: &str = "a[href],button,summary,input,select,textarea,[tabindex]";
/// What scrolls by itself.
pub const SCROLLERS: &str = ".table-wrap,[data-scroll]";

/// The page's address without the part after `#`.
pub fn here() -> String {
    let place = window().location();
    place.pathname().unwrap_or_default() + &place.search().unwrap_or_default()
}

/// Asks for an address, as a link would.
pub async fn ask(address: &str) -> Result<Response, JsValue> {
    JsFuture::from(window().fetch_with_str(address)).await?.dyn_into()
}

/// The page that an answer holds.
pub async fn page(answer: &Response) -> Option<Document> {
    let text = JsFuture::from(answer.text().ok()?).await.ok()?.as_string()?;
    DomParser::new().ok()?.parse_from_string(&text, SupportedType::TextHtml).ok()
}

/// Everything inside `region` that matches.
pub fn within(region: &Element, selector: &str) -> Vec<Element> {
    region.query_selector_all(selector).map(|found| elements(&found)).unwrap_or_default()
}

/// The elements of a list.
pub fn elements(list: &NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|index| list.get(index)?.dyn_into().ok()).collect()
}

/// Where the keyboard was: the element's address if it has one, else its place among what can hold the keyboard within
/// the nearest element with an id, which may have moved.
struct Focus {
    around: String,
    href: Option<String>,
    index: usize,
}

/// Gives a region the content of `fresh`, an element of another document, which is left empty: to write it out and read it
/// again would take longer than all else.
pub fn replace(region: &Element, fresh: &Element) {
    let focus = focus_in(region);
    let scrolled: Vec<(i32, i32)> =
        within(region, SCROLLERS).iter().map(|frame| (frame.scroll_left(), frame.scroll_top())).collect();
    region.set_text_content(None);
    while let Some(node) = fresh.first_child() {
        if region.append_child(&node).is_err() {
            break;
        }
    }
    for (frame, (left, top)) in within(region, SCROLLERS).iter().zip(scrolled) {
        frame.set_scroll_left(left);
        frame.set_scroll_top(top);
    }
    if let Some(focus) = focus {
        refocus(region, &focus);
    }
}

fn focus_in(region: &Element) -> Option<Focus> {
    let active = document().active_element()?;
    let region_node: &Node = region;
    let around = active.closest("[id]").ok()??;
    if *region == active || !region_node.contains(Some(&active)) {
        return None;
    }
    let index = within(&around, FOCUSABLE).iter().position(|element| *element == active).unwrap_or_default();
    Some(Focus { around: around.id(), href: active.get_attribute("href"), index })
}

fn refocus(region: &Element, focus: &Focus) {
    let around = document().get_element_by_id(&focus.around);
    // What had the keyboard may itself be the element with the id.
    let itself = around.clone().filter(|element| element.matches(FOCUSABLE).unwrap_or(false));
    let all = within(around.as_ref().unwrap_or(region), FOCUSABLE);
    let found = itself
        .as_ref()
        .or_else(|| all.iter().find(|element| focus.href.is_some() && element.get_attribute("href") == focus.href))
        .or_else(|| all.get(focus.index.min(all.len().saturating_sub(1))));
    if let Some(element) = found.and_then(|element| element.dyn_ref::<HtmlElement>()) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
