//! `/admin/units/{code}`, and the fields of a unit.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};

use super::parts::{aliases, errors, key_and_version};
use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        accounts::components::theirs::{Compared, theirs},
        activity::{components::history::history_panel, queries::history::Record},
        units::{
            api::{CloseUnit, EditUnit, ReopenUnit},
            inputs::UnitForm,
            model::{UnitKind, can_close},
            queries::{
                UnitRow, all_units,
                pages::{UnitView, view},
            },
        },
    },
    server::{
        context::request,
        http::forms::{Returned, returned},
    },
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{
        Button, ButtonKind, Choice, Crumb, Dialog, DialogCancel, DialogLink, Errors, Form, FormActions, FormRow,
        LinkButton, Outcome, OutcomeKind, PageHead, Panel, PostButton, Select, State, TextField,
    },
};

impl UnitForm {
    /// What was typed into a form that came back.
    #[must_use]
    pub fn typed(back: &Returned) -> Self {
        let value = |field: &str| back.value(field).unwrap_or_default();
        Self {
            code: value("code"),
            name: value("name"),
            short_name: value("short_name"),
            kind: value("kind"),
            parent: value("parent"),
            sort_order: value("sort_order"),
        }
    }

    fn of(unit: &UnitView) -> Self {
        Self {
            code: unit.code.clone(),
            name: unit.name.clone(),
            short_name: unit.short_name.clone(),
            kind: unit.kind.code().to_owned(),
            parent: unit.parent.as_ref().map(|(code, _)| code.clone()).unwrap_or_default(),
            sort_order: unit.sort_order.to_string(),
        }
    }

    fn compared(self, stored: Self, locale: Locale) -> Vec<Compared> {
        let kind = |code: &str| UnitKind::from_code(code).map(|kind| kind.label(locale).to_owned()).unwrap_or_default();
        vec![
            (t::units::name(locale), self.name, stored.name),
            (t::units::short_name(locale), self.short_name, stored.short_name),
            (t::units::kind(locale), kind(&self.kind), kind(&stored.kind)),
            (t::units::parent(locale), self.parent, stored.parent),
            (t::units::sort_order(locale), self.sort_order, stored.sort_order),
        ]
    }
}

/// Correcting a unit, its wordings; closing it.
#[component]
pub fn UnitPage() -> impl IntoView {
    let code = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    let earlier = use_query_map().with_untracked(|query| query.get("history"));
    page(async move {
        let context = request();
        let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
        let unit = view(db, actor, &code).await?;
        let units = all_units(db).await?;
        let title = unit.short_name.clone();
        let crumbs = vec![Crumb::link("/admin/units", t::units::units(locale)), Crumb::here(title.clone())];
        let here = format!("/admin/units/{}", unit.code);
        let past = history_panel(db, Record::new("unit", unit.id.0), &here, earlier.as_deref(), locale).await?;
        let side = view! {
            {aliases("unit", &unit.code, &unit.aliases, locale)}
            {member_of(&unit, locale)}
            {state(&unit, locale)}
        }
        .into_any();
        let body = view! {
            <PageHead title=title.clone() note=unit.name.clone() crumbs />
            <div class="cols cols--main-side">
                <div class="stack stack--l">{edit(&unit, &units, locale)} {past}</div>
                <div class="stack stack--l">{side}</div>
            </div>
        };
        Ok(Page::new(title, Some(Place::Admin), body))
    })
}

fn edit(unit: &UnitView, units: &[UnitRow], locale: Locale) -> AnyView {
    let back = returned("units/edit_unit");
    let stored = UnitForm::of(unit);
    let form = back.as_ref().map_or_else(|| stored.clone(), UnitForm::typed);
    let errors = errors(back.as_ref());
    let (key, version) = key_and_version(back.as_ref(), unit.version);
    let theirs = back
        .as_ref()
        .filter(|back| back.error == AppError::Conflict)
        .map(|_| theirs(form.clone().compared(stored, locale), locale));
    let fields = vec![("version", version), ("code", unit.code.clone())];
    let inputs = unit_fields(&form, &errors, units, true, locale);
    view! {
        {theirs}
        <Panel id="edit" title=t::units::edit_unit(locale)>
            <Form action=EditUnit::PATH key fields errors=errors.clone()>
                {inputs}
                <FormActions>
                    <Button label=t::units::save(locale) kind=ButtonKind::Primary />
                    <LinkButton href="/admin/units" label=t::units::cancel(locale) />
                </FormActions>
            </Form>
        </Panel>
    }
    .into_any()
}

