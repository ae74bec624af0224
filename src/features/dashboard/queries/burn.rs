//! 销账进度: how many tasks were not written off, day by day.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::{
    features::tasks::queries::{plans::Plan, sight},
    shared::{actor::Actor, error::AppError},
};

/// Tasks not written off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Burn {
    pub total: i64,
    /// From the first day of the plan, each day on which the number changed, with the number at its end.
    pub left: Vec<(NaiveDate, i64)>,
}

/// From the steps of write-off and reopening, counted back from where the tasks stand now.
pub async fn burn(
    db: &mut PgConnection,
    actor: &Actor,
    plan: &Plan,
    total: i64,
    written_off: i64,
) -> Result<Burn, AppError> {
    let (sees_all, unit) = sight(actor);
    let days = sqlx::query!(
        "select (s.at at time zone interval '08:00')::date as \"day!\",
                count(*) filter (where s.step = 'write_off') - count(*) filter (where s.step = 'reopen') as \"net!\"
         from life_steps s join visible_tasks($1, $2) t on t.id = s.task_id
         where t.plan_id = $3 and s.step in ('write_off', 'reopen')
         group by 1 order by 1",
        sees_all,
        unit,
        plan.id.0,
    )
    .fetch_all(db)
    .await?;
    let steps = days.into_iter().map(|row| (row.day, row.net));
    Ok(Burn { total, left: back_from(total - written_off, plan.starts_on, steps) })
}

fn back_from(
    now: i64,
    start: NaiveDate,
    steps: impl DoubleEndedIterator<Item = (NaiveDate, i64)>,
) -> Vec<(NaiveDate, i64)> {
    let mut left = now;
    let mut days: Vec<(NaiveDate, i64)> = Vec::new();
    for (day, net) in steps.rev() {
        days.push((day.max(start), left));
        left += net;
    }
    if days.last().is_none_or(|(day, _)| *day > start) {
        days.push((start, left));
    }
    days.reverse();
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_past_is_counted_back_from_now() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        let steps = [(day("2016-10-20"), 3), (day("2016-11-02"), -1), (day("2016-11-30"), 10)];
        let left = back_from(60, day("2016-10-12"), steps.into_iter());
        let wanted = [("2016-10-12", 72), ("2016-10-20", 69), ("2016-11-02", 70), ("2016-11-30", 60)];
        assert_eq!(left, wanted.map(|(text, count)| (day(text), count)));
        assert_eq!(back_from(72, day("2016-10-12"), [].into_iter()), [(day("2016-10-12"), 72)]);
    }
}
