//! Fields one ticks.

use leptos::prelude::*;

use super::{
    field::Frame,
    icon::{Icon, IconSize},
    input::Choice,
};

/// One yes or no. The form sends `value` when ticked and nothing otherwise.
#[component]
pub fn CheckField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional)] checked: bool,
    #[prop(default = "true".to_owned(), into)] value: String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let id = id.unwrap_or_else(|| name.clone());
    let invalid = error.is_some().then_some("true");
    let note = match (&error, &hint) {
        (None, None) => None,
        _ => Some(format!("{id}-note")),
    };
    let notes = note.clone().map(|note| {
        let error = error.map(|error| {
            view! {
                <span class="field__error">
                    <Icon name="alert" size=IconSize::Small />
                    <span>{error}</span>
                </span>
            }
        });
        let hint = hint.map(|hint| view! { <span class="field__hint">{hint}</span> });
        view! { <div id=note>{error} {hint}</div> }
    });
    let label_for = id.clone();
    view! {
        <div class="field" data-invalid=invalid>
            <label class="check" for=label_for>
                <input
                    type="checkbox"
                    id=id
                    name=name
                    value=value
                    checked=checked
                    aria-invalid=invalid
                    aria-describedby=note
                />
                <span>{label}</span>
            </label>
            {notes}
        </div>
    }
}

/// Radio buttons, or boxes when `multiple`, drawn as big targets.
#[component]
pub fn Choices(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<Choice>,
    /// The ticked values.
    #[prop(optional)]
    values: Vec<String>,
    #[prop(optional)] multiple: bool,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let frame = Frame { id: id.unwrap_or_else(|| name.clone()), label, hint, error, required };
    let kind = if multiple { "checkbox" } else { "radio" };
    let chips = options
        .into_iter()
        .map(|choice| {
            let checked = values.contains(&choice.value);
            view! {
                <label class="choice">
                    <input type=kind name=name.clone() value=choice.value checked=checked />
                    <span>{choice.label}</span>
                </label>
            }
        })
        .collect_view();
    frame.around_group(view! { <div class="choices">{chips}</div> })
}
