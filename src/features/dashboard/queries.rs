//! The figures of the dashboard, all from what the actor may see.

use chrono::{Datelike as _, NaiveDate};
use sqlx::PgConnection;

use crate::{
    features::tasks::{
        model::{State, UnitRole},
        queries::{plans::Plan, sight},
    },
    shared::{actor::Actor, error::AppError},
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
}

/// How many tasks a unit holds in each role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFigures {
    pub code: String,
    pub name: String,
    pub lead: i64,
    pub co_lead: i64,
    pub participant: i64,
}

/// Tasks due in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthFigure {
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub count: i64,
}

/// Counts the plan's tasks.
pub async fn figures(db: &mut PgConnection, actor: &Actor, plan: &Plan) -> Result<Figures, AppError> {
    let (sees_all, unit) = sight(actor);
    // One pass over the tasks gives every figure but those by unit.
    let cells = sqlx::query!(
        "select field as \"field!\", state as \"state!\", date_trunc('month', current_due::timestamp)::date as month,
                min(seq) as \"seq!\", count(*) as \"count!\"
         from visible_tasks($1, $2) where plan_id = $3
         group by field, state, date_trunc('month', current_due::timestamp)",
        sees_all,
        unit,
        plan.id.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut figures = Figures::default();
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
        match cell.month {
            None => figures.without_day += cell.count,
            Some(first) => add_month(&mut figures.months, first, cell.count),
        }
    }
    fields.sort_by_key(|(_, seq, _)| *seq);
    figures.fields = fields.into_iter().map(|(name, _, count)| (name, count)).collect();
    figures.months.sort_by_key(|month| month.first);
    figures.units = units(db, actor, plan).await?;
    Ok(figures)
}

fn add(states: &mut Vec<(State, i64)>, state: State, count: i64) {
    match states.iter_mut().find(|(known, _)| *known == state) {
        Some((_, sum)) => *sum += count,
        None => states.push((state, count)),
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

async fn units(db: &mut PgConnection, actor: &Actor, plan: &Plan) -> Result<Vec<UnitFigures>, AppError> {
    let (sees_all, unit) = sight(actor);
    Ok(sqlx::query_as!(
        UnitFigures,
        "select u.code, u.short_name as name,
                count(*) filter (where tu.role = $4) as \"lead!\",
                count(*) filter (where tu.role = $5) as \"co_lead!\",
                count(*) filter (where tu.role = $6) as \"participant!\"
         from visible_tasks($1, $2) t join task_units tu on tu.task_id = t.id join units u on u.id = tu.unit_id
         where t.plan_id = $3
         group by u.id
         order by 3 desc, 4 desc, 5 desc, u.sort_order",
        sees_all,
        unit,
        plan.id.0,
        UnitRole::Lead.code(),
        UnitRole::CoLead.code(),
        UnitRole::Participant.code(),
    )
    .fetch_all(db)
    .await?)
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
