//! Lists of what waits.

use leptos::{prelude::*, server_fn::ServerFn as _};

use super::model::{Item, Kind, Urgency};
use crate::{
    features::{lights::model::verdict_label, tasks::api::SignTasks},
    shared::{ids::CommandKey, locale::Locale, time},
    t,
    ui::{Button, ButtonKind, Form, Icon, LightLabel, Panel, State},
};

/// One group, in the order of its days.
pub fn group(urgency: Urgency, items: &[Item], locale: Locale) -> AnyView {
    let id = match urgency {
        Urgency::Late => "late",
        Urgency::Today => "today",
        Urgency::Soon => "soon",
        Urgency::Later => "later",
        Urgency::Open => "open",
    };
    panel(id, urgency.label(locale), items, (true, urgency == Urgency::Late), locale)
}

/// What others are to do.
pub fn others(items: &[Item], locale: Locale) -> Option<AnyView> {
    (!items.is_empty()).then(|| panel("others", t::work::others(locale), items, (false, false), locale))
}

fn panel(id: &'static str, title: &'static str, items: &[Item], marked: (bool, bool), locale: Locale) -> AnyView {
    let rows = items.iter().map(|item| row(item, marked, locale)).collect::<Vec<_>>();
    view! {
        <Panel id title note=t::work::items(locale, items.len() as i64)>
            <ul class="work">{rows}</ul>
        </Panel>
    }
    .into_any()
}

/// `mine` to do, and `late` with it.
fn row(item: &Item, (mine, late): (bool, bool), locale: Locale) -> AnyView {
    let due = item.due.map(|day| {
        let class = if late { "num ink-red" } else { "num" };
        view! { <span class=class>{t::work::by(locale, time::short_day(day))}</span> }
    });
    let light =
        item.light.map(|verdict| view! { <LightLabel kind=verdict.light label=verdict_label(verdict, locale) /> " " });
    let note = (light.is_some() || !item.note.is_empty())
        .then(|| view! { <span class="work__note">{light} {item.note.clone()}</span> });
    view! {
        <li class="work__item">
            <a class="work__link" href=item.href.clone()>
                <span class="work__what">
                    <State label=item.kind.label(locale) mine />
                    " "
                    <strong lang="zh-Hans-CN">{item.title.clone()}</strong>
                    {note}
                </span>
                {due}
                <Icon name="right" />
            </a>
        </li>
    }
    .into_any()
}

/// Signing for all tasks that wait for it, by one button. Nothing where there is one or none.
pub fn sign_all(items: &[Item], locale: Locale) -> AnyView {
    let numbers: Vec<&String> =
        items.iter().filter(|item| item.kind == Kind::Sign).filter_map(|item| item.task.as_ref()).collect();
    if numbers.len() < 2 {
        return ().into_any();
    }
    let label = t::work::sign_all(locale, numbers.len() as i64);
    let fields = numbers.into_iter().map(|number| ("numbers[]", number.clone())).collect();
    view! {
        <Form action=SignTasks::PATH key=CommandKey::new().to_string() fields class="row">
            <Button label kind=ButtonKind::Primary icon="check" />
        </Form>
    }
    .into_any()
}
