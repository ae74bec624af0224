//! A light that says why when it is tapped: rule, date, evidence. It opens without script.

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::{
    features::lights::model::{Judge, Reason, Rule, Verdict, light_label, verdict_label},
    shared::{locale::Locale, time},
    t,
    ui::{Fact, LightKind, LightLabel, Pairs},
};

/// `open` are the milestones that are not done, `deadline` is the task's day: one of them is the evidence.
pub fn light<'a>(
    verdict: Verdict,
    judge: &Judge,
    open: impl IntoIterator<Item = (&'a str, NaiveDate)>,
    deadline: Option<NaiveDate>,
    locale: Locale,
) -> AnyView {
    let evidence = evidence(verdict.reason, open, deadline, locale);
    let mut items = vec![Fact::new(t::lights::rule(locale), rule_text(verdict, &judge.rule, locale))];
    if let Some(day) = day_of(verdict.reason) {
        items.push(Fact::new(t::lights::date(locale), time::day(day)));
    }
    if let Some(counted) = counted(verdict.reason, locale) {
        items.push(Fact::new(t::lights::counted(locale), counted));
    }
    items.push(Fact::new(t::lights::evidence(locale), evidence));
    items.push(Fact::new(t::lights::in_force(locale), time::day(judge.rule.effective_from)));
    view! {
        <details class="why" data-popup="">
            <summary>
                <LightLabel kind=verdict.light label=verdict_label(verdict, locale) />
            </summary>
            <div class="why__body">
                <p class="why__title">{t::lights::why(locale, light_label(verdict.light, locale))}</p>
                <Pairs items />
            </div>
        </details>
    }
    .into_any()
}

/// The rule that made the light, in words.
fn rule_text(verdict: Verdict, rule: &Rule, locale: Locale) -> String {
    match (verdict.reason, verdict.light) {
        (Reason::Overdue { .. }, _) => t::lights::rule_overdue(locale).to_owned(),
        (Reason::Near { .. }, LightKind::Yellow) => t::lights::rule_yellow(locale, rule.yellow_days.into()),
        (Reason::Near { .. }, _) => t::lights::rule_blue(locale, rule.blue_days.into()),
        (Reason::Unreported { .. }, _) => t::lights::rule_unreported(locale).to_owned(),
        (Reason::Far { .. } | Reason::NoDay, _) => t::lights::rule_green(locale, rule.blue_days.into()),
        (Reason::WrittenOff, _) => t::lights::rule_grey(locale).to_owned(),
    }
}

const fn day_of(reason: Reason) -> Option<NaiveDate> {
    match reason {
        Reason::Unreported { due, .. } => Some(due),
        other => other.due(),
    }
}

fn counted(reason: Reason, locale: Locale) -> Option<String> {
    match reason {
        Reason::Overdue { days, .. } => Some(t::lights::days_past(locale, days)),
        Reason::Near { days, .. } | Reason::Far { days, .. } => Some(t::lights::days_left(locale, days)),
        Reason::Unreported { .. } | Reason::NoDay | Reason::WrittenOff => None,
    }
}

fn evidence<'a>(
    reason: Reason,
    open: impl IntoIterator<Item = (&'a str, NaiveDate)>,
    deadline: Option<NaiveDate>,
    locale: Locale,
) -> String {
    match (reason, reason.due()) {
        (_, Some(due)) => match open.into_iter().find(|(_, day)| *day == due) {
            Some((title, _)) => t::lights::of_milestone(locale, title),
            None if deadline == Some(due) => t::lights::of_deadline(locale).to_owned(),
            None => time::day(due),
        },
        (Reason::Unreported { period, .. }, None) => t::lights::no_report(locale, period.span()),
        (Reason::WrittenOff, None) => t::lights::was_written_off(locale).to_owned(),
        (_, None) => t::lights::nothing_dated(locale).to_owned(),
    }
}
