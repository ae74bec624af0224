//! The figures of the dashboard, all from what the actor may see.

pub mod burn;
pub mod late;
pub mod units;
pub mod waiting;

use chrono::{Datelike as _, NaiveDate};
use sqlx::PgConnection;

use self::{burn::Burn, late::LateTask, units::UnitFigures, waiting::Waiting};
use crate::{
    features::{
        lights::queries::judge,
        tasks::{
            model::State,
            queries::{plans::Plan, sight},
        },
    },
    shared::{actor::Actor, error::AppError},
    ui::LightKind,
};

/// How many tasks there are, and how many of them in which place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub total: i64,
    pub written_off: i64,
    /// Tasks without a day.
    pub without_day: i64,
    /// Field and count, in the order of the ledger.
    pub fields: Vec<(String, i64)>,
    pub units: Vec<UnitFigures>,
    pub months: Vec<MonthFigure>,
    pub states: Vec<(State, i64)>,
    /// In the order of severity; tasks without a light are in none.
    pub lights: Vec<(LightKind, i64)>,
    /// The tasks that are most overdue.
    pub late: Vec<LateTask>,
    pub unsigned: Waiting,
    pub unreported: Waiting,
    pub burn: Burn,
    /// Until the plan ends; negative afterwards.
    pub working_days_left: i64,
}

/// Tasks due in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthFigure {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub count: i64,
}

/// Counts the plan's tasks as they stand on `today`.
pub async fn figures(db: &mut PgConnection, actor: &Actor, plan: &Plan, today: NaiveDate) -> Result<Figures, AppError> {
    let judge = judge(&mut *db, plan.id, today).await?;
    let (sees_all, unit) = sight(actor);
    // One pass over the tasks gives every figure but those by unit.
    let cells = sqlx::query!(
        "select field as \"field!\", state as \"state!\", date_trunc('month', current_due::timestamp)::date as month,
                task_light(state, open_due, reported_until, $4, $5, $6, $7) as light,
                min(seq) as \"seq!\", count(*) as \"count!\"
         from visible_tasks($1, $2) where plan_id = $3
         group by 1, 2, 3, 4",
        sees_all,
        unit,
        plan.id.0,
        judge.today,
        judge.yellow_until(),
        judge.blue_until(),
        judge.reports_due(),
    )
    .fetch_all(&mut *db)
    .await?;
    let working_days_left = judge.calendar.between(today, plan.ends_on);
    let mut figures = Figures { working_days_left, ..Figures::default() };
    let mut fields: Vec<(String, i32, i64)> = Vec::new();
    for cell in cells {
        figures.total += cell.count;
        match fields.iter_mut().find(|(name, ..)| *name == cell.field) {
            Some((_, seq, count)) => {
                *seq = cell.seq.min(*seq);
                *count += cell.count;
            }
            None => fields.push((cell.field, cell.seq, cell.count)),
        }
        let state = State::from_code(&cell.state).unwrap_or(State::Registered);
        if state == State::WrittenOff {
            figures.written_off += cell.count;
        }
        add(&mut figures.states, state, cell.count);
        if let Some(light) = cell.light.as_deref().and_then(LightKind::from_code) {
            add(&mut figures.lights, light, cell.count);
        }
        match cell.month {
            None => figures.without_day += cell.count,
            Some(first) => add_month(&mut figures.months, first, cell.count),
        }
    }
    fields.sort_by_key(|(_, seq, _)| *seq);
    figures.fields = fields.into_iter().map(|(name, _, count)| (name, count)).collect();
    figures.months.sort_by_key(|month| month.first);
    figures.lights.sort_by_key(|(light, _)| LightKind::ALL.iter().position(|known| known == light));
    figures.units = units::units(&mut *db, actor, plan, &judge).await?;
    figures.late = late::late(&mut *db, actor, plan, &judge).await?;
    figures.unsigned = waiting::unsigned(&mut *db, actor, plan, &judge).await?;
    figures.unreported = waiting::unreported(&mut *db, actor, plan, &judge).await?;
    // What was set aside is never written off.
    let set_aside: i64 = figures
        .states
        .iter()
        .filter(|(state, _)| matches!(state, State::Stopped | State::Merged))
        .map(|(_, count)| count)
        .sum();
    figures.burn = burn::burn(db, actor, plan, figures.total - set_aside, figures.written_off).await?;
    Ok(figures)
}

/// Adds to the figure of `what`.
fn add<T: PartialEq>(figures: &mut Vec<(T, i64)>, what: T, count: i64) {
    match figures.iter_mut().find(|(known, _)| *known == what) {
        Some((_, sum)) => *sum += count,
        None => figures.push((what, count)),
    }
}

fn add_month(months: &mut Vec<MonthFigure>, first: NaiveDate, count: i64) {
    match months.iter_mut().find(|month| month.first == first) {
        Some(month) => month.count += count,
        None => months.push(MonthFigure { first, last: last_of_month(first), count }),
    }
}

fn last_of_month(first: NaiveDate) -> NaiveDate {
    let (year, month) = if first.month() == 12 { (first.year() + 1, 1) } else { (first.year(), first.month() + 1) };
    NaiveDate::from_ymd_opt(year, month, 1).and_then(|next| next.pred_opt()).unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(last_of_month(day("2016-02-01")), day("2016-02-29"));
        assert_eq!(last_of_month(day("2016-12-01")), day("2016-12-31"));
    }
}
