//! The days of a year that depart from the week, each with what takes it out.

use chrono::Datelike as _;
use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    features::calendar::{
        api::RemoveDay,
        model::kind_label,
        queries::{DayRow, YearView},
    },
    shared::{locale::Locale, time, working_days::DayKind},
    t,
    ui::{Empty, HeadCell, Panel, PostButton, State, Table},
};

pub fn listed(view: &YearView, locale: Locale) -> AnyView {
    let title = t::calendar::exceptions(locale);
    if view.days.is_empty() {
        return view! {
            <Panel id="days" title>
                <Empty
                    title=t::calendar::no_exceptions(locale)
                    text=t::calendar::no_exceptions_text(locale)
                    icon="table"
                />
            </Panel>
        }
        .into_any();
    }
    let count = |kind: DayKind| view.days.iter().filter(|row| row.kind == kind).count() as i64;
    let note = t::calendar::counted(locale, count(DayKind::Off), count(DayKind::Working));
    let head = view! {
        <HeadCell label=t::calendar::day(locale) />
        <HeadCell label=t::calendar::kind(locale) />
        <HeadCell label=t::calendar::name(locale) />
        <HeadCell label=t::calendar::change(locale) quiet=true />
    }
    .into_any();
    let rows = view.days.iter().map(|row| line(row, view.year, locale)).collect_view();
    view! {
        <Panel id="days" title note long=true>
            <Table label=title head>{rows}</Table>
        </Panel>
    }
    .into_any()
}

fn line(row: &DayRow, year: i32, locale: Locale) -> AnyView {
    let day = time::day(row.day);
    let label = t::calendar::remove_day(locale, &day);
    let alter = format!("/admin/calendar?year={year}&day={day}#set");
    let fields = vec![("day", day.clone())];
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="nowrap">
                <a class="link num" href=alter>
                    {day}
                </a>
                " "
                <span class="meta">{time::weekday(row.day.weekday(), locale)}</span>
            </th>
            <td role="cell">
                <State label=kind_label(row.kind, locale) mine={row.kind == DayKind::Working} />
            </td>
            <td role="cell" lang="zh-Hans-CN">
                {row.name.clone()}
            </td>
            <td role="cell">
                <PostButton action=RemoveDay::PATH label icon="x" icon_only=true fields />
            </td>
        </tr>
    }
    .into_any()
}
