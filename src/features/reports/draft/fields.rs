//! The fields of the form as one text, and back.

use leptos::prelude::document;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Event, EventInit, FormData, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, UrlSearchParams};

/// The form as it is sent (`application/x-www-form-urlencoded`).
pub fn body(form: &HtmlFormElement) -> String {
    FormData::new_with_form(form)
        .and_then(|data| UrlSearchParams::new_with_str_sequence_sequence(&data))
        .map(|fields| String::from(fields.to_string()))
        .unwrap_or_default()
}

/// Writes a kept text back into the form: its key and the version it is based on, too, so that it is sent once and a
/// change of somebody else is noticed.
pub fn fill(form: &HtmlFormElement, body: &str) {
    let Ok(kept) = UrlSearchParams::new_with_str(body) else { return };
    let mut seen: Vec<String> = Vec::new();
    let elements = form.elements();
    for element in (0..elements.length()).filter_map(|at| elements.item(at)) {
        let name = element.get_attribute("name").unwrap_or_default();
        let values = kept.get_all(&name);
        let values: Vec<String> = values.iter().filter_map(|value| JsValue::as_string(&value)).collect();
        if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
            if let Some(text) = values.first() {
                area.set_value(text);
            }
        } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            if matches!(input.type_().as_str(), "checkbox" | "radio") {
                input.set_checked(values.contains(&input.value()));
            } else if !name.is_empty() && name != "here" {
                // The days of the steps share one name and come in order.
                let at = seen.iter().filter(|earlier| **earlier == name).count();
                if let Some(text) = values.get(at) {
                    input.set_value(text);
                }
                seen.push(name);
            }
        }
    }
}

/// The one value of a hidden field.
pub fn set(form: &HtmlFormElement, name: &str, value: &str) {
    let field = form.query_selector(&format!("input[name={name}]")).ok().flatten();
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        field.set_value(value);
    }
}

/// The slider follows the number, and the number the slider.
pub fn level_percent(form: &HtmlFormElement, moved: Option<&HtmlInputElement>) {
    let find = |selector: &str| {
        form.query_selector(selector).ok().flatten().and_then(|found| found.dyn_into::<HtmlInputElement>().ok())
    };
    let (Some(slider), Some(number)) = (find("[data-percent]"), find("[name=percent]")) else { return };
    if moved.is_some_and(|moved| moved.has_attribute("data-percent")) {
        number.set_value(&slider.value());
    } else {
        slider.set_value(&number.value());
    }
}

/// A participant's report at the end of the text; what stands there already is not put in again.
pub fn draw_in(line: &str) {
    let Some(area) =
        document().get_element_by_id("content").and_then(|found| found.dyn_into::<HtmlTextAreaElement>().ok())
    else {
        return;
    };
    let text = area.value();
    if text.contains(line) {
        return;
    }
    let text = text.trim_end();
    area.set_value(&if text.is_empty() { line.to_owned() } else { format!("{text}\n{line}") });
    let init = EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        let _ = area.dispatch_event(&event);
    }
}
