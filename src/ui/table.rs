//! Tables. The markup has explicit parts and roles: cards on phones are drawn from it by `display`, which would drop the
//! table's meaning otherwise.

use leptos::prelude::*;

use super::{
    icon::{Icon, IconSize},
    page::locale,
};
use crate::t;

/// A table in a frame that scrolls sideways and can be reached by keyboard. `head` holds the `<th>`s
/// ([`HeadCell`], [`SortHead`]); the children are `<tr role="row">`s of `<td role="cell">`s.
#[component]
pub fn Table(
    /// Names the table and its frame.
    #[prop(into)]
    label: String,
    head: AnyView,
    /// Classes of the columns, for their widths.
    #[prop(optional)]
    columns: Vec<&'static str>,
    /// Keeps the first column in view.
    #[prop(optional)]
    sticky: bool,
    #[prop(optional)] class: &'static str,
    /// `<tr>`s of totals.
    #[prop(optional)]
    foot: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let class = format!("table {}{class}", if sticky { "table--sticky-col " } else { "" });
    let columns = (!columns.is_empty()).then(|| {
        let columns = columns.into_iter().map(|class| view! { <col class=class /> }).collect_view();
        view! { <colgroup>{columns}</colgroup> }
    });
    let foot = foot.map(|foot| view! { <tfoot role="rowgroup">{foot}</tfoot> });
    let frame = t::ui::table_frame(locale(), &label);
    view! {
        <div class="table-wrap" tabindex="0" role="region" aria-label=frame>
            <table class=class.trim_end().to_owned() role="table" aria-label=label>
                {columns}
                <thead role="rowgroup">
                    <tr role="row">{head}</tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
                {foot}
            </table>
        </div>
    }
}

/// The head of a column. `quiet` keeps the word for those who listen.
#[component]
pub fn HeadCell(
    #[prop(into)] label: String,
    #[prop(optional)] quiet: bool,
    #[prop(optional)] class: Option<&'static str>,
) -> impl IntoView {
    let word = if quiet { view! { <span class="vh">{label}</span> }.into_any() } else { label.into_any() };
    view! {
        <th role="columnheader" scope="col" class=class>
            {word}
        </th>
    }
}

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sorted {
    Ascending,
    Descending,
}

/// The head of a column by which the list can be sorted: a link to the list so sorted.
#[component]
pub fn SortHead(
    #[prop(into)] label: String,
    #[prop(into)] href: String,
    #[prop(optional_no_strip)] sorted: Option<Sorted>,
    #[prop(optional)] class: Option<&'static str>,
) -> impl IntoView {
    let (state, icon) = match sorted {
        None => (None, None),
        Some(Sorted::Ascending) => (Some("ascending"), Some("arrow-up")),
        Some(Sorted::Descending) => (Some("descending"), Some("arrow-down")),
    };
    let icon = icon.map(|name| view! { <Icon name size=IconSize::Small /> });
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=state>
            <a class="sort" href=href>
                <span>{label}</span>
                {icon}
            </a>
        </th>
    }
}
