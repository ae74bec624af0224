//! `/admin/classes` and `/admin/classes/new`

use leptos::{prelude::*, server_fn::ServerFn as _};

use super::{
    class::class_fields,
    parts::{errors, key_and_version},
};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        accounts::components::admin_tabs::{AdminPlace, admin_tabs},
        units::{
            api::CreateClass,
            inputs::ClassForm,
            model::can_manage_units,
            queries::{ClassRow, all_units, classes},
        },
    },
    server::{context::request, http::forms::returned},
    shared::{error::AppError, locale::Locale},
    t,
    ui::{Button, ButtonKind, Crumb, Empty, Form, FormActions, HeadCell, LinkButton, PageHead, Panel, State, Table},
};

/// All classes.
#[component]
pub fn ClassesPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (actor, locale) = (context.actor()?, context.locale);
        if !can_manage_units(actor) {
            return Err(AppError::NotFound);
        }
        let all = classes::all(&context.app.db).await?;
        let title = t::units::classes(locale);
        let actions = view! {
            <LinkButton href="/admin/classes/new" label=t::units::new_class(locale) icon="plus" kind=ButtonKind::Primary />
        }
        .into_any();
        let content = if all.is_empty() {
            view! { <Empty title=t::units::no_classes(locale) text=t::units::classes_note(locale) icon="columns" /> }
                .into_any()
        } else {
            table(&all, locale)
        };
        let body = view! {
            <PageHead title note=t::units::classes_note(locale) actions />
            {admin_tabs(actor, AdminPlace::Classes, locale)}
            {content}
        };
        Ok(Page::new(title, Some(Place::Admin), body).wide())
    })
}

fn table(classes: &[ClassRow], locale: Locale) -> AnyView {
    let head = view! {
        <HeadCell label=t::units::label(locale) />
        <HeadCell label=t::units::code(locale) />
        <HeadCell label=t::units::extent(locale) />
        <HeadCell label=t::units::members(locale) />
    }
    .into_any();
    let rows = classes.iter().map(|class| row(class, locale)).collect_view();
    view! {
        <Panel id="all" title=t::units::classes(locale)>
            <Table label=t::units::classes(locale) head class="table--cards">{rows}</Table>
        </Panel>
    }
    .into_any()
}

fn row(class: &ClassRow, locale: Locale) -> AnyView {
    let (extent, members) = if class.closed {
        (t::units::extent_closed(locale), t::units::members_count(locale, class.members.len() as i64))
    } else {
        let kinds: Vec<&str> = class.candidate_kinds.iter().map(|kind| kind.label(locale)).collect();
        (t::units::extent_open(locale), kinds.join(t::accounts::list_comma(locale)))
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a class="link" href=format!("/admin/classes/{}", class.code) lang="zh-Hans-CN">
                    {class.label.clone()}
                </a>
            </th>
            <td role="cell"><span class="code">{class.code.clone()}</span></td>
            <td role="cell"><State label=extent /></td>
            <td role="cell">{members}</td>
        </tr>
    }
    .into_any()
}

/// Entering a class.
#[component]
pub fn NewClassPage() -> impl IntoView {
    page(async move {
        let context = request();
        let (actor, locale) = (context.actor()?, context.locale);
        if !can_manage_units(actor) {
            return Err(AppError::NotFound);
        }
        let title = t::units::new_class(locale);
        let crumbs = vec![Crumb::link("/admin/classes", t::units::classes(locale)), Crumb::here(title)];
        let back = returned("units/create_class");
        let form = back.as_ref().map(ClassForm::typed).unwrap_or_default();
        let errors = errors(back.as_ref());
        let (key, _) = key_and_version(back.as_ref(), 1);
        let units = all_units(&context.app.db).await?;
        let body = view! {
            <PageHead title crumbs />
            <Form action=CreateClass::PATH key errors=errors.clone()>
                {class_fields(&form, &errors, &units, false, locale)}
                <FormActions>
                    <Button label=t::units::save(locale) kind=ButtonKind::Primary />
                    <LinkButton href="/admin/classes" label=t::units::cancel(locale) />
                </FormActions>
            </Form>
        };
        Ok(Page::new(title, Some(Place::Admin), body))
    })
}