/// The fields of a unit; its code only while it is new (`stored` is false).
pub fn unit_fields(form: &UnitForm, errors: &Errors, units: &[UnitRow], stored: bool, locale: Locale) -> AnyView {
    let code = (!stored).then(|| {
        view! {
            <TextField
                name="code"
                label=t::units::code(locale)
                value=form.code.clone()
                error=errors.of("code")
                hint=t::units::code_hint(locale)
                required=true
                autocomplete="off"
            />
        }
    });
    let text = |name: &'static str, label: &'static str, value: &str| {
        view! { <TextField name label value=value.to_owned() error=errors.of(name) required=true autocomplete="off" /> }
            .into_any()
    };
    let kinds = UnitKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label(locale))).collect();
    let parents = units
        .iter()
        .filter(|unit| unit.code != form.code)
        .map(|unit| Choice::new(&unit.code, &unit.short_name))
        .collect();
    let place = view! {
        <Select
            name="kind"
            label=t::units::kind(locale)
            options=kinds
            value=form.kind.clone()
            empty=t::units::choose_kind(locale)
            error=errors.of("kind")
            required=true
        />
        <Select
            name="parent"
            label=t::units::parent(locale)
            options=parents
            value=form.parent.clone()
            empty=t::units::no_parent_choice(locale)
            error=errors.of("parent")
        />
    }
    .into_any();
    view! {
        {code}
        {text("name", t::units::name(locale), &form.name)}
        {text("short_name", t::units::short_name(locale), &form.short_name)}
        <FormRow>{place}</FormRow>
        <TextField
            name="sort_order"
            label=t::units::sort_order(locale)
            value=form.sort_order.clone()
            error=errors.of("sort_order")
            hint=t::units::sort_order_hint(locale)
            inputmode="numeric"
            autocomplete="off"
        />
    }
    .into_any()
}

fn member_of(unit: &UnitView, locale: Locale) -> AnyView {
    let none = unit.classes.is_empty().then(|| view! { <p class="quiet">{t::units::member_of_none(locale)}</p> });
    let items = unit
        .classes
        .iter()
        .map(|(code, label)| {
            view! {
                <li>
                    <a class="link" href=format!("/admin/classes/{code}") lang="zh-Hans-CN">
                        {label.clone()}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <Panel id="classes" title=t::units::member_of(locale)>
            {none}
            <ul class="rule-list">{items}</ul>
        </Panel>
    }
    .into_any()
}

fn state(unit: &UnitView, locale: Locale) -> AnyView {
    let fields = vec![("code", unit.code.clone())];
    let content = match unit.closed_on {
        Some(day) => {
            let label = t::units::closed_on(locale, time::day(day));
            view! {
                <p>
                    <Outcome kind=OutcomeKind::Stop label />
                </p>
                <PostButton action=ReopenUnit::PATH label=t::units::reopen_unit(locale) fields />
            }
            .into_any()
        }
        None => close(unit, fields, locale),
    };
    view! {
        <Panel id="use" title=t::units::unit_state(locale)>
            <div class="stack">{content}</div>
        </Panel>
    }
    .into_any()
}

fn close(unit: &UnitView, fields: Vec<(&'static str, String)>, locale: Locale) -> AnyView {
    let label = t::units::close_unit(locale);
    if let Err(used) = can_close(unit.used) {
        let reason = Some(t::units::still_used(locale, used.people, used.tasks));
        return view! {
            <p>
                <State label=t::units::in_use(locale) />
            </p>
            <Button label kind=ButtonKind::Danger reason />
        }
        .into_any();
    }
    let title = t::units::close_title(locale, &unit.short_name);
    view! {
        <p>
            <State label=t::units::in_use(locale) />
        </p>
        <DialogLink target="close" label kind=ButtonKind::Danger />
        <Dialog id="close" title>
            <Form action=CloseUnit::PATH fields>
                <p>{t::units::close_note(locale)}</p>
                <div class="dialog__foot">
                    <Button label kind=ButtonKind::Danger />
                    <DialogCancel />
                </div>
            </Form>
        </Dialog>
    }
    .into_any()
}
