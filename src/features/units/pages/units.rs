//! `/admin/units` and `/admin/units/new`

use leptos::{prelude::*, server_fn::ServerFn as _};

use super::{
    parts::{errors, key_and_version},
    unit::unit_fields,
};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        accounts::components::admin_tabs::{AdminPlace, admin_tabs},
        units::{
            api::CreateUnit,
            inputs::UnitForm,
            model::{UnitKind, can_manage_units},
            queries::{
                all_units,
                pages::{UnitLine, list},
            },
        },
    },
    server::{context::request, http::forms::returned},
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{
        Button, ButtonKind, Crumb, Empty, Form, FormActions, HeadCell, LinkButton, Outcome, OutcomeKind, PageHead,
        Panel, State, Table,
    },
};

/// All units, by kind and in order.
#[component]
pub fn UnitsPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (actor, locale) = (context.actor()?, context.locale);
        let lines = list(&context.app.db, actor).await?;
        let title = t::units::units(locale);
        let actions = view! {
            <LinkButton href="/admin/units/new" label=t::units::new_unit(locale) icon="plus" kind=ButtonKind::Primary />
        }
        .into_any();
        let groups = UnitKind::ALL.into_iter().filter_map(|kind| group(kind, &lines, locale)).collect_view();
        let empty = lines
            .is_empty()
            .then(|| view! { <Empty title=t::units::empty(locale) text=t::units::empty_text(locale) icon="table" /> });
        let body = view! {
            <PageHead title note=t::units::units_count(locale, lines.len() as i64) actions />
            {admin_tabs(actor, AdminPlace::Units, locale)}
            {empty}
            {groups}
        };
        Ok(Page::new(title, Some(Place::Admin), body).wide())
    })
}

fn group(kind: UnitKind, lines: &[UnitLine], locale: Locale) -> Option<AnyView> {
    let lines: Vec<&UnitLine> = lines.iter().filter(|line| line.kind == kind).collect();
    if lines.is_empty() {
        return None;
    }
    let head = view! {
        <HeadCell label=t::units::short_name(locale) />
        <HeadCell label=t::units::name(locale) />
        <HeadCell label=t::units::code(locale) />
        <HeadCell label=t::units::aliases(locale) />
        <HeadCell label=t::units::people(locale) />
        <HeadCell label=t::units::state(locale) />
    }
    .into_any();
    let note = t::units::units_count(locale, lines.len() as i64);
    let rows = lines.into_iter().map(|line| row(line, locale)).collect_view();
    let title = kind.label(locale);
    Some(
        view! {
            <Panel id=kind.code() title note long=true>
                <Table label=title head class="table--cards">{rows}</Table>
            </Panel>
        }
        .into_any(),
    )
}

fn row(line: &UnitLine, locale: Locale) -> AnyView {
    let state = match line.closed_on {
        None => view! { <State label=t::units::in_use(locale) /> }.into_any(),
        Some(day) => {
            let label = t::units::closed_on(locale, time::day(day));
            view! { <Outcome kind=OutcomeKind::Stop label /> }.into_any()
        }
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a class="link" href=format!("/admin/units/{}", line.code) lang="zh-Hans-CN">
                    {line.short_name.clone()}
                </a>
            </th>
            <td role="cell" lang="zh-Hans-CN">{line.name.clone()}</td>
            <td role="cell"><span class="code">{line.code.clone()}</span></td>
            <td role="cell" class="num" data-label=t::units::aliases(locale)>{line.aliases}</td>
            <td role="cell" class="num" data-label=t::units::people(locale)>
                <a class="n n--inline" href=format!("/admin/people?unit={}", line.code)>
                    {line.people}
                </a>
            </td>
            <td role="cell">{state}</td>
        </tr>
    }
    .into_any()
}

/// Entering a unit.
#[component]
pub fn NewUnitPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (actor, locale) = (context.actor()?, context.locale);
        if !can_manage_units(actor) {
            return Err(AppError::NotFound);
        }
        let title = t::units::new_unit(locale);
        let crumbs = vec![Crumb::link("/admin/units", t::units::units(locale)), Crumb::here(title)];
        let back = returned("units/create_unit");
        let form = back.as_ref().map(UnitForm::typed).unwrap_or_default();
        let errors = errors(back.as_ref());
        let (key, _) = key_and_version(back.as_ref(), 1);
        let units = all_units(&context.app.db).await?;
        let body = view! {
            <PageHead title crumbs />
            <Form action=CreateUnit::PATH key errors=errors.clone()>
                {unit_fields(&form, &errors, &units, false, locale)}
                <FormActions>
                    <Button label=t::units::save(locale) kind=ButtonKind::Primary />
                    <LinkButton href="/admin/units" label=t::units::cancel(locale) />
                </FormActions>
            </Form>
        };
        Ok(Page::new(title, Some(Place::Admin), body))
    })
}
