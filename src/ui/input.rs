//! Fields one types or picks into. After a refused form the page is drawn again with what was typed (`value`) and what is
//! wrong with it (`error`, see [`Errors::of`](super::Errors::of)). The element's id is the field's name unless given.

use leptos::prelude::*;

use super::{
    field::Frame,
    icon::{Icon, IconSize},
    page::locale,
};
use crate::{shared::text::markup, t};

/// One line of text.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] readonly: bool,
    /// `text`, `search`, `tel`, `email`, `number`, `time`
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional)] inputmode: Option<&'static str>,
    #[prop(optional)] maxlength: Option<u32>,
    /// Names the item of a timeline (`ui::Timeline`).
    #[prop(optional, into)]
    timeline: Option<String>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let frame = Frame { id: id.unwrap_or_else(|| name.clone()), label, hint, error, required };
    let control = view! {
        <input
            class="input"
            id=frame.id.clone()
            type=kind
            name=name
            value=value
            required=required
            readonly=readonly
            autocomplete=autocomplete
            inputmode=inputmode
            maxlength=maxlength.map(|length| length.to_string())
            data-timeline-label=timeline
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
        />
    };
    frame.around(control)
}

/// Several lines of text.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] readonly: bool,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] maxlength: Option<u32>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let frame = Frame { id: id.unwrap_or_else(|| name.clone()), label, hint, error, required };
    // A line feed right after the tag belongs to the markup, not to the text (HTML 13.1.2.5).
    // Leptos writes the rest of it as it is.
    let text = format!("\n{}", markup(&value));
    let control = view! {
        <textarea
            class="textarea"
            id=frame.id.clone()
            name=name
            rows=rows.to_string()
            required=required
            readonly=readonly
            maxlength=maxlength.map(|length| length.to_string())
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
        >
            {text}
        </textarea>
    };
    frame.around(control)
}

/// A secret. Never drawn again with what was typed. With the browser module it can be shown.
#[component]
pub fn PasswordField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    /// `current-password`, or `new-password` where one is chosen.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
    /// With a box that shows the typed characters.
    #[prop(optional)]
    reveal: bool,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let frame = Frame { id: id.unwrap_or_else(|| name.clone()), label, hint, error, required: true };
    let reveal = reveal.then(|| {
        view! {
            <label class="check needs-script">
                <input type="checkbox" data-reveal=frame.id.clone() />
                <span>{t::ui::show_password(locale())}</span>
            </label>
        }
    });
    let control = view! {
        <input
            class="input"
            id=frame.id.clone()
            type="password"
            name=name
            required=true
            autocomplete=autocomplete
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
        />
        {reveal}
    };
    frame.around(control)
}

/// A calendar day, as `2016-11-30` both ways.
#[component]
pub fn DateField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional)] readonly: bool,
    #[prop(optional, into)] min: Option<String>,
    #[prop(optional, into)] max: Option<String>,
    /// Holds the day of this item of a timeline (`ui::Timeline`).
    #[prop(optional, into)]
    timeline: Option<String>,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let frame = Frame { id: id.unwrap_or_else(|| name.clone()), label, hint, error, required };
    let control = view! {
        <input
            class="input"
            id=frame.id.clone()
            type="date"
            name=name
            value=value
            min=min
            max=max
            required=required
            readonly=readonly
            data-timeline-input=timeline
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
        />
    };
    frame.around(control)
}

/// Files from the device. The form must be `upload`.
#[component]
pub fn FileField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    /// Types offered first, such as `.xlsx`.
    #[prop(optional)]
    accept: Option<&'static str>,
    #[prop(optional)] multiple: bool,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let frame = Frame { id: id.unwrap_or_else(|| name.clone()), label, hint, error, required };
    let control = view! {
        <input
            class="input"
            id=frame.id.clone()
            type="file"
            name=name
            accept=accept
            multiple=multiple
            required=required
            aria-invalid=frame.invalid()
            aria-describedby=frame.described_by()
        />
    };
    frame.around(control)
}

/// One entry of a [`Select`], of [`Choices`](super::Choices) or of a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

impl Choice {
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// The entries of a `<select>`, the chosen one marked.
pub(super) fn options(choices: Vec<Choice>, value: &str) -> impl IntoView + use<> {
    choices
        .into_iter()
        .map(|choice| {
            let chosen = choice.value == value;
            view! {
                <option value=choice.value selected=chosen>
                    {choice.label}
                </option>
            }
        })
        .collect_view()
}

/// One of many, by a list that opens. `empty` is the first entry, with no value.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    options: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] empty: Option<String>,
    #[prop(optional_no_strip)] error: Option<String>,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] id: Option<String>,
) -> impl IntoView {
    let frame = Frame { id: id.unwrap_or_else(|| name.clone()), label, hint, error, required };
    let first = empty.map(|label| view! { <option value="">{label}</option> });
    let control = view! {
        <span class="select">
            <select
                id=frame.id.clone()
                name=name
                required=required
                aria-invalid=frame.invalid()
                aria-describedby=frame.described_by()
            >
                {first}
                {self::options(options, &value)}
            </select>
            <Icon name="down" size=IconSize::Small />
        </span>
    };
    frame.around(control)
}
