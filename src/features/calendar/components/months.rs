//! The twelve months of a year. A day that departs from the week bears a word in a shape of its own: 休 in a ring, 班 in
//! a block.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};
use leptos::prelude::*;

use crate::{
    features::calendar::model::kind_label,
    shared::{
        locale::Locale,
        time,
        working_days::{DayKind, WorkingDays, is_weekend},
    },
    t,
};

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// All months of `year`, and what the marks mean.
pub fn months(year: i32, days: &WorkingDays, today: NaiveDate, locale: Locale) -> AnyView {
    let months = (1..=12)
        .filter_map(|month| NaiveDate::from_ymd_opt(year, month, 1))
        .map(|first| month(first, days, today, locale))
        .collect_view();
    let key = DayKind::ALL.map(|kind| {
        let text = match kind {
            DayKind::Off => t::calendar::off_key(locale),
            DayKind::Working => t::calendar::working_key(locale),
        };
        view! { <li class="row">{mark(kind, locale)} <span>{text}</span></li> }
    });
    view! {
        <ul class="row row--wide meta">{key.collect_view()}</ul>
        <div class="months">{months}</div>
    }
    .into_any()
}

fn month(first: NaiveDate, days: &WorkingDays, today: NaiveDate, locale: Locale) -> AnyView {
    let end = first + Months::new(1);
    let worked = days.between(first - Days::new(1), end - Days::new(1));
    let head = WEEK
        .map(|weekday| {
            view! {
                <th scope="col" abbr=time::weekday(weekday, locale)>
                    {letter(weekday, locale)}
                </th>
            }
        })
        .collect_view();
    let start = first - Days::new(u64::from(first.weekday().num_days_from_monday()));
    let weeks = start
        .iter_weeks()
        .take_while(|monday| *monday < end)
        .map(|monday| {
            let cells = monday
                .iter_days()
                .take(7)
                .map(|day| if day.month() == first.month() { cell(day, days, today, locale) } else { blank() })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="month">
            <caption>
                <strong>{t::calendar::month(locale, first.month(), month_name(first, locale))}</strong>
                " "
                <span class="meta--s">{t::calendar::worked(locale, worked)}</span>
            </caption>
            <thead>
                <tr>{head}</tr>
            </thead>
            <tbody>{weeks}</tbody>
        </table>
    }
    .into_any()
}

fn blank() -> AnyView {
    view! { <td></td> }.into_any()
}

fn cell(day: NaiveDate, days: &WorkingDays, today: NaiveDate, locale: Locale) -> AnyView {
    let (kind, now) = (days.exception(day), (day == today).then_some("date"));
    let state = match kind {
        Some(kind) => Some(kind.code()),
        None => is_weekend(day).then_some("weekend"),
    };
    view! {
        <td data-day=state aria-current=now>
            <span>{day.day()}</span>
            {kind.map(|kind| mark(kind, locale))}
        </td>
    }
    .into_any()
}

fn mark(kind: DayKind, locale: Locale) -> AnyView {
    view! {
        <span class="day-mark" data-kind=kind.code()>
            {kind_label(kind, locale)}
        </span>
    }
    .into_any()
}

fn letter(weekday: Weekday, locale: Locale) -> String {
    let name = time::weekday(weekday, locale);
    // 周三 is told by its last character, Wed by its first.
    match locale {
        Locale::Chinese => name.chars().last(),
        Locale::English => name.chars().next(),
    }
    .into_iter()
    .collect()
}

fn month_name(first: NaiveDate, locale: Locale) -> String {
    match locale {
        Locale::Chinese => String::new(),
        Locale::English => first.format("%B").to_string(),
    }
}
