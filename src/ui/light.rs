//! 亮灯: silhouette, word and colour together, so that each alone would do. The five filled silhouettes mean date lights
//! and nothing else; a verdict is an [`Outcome`](super::Outcome).

use leptos::prelude::*;

use super::icon::symbol;

/// Which silhouette and colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LightKind {
    /// octagon: overdue
    Red,
    /// triangle: warning
    Yellow,
    /// square: due soon
    Blue,
    /// circle: on track
    Green,
    /// ring: written off
    Grey,
}

impl LightKind {
    pub const ALL: [Self; 5] = [Self::Red, Self::Yellow, Self::Blue, Self::Green, Self::Grey];

    /// The value of `data-light`, and the name in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Blue => "blue",
            Self::Green => "green",
            Self::Grey => "grey",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The address of its silhouette.
    pub(super) fn symbol(self) -> String {
        symbol(&format!("l-{}", self.code()))
    }
}

/// The silhouette alone, inside something that sets `data-light`. Without `label` it is decoration.
#[component]
pub fn LightMark(kind: LightKind, #[prop(optional, into)] label: Option<String>) -> impl IntoView {
    let hidden = label.is_none().then_some("true");
    let role = label.is_some().then_some("img");
    view! {
        <svg class="light__mark" data-light=kind.code() role=role aria-label=label aria-hidden=hidden>
            <use_ href=kind.symbol()></use_>
        </svg>
    }
}

/// Silhouette and word. Say the reason in the word when there is room: 逾期 8 天, 本期未报.
#[component]
pub fn LightLabel(
    kind: LightKind,
    #[prop(into)] label: String,
    /// With a tinted ground and an edge.
    #[prop(optional)]
    chip: bool,
    /// At the head of a page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = match (chip, large) {
        (false, false) => "light",
        (true, false) => "light light--chip",
        (false, true) => "light light--lg",
        (true, true) => "light light--chip light--lg",
    };
    view! {
        <span class=class data-light=kind.code()>
            <LightMark kind />
            <span>{label}</span>
        </span>
    }
}
