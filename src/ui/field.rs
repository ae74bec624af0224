//! What every field of a form has around its control: label, hint, error above the control, and their wiring.

use leptos::prelude::*;

use super::{icon::Icon, icon::IconSize, page::locale};
use crate::t;

/// The parts of a field that do not depend on its control.
pub(super) struct Frame {
    pub id: String,
    pub label: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    pub required: bool,
}

impl Frame {
    fn hint_id(&self) -> Option<String> {
        self.hint.as_ref().map(|_| format!("{}-hint", self.id))
    }

    fn error_id(&self) -> Option<String> {
        self.error.as_ref().map(|_| format!("{}-error", self.id))
    }

    /// The value of the control's `aria-describedby`.
    pub fn described_by(&self) -> Option<String> {
        match (self.error_id(), self.hint_id()) {
            (None, None) => None,
            (Some(id), None) | (None, Some(id)) => Some(id),
            (Some(error), Some(hint)) => Some(format!("{error} {hint}")),
        }
    }

    /// The value of the control's `aria-invalid`.
    pub fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    fn notes(&self) -> impl IntoView + use<> {
        let hint = self.hint.clone().map(|hint| {
            view! {
                <span class="field__hint" id=self.hint_id()>
                    {hint}
                </span>
            }
        });
        let error = self.error.clone().map(|error| {
            view! {
                <span class="field__error" id=self.error_id()>
                    <Icon name="alert" size=IconSize::Small />
                    <span>{error}</span>
                </span>
            }
        });
        (hint, error)
    }

    fn optional(&self) -> impl IntoView + use<> {
        (!self.required).then(|| view! { <span class="field__opt">{t::ui::optional(locale())}</span> })
    }

    /// One control with its label.
    pub fn around(self, control: impl IntoView + 'static) -> AnyView {
        view! {
            <div class="field" data-invalid=self.invalid()>
                <label class="field__label" for=self.id.clone()>
                    {self.label.clone()}
                    {self.optional()}
                </label>
                {self.notes()}
                {control}
            </div>
        }
        .into_any()
    }

    /// Several controls under one legend. The group takes the focus when the summary of errors leads there.
    pub fn around_group(self, controls: impl IntoView + 'static) -> AnyView {
        view! {
            <fieldset
                class="field"
                id=self.id.clone()
                tabindex="-1"
                data-invalid=self.invalid()
                aria-describedby=self.described_by()
            >
                <legend class="field__label">{self.label.clone()} {self.optional()}</legend>
                {self.notes()}
                {controls}
            </fieldset>
        }
        .into_any()
    }
}
