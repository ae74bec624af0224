//! `/tasks/{number}/roadmap/review?unit=…`: the office answers a unit's roadmap line by line.

use leptos::{prelude::*, server_fn::ServerFn as _};
use leptos_router::hooks::{use_params_map, use_query_map};

use crate::{
    app::{
        navigation::Place,
        page::{Page, page},
    },
    features::{
        roadmaps::{
            api::ReviewRoadmap,
            components::{key, lanes, lines},
            inputs::ReviewForm,
            model::Verdict,
            queries::{
                page::{self, Reviewed},
                rounds::Stored,
            },
        },
        tasks::queries::details::TaskDetails,
    },
    server::{
        context::{RequestContext, request},
        http::forms::{field_errors, returned},
    },
    shared::{error::AppError, locale::Locale, time},
    t,
    ui::{
        Button, ButtonKind, Choice, Choices, Crumb, Empty, Errors, Fact, Facts, Form, FormActions, LinkButton, Outcome,
        OutcomeKind, PageHead, Panel, TextArea, Timeline, TimelineAxis, UnitTag,
    },
};

/// The review of a unit's roadmap.
#[component]
pub fn RoadmapReviewPage() -> impl IntoView {
    let number = use_params_map().with_untracked(|params| params.get("number")).unwrap_or_default();
    let unit = use_query_map().with_untracked(|query| query.get("unit"));
    page(async move { review(&request(), &number, unit.as_deref()).await })
}

async fn review(context: &RequestContext, number: &str, unit: Option<&str>) -> Result<Page, AppError> {
    let (actor, locale) = (context.actor()?, context.locale);
    let found = page::review(&context.app.db, actor, number, unit).await?;
    let task = &found.task;
    let title = t::roadmaps::review_title(locale, &task.number);
    let href = format!("/tasks/{}", task.number);
    let crumbs = vec![
        Crumb::link("/tasks", t::tasks::ledger(locale)),
        Crumb::link(href.clone(), task.number.clone()),
        Crumb::here(t::roadmaps::review(locale)),
    ];
    let head = view! { <PageHead title=title.clone() note=task.title.clone() crumbs /> };
    let Some(review) = &found.review else {
        let way_out = view! { <LinkButton href label=task.number.clone() /> }.into_any();
        let body = view! { {head} <Empty title=t::roadmaps::nothing_waits(locale)>{way_out}</Empty> };
        return Ok(Page::new(title, Some(Place::Tasks), body));
    };
    let body = view! {
        {head}
        {facts(review, locale)}
        {lines::returned(&review.returned, locale)}
        {form(task, review, context.app.clock.today(), locale)}
    };
    Ok(Page::new(title, Some(Place::Tasks), body))
}

fn facts(review: &Reviewed, locale: Locale) -> AnyView {
    let round = t::roadmaps::round(locale, review.round.seen.round);
    let sent = format!("{} {}", review.round.person, time::minute(review.round.at));
    let unit = view! { <UnitTag name=review.unit_name.clone() role=review.role.label(locale) /> };
    let items = vec![
        Fact::new(t::roadmaps::unit(locale), unit),
        Fact::new(t::roadmaps::with_office(locale), round),
        Fact::new(t::roadmaps::since(locale), sent),
    ];
    view! { <section class="panel"><Facts items /></section> }.into_any()
}

