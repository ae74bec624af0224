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

/// What the reader sees first of a region that is scrolled, and where on the screen it begins.
struct Sight {
    id: String,
    top: f64,
}

/// Gives a region this content.
pub fn replace(region: &Element, html: &str) {
    let focus = focus_in(region);
    let sight = sight_of(region);
    let scrolled: Vec<(i32, i32)> =
        within(region, SCROLLERS).iter().map(|frame| (frame.scroll_left(), frame.scroll_top())).collect();
    region.set_inner_html(html);
    for (frame, (left, top)) in within(region, SCROLLERS).iter().zip(scrolled) {
        frame.set_scroll_left(left);
        frame.set_scroll_top(top);
    }
    if let Some(focus) = focus {
        refocus(region, &focus);
    }
    if let Some(sight) = sight {
        bring_back(&sight);
    }
}

/// None at the beginning, where what is new above is to be seen.
fn sight_of(region: &Element) -> Option<Sight> {
    within(region, "[id]").into_iter().find_map(|element| {
        let (place, upper) = (element.get_bounding_client_rect(), scrolled_frame(&element)?);
        let seen = place.height() > 0.0 && place.bottom() > upper;
        seen.then(|| Sight { id: element.id(), top: place.top() })
    })
}

/// Rows may be higher or lower than they were, and more or fewer: what the reader looked at is put where it was.
fn bring_back(sight: &Sight) {
    let Some(element) = document().get_element_by_id(&sight.id) else { return };
    let moved = element.get_bounding_client_rect().top() - sight.top;
    match frame_of(&element) {
        Some(frame) => frame.set_scroll_top(frame.scroll_top() + moved.round() as i32),
        None => window().scroll_by_with_x_and_y(0.0, moved),
    }
}

/// Where the scrolled frame of an element begins on the screen; none while nothing is scrolled.
fn scrolled_frame(element: &Element) -> Option<f64> {
    match frame_of(element) {
        Some(frame) => Some(frame.get_bounding_client_rect().top().max(0.0)),
        None => window().scroll_y().ok().filter(|scrolled| *scrolled > 0.0).map(|_| 0.0),
    }
}

/// The frame that is scrolled around an element; none where that is the page itself.
fn frame_of(element: &Element) -> Option<Element> {
    element.closest(SCROLLERS).ok().flatten().filter(|frame| frame.scroll_top() > 0)
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
