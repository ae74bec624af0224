//! `/admin/classes/{code}`, and the fields of a class.

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
            api::EditClass,
            inputs::ClassForm,
            model::UnitKind,
            queries::{
                ClassRow, UnitRow, all_units,
                classes::{ClassView, view},
            },
        },
    },
    server::{
        context::request,
        http::forms::{Returned, returned},
    },
    shared::{error::AppError, locale::Locale},
    t,
    ui::{
        Button, ButtonKind, Choice, Choices, Crumb, Disclosure, Errors, Form, FormActions, LinkButton, PageHead, Panel,
        TextField,
    },
};

impl ClassForm {
    /// What was typed into a form that came back.
    #[must_use]
    pub fn typed(back: &Returned) -> Self {
        let value = |field: &str| back.value(field).unwrap_or_default();
        Self {
            code: value("code"),
            label: value("label"),
            extent: value("extent"),
            members: back.values("members[]"),
            candidate_kinds: back.values("candidate_kinds[]"),
        }
    }

    fn of(class: &ClassRow) -> Self {
        Self {
            code: class.code.clone(),
            label: class.label.clone(),
            extent: if class.closed { "closed" } else { "open" }.to_owned(),
            members: class.members.clone(),
            candidate_kinds: class.candidate_kinds.iter().map(|kind| kind.code().to_owned()).collect(),
        }
    }

    fn compared(self, stored: Self, units: &[UnitRow], locale: Locale) -> Vec<Compared> {
        let extent = |extent: &str| {
            if extent == "closed" { t::units::extent_closed(locale) } else { t::units::extent_open(locale) }
        };
        let members = |codes: &[String]| {
            let names: Vec<&str> =
                units.iter().filter(|unit| codes.contains(&unit.code)).map(|unit| unit.short_name.as_str()).collect();
            names.join(t::accounts::list_comma(locale))
        };
        let kinds = |codes: &[String]| {
            let kinds: Vec<&str> =
                codes.iter().filter_map(|code| UnitKind::from_code(code)).map(|kind| kind.label(locale)).collect();
            kinds.join(t::accounts::list_comma(locale))
        };
        vec![
            (t::units::extent(locale), extent(&self.extent).to_owned(), extent(&stored.extent).to_owned()),
            (t::units::members(locale), members(&self.members), members(&stored.members)),
            (t::units::candidate_kinds(locale), kinds(&self.candidate_kinds), kinds(&stored.candidate_kinds)),
            (t::units::label(locale), self.label, stored.label),
        ]
    }
}

/// Correcting a class and its wordings.
#[component]
pub fn ClassPage() -> impl IntoView {
    let code = use_params_map().with_untracked(|params| params.get("code")).unwrap_or_default();
    let earlier = use_query_map().with_untracked(|query| query.get("history"));
    page(async move {
        let context = request();
        let (actor, db, locale) = (context.actor()?, &context.app.db, context.locale);
        let found = view(db, actor, &code).await?;
        let units = all_units(db).await?;
        let title = found.class.label.clone();
        let here = format!("/admin/classes/{}", found.class.code);
        let record = Record::new("unit_class", found.class.id.0);
        let past = history_panel(db, record, &here, earlier.as_deref(), locale).await?;
        let crumbs = vec![Crumb::link("/admin/classes", t::units::classes(locale)), Crumb::here(title.clone())];
        let body = view! {
            <PageHead title=title.clone() note=found.class.code.clone() crumbs />
            <div class="cols cols--main-side">
                <div class="stack stack--l">{edit(&found, &units, locale)} {past}</div>
                {aliases("class", &found.class.code, &found.aliases, locale)}
            </div>
        };
        Ok(Page::new(title, Some(Place::Admin), body))
    })
}

fn edit(found: &ClassView, units: &[UnitRow], locale: Locale) -> AnyView {
    let back = returned("units/edit_class");
    let stored = ClassForm::of(&found.class);
    let form = back.as_ref().map_or_else(|| stored.clone(), ClassForm::typed);
    let errors = errors(back.as_ref());
    let (key, version) = key_and_version(back.as_ref(), found.version);
    let theirs = back
        .as_ref()
        .filter(|back| back.error == AppError::Conflict)
        .map(|_| theirs(form.clone().compared(stored, units, locale), locale));
    let fields = vec![("version", version), ("code", found.class.code.clone())];
    let inputs = class_fields(&form, &errors, units, true, locale);
    view! {
        {theirs}
        <Panel id="edit" title=t::units::edit_class(locale)>
            <Form action=EditClass::PATH key fields errors=errors.clone()>
                {inputs}
                <FormActions>
                    <Button label=t::units::save(locale) kind=ButtonKind::Primary />
                    <LinkButton href="/admin/classes" label=t::units::cancel(locale) />
                </FormActions>
            </Form>
        </Panel>
    }
    .into_any()
}

/// The fields of a class; its code only while it is new (`stored` is false).
pub fn class_fields(form: &ClassForm, errors: &Errors, units: &[UnitRow], stored: bool, locale: Locale) -> AnyView {
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
    let extents = vec![
        Choice::new("closed", t::units::extent_closed(locale)),
        Choice::new("open", t::units::extent_open(locale)),
    ];
    let kinds = UnitKind::ALL.iter().map(|kind| Choice::new(kind.code(), kind.label(locale))).collect();
    view! {
        {code}
        <TextField
            name="label"
            label=t::units::label(locale)
            value=form.label.clone()
            error=errors.of("label")
            required=true
            autocomplete="off"
        />
        <Choices
            name="extent"
            label=t::units::extent(locale)
            options=extents
            values=vec![form.extent.clone()]
            error=errors.of("extent")
            hint=t::units::extent_hint(locale)
            required=true
        />
        {members(form, errors, units, locale)}
        <Choices
            name="candidate_kinds[]"
            id="candidate_kinds"
            label=t::units::candidate_kinds(locale)
            options=kinds
            values=form.candidate_kinds.clone()
            multiple=true
            error=errors.of("candidate_kinds")
            hint=t::units::candidate_kinds_hint(locale)
        />
    }
    .into_any()
}

/// The units to tick, by kind; kinds that hold a member are open. The first group bears the message.
fn members(form: &ClassForm, errors: &Errors, units: &[UnitRow], locale: Locale) -> AnyView {
    let groups = UnitKind::ALL
        .into_iter()
        .map(|kind| {
            let of_kind = || units.iter().filter(move |unit| unit.kind == kind);
            let chosen = of_kind().filter(|unit| form.members.contains(&unit.code)).count();
            // A closed unit can be kept, not chosen.
            let options: Vec<Choice> = of_kind()
                .filter(|unit| unit.closed_on.is_none() || form.members.contains(&unit.code))
                .map(|unit| Choice::new(&unit.code, &unit.short_name))
                .collect();
            (!options.is_empty()).then(|| {
                let summary = format!("{} · {}", kind.label(locale), t::units::members_count(locale, chosen as i64));
                let values = form.members.clone();
                view! {
                    <Disclosure summary open={chosen > 0}>
                        <Choices
                            name="members[]"
                            id=format!("members-{}", kind.code())
                            label=kind.label(locale)
                            options
                            values
                            multiple=true
                        />
                    </Disclosure>
                }
            })
        })
        .collect_view();
    let error = errors.of("members").map(|error| view! { <p class="field__error">{error}</p> });
    view! {
        <div id="members" tabindex="-1" class="stack stack--s">
            <p class="field__label">{t::units::members(locale)}</p>
            <p class="field__hint">{t::units::members_hint(locale)}</p>
            {error}
            {groups}
        </div>
    }
    .into_any()
}
