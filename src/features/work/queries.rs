//! Everything that waits for somebody, asked of each feature.

use chrono::NaiveDate;
use sqlx::PgPool;

use super::{items, model::Item};
use crate::{
    features::{
        calendar, extensions, instructions, lights, reports,
        roadmaps::{
            model::Standing,
            queries::waiting::{self as roadmaps, WaitingFor},
        },
        tasks::{model::UnitRole, queries::waiting as tasks},
        urging,
    },
    shared::{actor::Actor, error::AppError, locale::Locale},
};

/// What waits for `actor`, in no particular order, each with the light of its task.
///
/// # Errors
/// Only what the database says.
pub async fn items(db: &PgPool, actor: &Actor, today: NaiveDate, locale: Locale) -> Result<Vec<Item>, AppError> {
    lit(db, waiting(db, actor, today, locale).await?, today).await
}

/// What the actor's unit waits for others to do, the longest waiting first, each with the light of its task. Nothing of it
/// is the actor's to do, so [`count`] leaves it out.
///
/// # Errors
/// Only what the database says.
pub async fn of_others(db: &PgPool, actor: &Actor, today: NaiveDate, locale: Locale) -> Result<Vec<Item>, AppError> {
    let mut found: Vec<Item> =
        tasks::held_up(db, actor, today).await?.into_iter().map(|held| items::of_held_up(held, locale)).collect();
    let roadmaps = roadmaps::with_office(db, actor).await?.into_iter();
    found.extend(roadmaps.map(|roadmap| items::of_roadmap_in_review(roadmap, locale)));
    let requests = extensions::queries::with_office(db, actor).await?.into_iter();
    found.extend(requests.map(|request| items::of_extension_in_review(request, locale)));
    lit(db, found, today).await
}

/// The items with the lights of their tasks.
async fn lit(db: &PgPool, mut items: Vec<Item>, today: NaiveDate) -> Result<Vec<Item>, AppError> {
    let tasks: Vec<String> = items.iter().filter_map(|item| item.task.clone()).collect();
    if tasks.is_empty() {
        return Ok(items);
    }
    let lights = lights::queries::of_tasks(&mut *db.acquire().await?, &tasks, today).await?;
    for item in &mut items {
        item.light = item.task.as_ref().and_then(|task| lights.get(task).copied());
    }
    Ok(items)
}

async fn waiting(db: &PgPool, actor: &Actor, today: NaiveDate, locale: Locale) -> Result<Vec<Item>, AppError> {
    let mut found = items::of_tasks(tasks::waiting(db, actor, today).await?, locale);
    found.extend(drafts(db, actor).await?.into_iter().map(|roadmap| items::of_roadmap(roadmap, locale)));
    found.extend(roadmaps::waiting_reviews(db, actor).await?.into_iter().map(items::of_review));
    found.extend(
        reports::queries::waiting::waiting(db, actor, today)
            .await?
            .into_iter()
            .map(|report| items::of_report(report, locale)),
    );
    found.extend(items::of_help(reports::queries::help::count(db, actor).await?, locale));
    found.extend(
        reports::queries::help::of_lead(db, actor).await?.into_iter().map(|request| items::of_request(request, locale)),
    );
    found.extend(missing_years(db, actor, today).await?.into_iter().map(|year| items::of_year(year, locale)));
    found.extend(items::of_urges(urging::queries::waiting::waiting(db, actor, today).await?, locale));
    let requests = extensions::queries::waiting(db, actor).await?.into_iter();
    found.extend(requests.map(|request| items::of_extension(request, locale)));
    let instructions = instructions::queries::waiting(db, actor).await?.into_iter();
    found.extend(instructions.map(|instruction| items::of_instruction(instruction, locale)));
    Ok(found)
}

/// How many items wait for `actor`, for the navigation.
pub async fn count(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<i64, AppError> {
    let roadmaps = roadmaps::waiting_reviews(db, actor).await?.len() + drafts(db, actor).await?.len();
    // Requests for help are one item, however many they are.
    let help = reports::queries::help::count(db, actor).await?.min(1);
    Ok(tasks::count(db, actor, today).await?
        + roadmaps as i64
        + reports::queries::waiting::count(db, actor, today).await?
        + help
        + reports::queries::help::count_of_lead(db, actor).await?
        + missing_years(db, actor, today).await?.len() as i64
        + urging::queries::waiting::count(db, actor, today).await?
        + extensions::queries::count(db, actor).await?
        + instructions::queries::count(db, actor).await?)
}

/// The years whose days off nobody has entered, for who keeps the calendar: all days are counted wrongly without them.
async fn missing_years(db: &PgPool, actor: &Actor, today: NaiveDate) -> Result<Vec<i32>, AppError> {
    if !calendar::model::can_edit_calendar(actor) {
        return Ok(Vec::new());
    }
    Ok(calendar::model::missing_years(&calendar::queries::read(db).await?, today))
}

/// The own unit's roadmaps that wait for it. Of those that nobody has begun only the lead's and co-leads' are named: a unit
/// that takes part in fifty tasks is not asked for fifty roadmaps, it may still propose each.
async fn drafts(db: &PgPool, actor: &Actor) -> Result<Vec<WaitingFor>, AppError> {
    let waiting = roadmaps::waiting_for(db, actor).await?.into_iter();
    Ok(waiting
        .filter(|roadmap| roadmap.standing != Standing::NotYet || roadmap.role != UnitRole::Participant)
        .collect())
}
