//! `/tasks/{number}/roadmap`: a unit draws up its roadmap; its head confirms it or sends it back.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::roadmaps::{
        api::{ProposeRoadmap, SendBackRoadmap},
        components::{fields, key, lanes, lines},
        inputs::RoadmapForm,
        model::{LINES, Line, Standing, can_confirm_roadmap},
        queries::page::{self, DraftPage},
    },
    server::{
        context::{RequestContext, request},
        http::forms::{Returned, field_errors, returned},
    },
    shared::{actor::Actor, error::AppError, locale::Locale, time},
    t,
    ui::{
        Button, ButtonKind, Callout, Crumb, Dialog, DialogCancel, DialogLink, Errors, Form, FormActions, LinkButton,
        PageHead, Panel, State, TextArea, Timeline, TimelineAxis, Tone,
    },
};

/// Empty rows after the last line. More appear with a button.
const SPARE: usize = 2;

/// The roadmap of the reader's unit.
#[component]
pub fn RoadmapPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    let rows = use_query_map().with_untracked(|query| query.get("rows")).and_then(|rows| rows.parse().ok());
    page(async move { draft(&request(), &number, rows).await })
}

async fn draft(context: &RequestContext, number: &str, rows: Option<usize>) -> Result<Page, AppError> {
    let (actor, locale) = (context.actor()?, context.locale);
    let draft = page::draft(&context.app.db, actor, number).await?;
    let today = context.app.clock.today();
    let title = t::roadmaps::draft_title(locale, &draft.task.number);
    let unit = t::roadmaps::of_unit(locale, &actor.unit_name, draft.role.label(locale));
    let crumbs = vec![
        Crumb::link("/tasks", t::tasks::ledger(locale)),
        Crumb::link(format!("/tasks/{}", draft.task.number), draft.task.number.clone()),
        Crumb::here(t::roadmaps::title(locale)),
    ];
    let body = if draft.editable {
        form(&draft, actor, rows, today, locale)
    } else {
        view! { {kept(locale)} {looked_at(&draft, today, locale)} }.into_any()
    };
    let note = draft.task.title.clone();
    let body = view! {
        <PageHead title=title.clone() note crumbs />
        {standing(&draft, &unit, locale)}
        {lines::returned(&draft.returned, locale)}
        {body}
        {send_back(&draft, actor, locale)}
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

/// Whose it is, the round, where it stands, and what was said to the whole.
fn standing(draft: &DraftPage, unit: &str, locale: Locale) -> AnyView {
    let (standing, round) = (draft.standing(), draft.seen().round);
    let round = (round > 0).then(|| t::roadmaps::round(locale, round));
    let comment = draft.last.as_ref().filter(|last| !last.comment.is_empty()).map(|last| {
        let said = t::roadmaps::said(locale, &last.person, time::minute(last.at), &last.comment);
        view! { <Callout tone=Tone::Yellow><p>{said}</p></Callout> }
    });
    let holds = (draft.editable && draft.task.milestones.iter().any(|step| step.baseline.is_some()))
        .then(|| view! { <p class="meta">{t::roadmaps::holds(locale)}</p> });
    let mine = draft.editable && standing != Standing::Approved;
    view! {
        <p class="row"><strong>{unit.to_owned()}</strong> <State label=standing.label(locale) mine /> {round}</p>
        {comment}
        {holds}
    }
    .into_any()
}

fn form(draft: &DraftPage, actor: &Actor, rows: Option<usize>, today: chrono::NaiveDate, locale: Locale) -> AnyView {
    let back = returned("roadmaps/propose");
    // After a conflict the form is at the stored version: saving again is a decision, made with both in view.
    let conflict = back.as_ref().filter(|back| back.error == AppError::Conflict);
    let stored: Vec<Line> = (1..).zip(&draft.lines).map(|(row, line)| line.line(row)).collect();
    let form = back.as_ref().map_or_else(|| RoadmapForm::of(&stored), |back| RoadmapForm::typed(&back.fields));
    let errors = back.as_ref().map(|back| Errors(field_errors(&back.error))).unwrap_or_default();
    let count = rows.unwrap_or(stored.len() + SPARE).max(form.rows()).clamp(1, LINES);
    let seen = match (&back, conflict) {
        (Some(back), None) => back.value("seen").unwrap_or_default(),
        _ => draft.seen().to_string(),
    };
    let theirs = conflict.map(|_| {
        let table = lines::table(&draft.lines, t::tasks::stored_now(locale), locale);
        view! { <Panel id="stored" title=t::tasks::stored_now(locale)>{table}</Panel> }
    });
    let accepted = (!draft.accepted.is_empty()).then(|| {
        let label = t::roadmaps::accepted_lines(locale);
        let table = lines::table(&draft.accepted, label, locale);
        view! { <Panel id="accepted" title=label>{table}</Panel> }
    });
    let lanes = lanes::of_form(&draft.task, &draft.accepted, &form, &draft.lines, count, locale);
    let timeline = timeline(draft, lanes, today, true, locale);
    let fault = errors.of("lines").map(|fault| view! { <p class="field__error">{fault}</p> });
    let note = t::roadmaps::bounds(locale, time::day(draft.bounds.first), time::day(draft.bounds.last));
    let rows = fields::rows(&form, &errors, count, draft.bounds, locale);
    let fields = vec![("number", draft.task.number.clone()), ("seen", seen)];
    let key = key(back.as_ref().filter(|_| conflict.is_none()));
    let buttons = buttons(draft, actor, locale);
    let inside = view! {
        <Panel id="lines" title=t::roadmaps::lines(locale) note>
            <div class="stack">
                {fault}
                {timeline}
                {rows}
                <p>
                    <Button label=t::roadmaps::more(locale) icon="plus" name="then" value="more" />
                </p>
            </div>
        </Panel>
        {buttons}
    }
    .into_any();
    view! {
        {theirs}
        {accepted}
        <Form action=ProposeRoadmap::PATH key fields errors>{inside}</Form>
    }
    .into_any()
}

fn buttons(draft: &DraftPage, actor: &Actor, locale: Locale) -> AnyView {
    let confirms = can_confirm_roadmap(actor);
    let (then, label) =
        if confirms { ("confirm", t::roadmaps::confirm(locale)) } else { ("send", t::roadmaps::send(locale)) };
    let back = (draft.standing() == Standing::WithHead)
        .then(|| view! { <DialogLink target="send-back" label=t::roadmaps::send_back(locale) icon="swap" /> });
    let cancel = format!("/tasks/{}", draft.task.number);
    view! {
        <FormActions>
            <Button label kind=ButtonKind::Primary icon="send" name="then" value=then />
            <Button label=t::roadmaps::keep(locale) name="then" value="keep" />
            {back}
            <LinkButton href=cancel label=t::tasks::cancel(locale) />
        </FormActions>
    }
    .into_any()
}

fn timeline(
    draft: &DraftPage,
    lanes: Vec<crate::ui::TimelineLane>,
    today: chrono::NaiveDate,
    editing: bool,
    locale: Locale,
) -> AnyView {
    let task = &draft.task;
    let days = draft.lines.iter().chain(&draft.accepted).flat_map(|line| [line.due, line.baseline]).flatten();
    let axis = TimelineAxis::over(task.plan_starts_on, task.plan_ends_on, today, days.chain(task.due.current));
    let (label, corner) = (t::tasks::roadmap(locale), t::tasks::step(locale));
    view! { <Timeline axis lanes label corner note=t::roadmaps::notes(locale) editing /> }.into_any()
}

/// While it is with others.
fn looked_at(draft: &DraftPage, today: chrono::NaiveDate, locale: Locale) -> AnyView {
    let mut all = [draft.accepted.as_slice(), &draft.lines].concat();
    all.sort_by_key(|line| line.due);
    let lanes = lanes::of_lines(&draft.task, &all, locale);
    let timeline = timeline(draft, lanes, today, false, locale);
    let table = lines::table(&all, t::roadmaps::lines(locale), locale);
    view! {
        <Panel id="lines" title=t::roadmaps::lines(locale)>
            <div class="stack">{timeline} {table}</div>
        </Panel>
    }
    .into_any()
}

/// What was typed while somebody else sent the roadmap on, so that it can be copied.
fn kept(locale: Locale) -> Option<AnyView> {
    let form = RoadmapForm::typed(&returned("roadmaps/propose")?.fields);
    let lines = form.parse(locale).unwrap_or_default();
    let text: Vec<String> = lines
        .iter()
        .map(|line| format!("{} {}：{}", line.due.map(time::day).unwrap_or_default(), line.title, line.deliverable))
        .collect();
    let text = text.join("\n");
    Some(view! { <pre class="kept">{text}</pre> }.into_any())
}

/// The dialog in which the head says what is to be changed.
fn send_back(draft: &DraftPage, actor: &Actor, locale: Locale) -> AnyView {
    if draft.standing() != Standing::WithHead || !can_confirm_roadmap(actor) {
        return ().into_any();
    }
    let back = returned("roadmaps/send_back");
    let value = |field: &str| back.as_ref().and_then(|back| back.value(field)).unwrap_or_default();
    let reason = value("reason");
    let fault = back.as_ref().and_then(|back| back.message("reason"));
    let stays = back.as_ref().filter(|back: &&Returned| back.error != AppError::Conflict);
    let seen = stays.and_then(|back| back.value("seen")).unwrap_or_else(|| draft.seen().to_string());
    let fields = vec![("number", draft.task.number.clone()), ("seen", seen)];
    let errors = back.as_ref().map(|back| Errors(field_errors(&back.error))).unwrap_or_default();
    let href = format!("/tasks/{}/roadmap", draft.task.number);
    let inside = view! {
        <p>{t::roadmaps::send_back_note(locale)}</p>
        <TextArea name="reason" label=t::life::reason(locale) value=reason error=fault required=true rows=3 />
        <div class="dialog__foot">
            <Button label=t::roadmaps::send_back(locale) kind=ButtonKind::Danger />
            <DialogCancel href />
        </div>
    }
    .into_any();
    let title = t::roadmaps::send_back_title(locale, &draft.task.number);
    let (key, open) = (key(stays), back.is_some());
    view! {
        <Dialog id="send-back" title open>
            <Form action=SendBackRoadmap::PATH key fields errors>{inside}</Form>
        </Dialog>
    }
    .into_any()
}