fn form(task: &TaskDetails, review: &Reviewed, today: chrono::NaiveDate, locale: Locale) -> AnyView {
    let back = returned("roadmaps/review");
    let conflict = back.as_ref().is_some_and(|back| back.error == AppError::Conflict);
    let stays = back.as_ref().filter(|_| !conflict);
    let form = back.as_ref().map(|back| ReviewForm::typed(&back.fields)).unwrap_or_default();
    let comment = back.as_ref().and_then(|back| back.value("comment")).unwrap_or_default();
    let errors = back.as_ref().map(|back| Errors(field_errors(&back.error))).unwrap_or_default();
    let seen = stays.and_then(|back| back.value("seen")).unwrap_or_else(|| review.round.seen.to_string());
    let days = review.lines.iter().flat_map(|line| [line.due, line.baseline]).flatten();
    let axis = TimelineAxis::over(task.plan_starts_on, task.plan_ends_on, today, days.chain(task.due.current));
    let lanes = lanes::of_lines(task, &review.lines, locale);
    let rows =
        (1_usize..).zip(&review.lines).map(|(row, line)| judge(row, line, &form, &errors, locale)).collect_view();
    let fields = vec![("number", task.number.clone()), ("unit", review.unit_code.clone()), ("seen", seen)];
    let timeline = view! {
        <Timeline
            axis
            lanes
            label=t::tasks::roadmap(locale)
            corner=t::tasks::step(locale)
            note=t::roadmaps::notes(locale)
        />
    }
    .into_any();
    let comment_fault = errors.of("comment");
    let cancel = format!("/tasks/{}", task.number);
    let inside = view! {
        <Panel id="lines" title=t::roadmaps::lines(locale) note=t::roadmaps::answer_note(locale)>
            <div class="stack">{timeline} {rows}</div>
        </Panel>
        <TextArea name="comment" label=t::roadmaps::comment_all(locale) value=comment error=comment_fault rows=2 />
        <FormActions>
            <Button label=t::roadmaps::answer(locale) kind=ButtonKind::Primary icon="send" />
            <Button label=t::roadmaps::rest(locale) icon="check" name="rest" value="accepted" />
            <LinkButton href=cancel label=t::tasks::cancel(locale) />
        </FormActions>
    }
    .into_any();
    view! { <Form action=ReviewRoadmap::PATH key=key(stays) fields errors>{inside}</Form> }.into_any()
}

/// One line with the words to it.
fn judge(row: usize, line: &Stored, form: &ReviewForm, errors: &Errors, locale: Locale) -> AnyView {
    let id = ReviewForm::name(line.id);
    let before = line.verdict == Some(Verdict::Accepted);
    let typed = form.verdicts.get(&id).cloned();
    let value = typed.or_else(|| before.then(|| Verdict::Accepted.code().to_owned()));
    let options = vec![
        Choice::new(Verdict::Accepted.code(), t::roadmaps::accept_line(locale)),
        Choice::new(Verdict::Returned.code(), t::roadmaps::return_line(locale)),
    ];
    let kept = before.then(|| view! { <Outcome kind=OutcomeKind::Pass label=t::roadmaps::accepted_before(locale) /> });
    let [verdict, comment] = ["verdict", "comment"].map(|name| format!("{name}-{row}"));
    let (verdict_fault, comment_fault) = (errors.of(&verdict), errors.of(&comment));
    let said = form.comments.get(&id).cloned().unwrap_or_default();
    let items = vec![
        Fact::new(t::roadmaps::deliverable(locale), line.deliverable.clone()),
        Fact::new(t::roadmaps::due(locale), lines::due(line)),
    ];
    let heading = format!("{} {}", t::roadmaps::line(locale, row), line.title);
    let name = heading.clone();
    let fields = view! {
        <Choices
            name=format!("verdicts[{id}]")
            id=verdict
            label=t::roadmaps::verdict(locale, row)
            options
            values=value.into_iter().collect()
            error=verdict_fault
            required=true
        />
        <TextArea
            name=format!("comments[{id}]")
            id=comment
            label=t::roadmaps::comment(locale, row)
            value=said
            error=comment_fault
            hint=t::roadmaps::comment_hint(locale)
            rows=2
        />
    }
    .into_any();
    view! {
        <div class="roadmap-row" role="group" aria-label=name id=format!("line-{row}")>
            <h3>{heading}</h3>
            {kept}
            <Facts items />
            {fields}
        </div>
    }
    .into_any()
}
