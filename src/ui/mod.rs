//! Components without domain words. They are drawn on the server as plain HTML over the classes of `style/`, take plain
//! data, and work without the browser module; `islands` adds the little that a script can better.
//!
//! No inline styles: the pages' content security policy forbids them. What depends on data (positions, shares) is SVG
//! geometry or an attribute. Visible state lives in `aria-*` and `data-*`, so the seen and the announced cannot differ.

mod axis;
mod badge;
mod bars;
mod breadcrumb;
mod burn;
mod button;
mod callout;
mod card;
mod choice;
mod confidence;
mod dialog;
mod empty;
mod error;
mod events;
mod field;
mod filter;
mod form;
mod icon;
mod input;
pub mod islands;
mod light;
mod matrix;
mod meter;
mod page;
mod page_head;
mod pagination;
mod ruler;
mod skeleton;
mod stats;
mod table;
mod tabs;
mod timeline;
mod toast;
mod tone;
mod track;
mod upload;

pub use self::{
    axis::Axis, badge::*, bars::*, breadcrumb::*, burn::*, button::*, callout::*, card::*, choice::*, confidence::*,
    dialog::*, empty::*, error::*, events::*, filter::*, form::*, icon::*, input::*, light::*, matrix::*, meter::*,
    page::*, page_head::*, pagination::*, ruler::*, skeleton::*, stats::*, table::*, tabs::*, timeline::*, toast::*,
    tone::Tone, track::*, upload::*,
};
pub use crate::shared::theme::Theme;

#[cfg(all(test, feature = "ssr"))]
mod tests;
