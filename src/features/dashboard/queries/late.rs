//! 逾期任务: since when what is open, and whom it waits for.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::{
    features::{
        lights::model::Judge,
        tasks::queries::{plans::Plan, sight},
    },
    shared::{actor::Actor, error::AppError},
};

/// So many stand on the dashboard; the list has the rest.
const SHOWN: i64 = 8;

/// An overdue task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateTask {
    pub number: String,
    pub title: String,
    pub lead: Option<String>,
    pub due: NaiveDate,
    /// Working days past.
    pub days: i64,
    /// The open milestone of that day; none when it is the deadline.
    pub milestone: Option<String>,
    /// 存在困难, as the first lead reported last; may be empty.
    pub difficulties: String,
    /// The report of the last closed period is missing.
    pub unreported: bool,
    /// So many units have not signed for it in time.
    pub unsigned: i64,
    /// Who holds it up: whose milestone it is, else the first lead, and who has not signed. Code and name.
    pub held_by: Vec<(String, String)>,
}

/// The most overdue tasks of the plan that the actor may see.
pub async fn late(db: &mut PgConnection, actor: &Actor, plan: &Plan, judge: &Judge) -> Result<Vec<LateTask>, AppError> {
    let (sees_all, unit) = sight(actor);
    let rows = sqlx::query!(
        "select t.number as \"number!\", t.title as \"title!\", t.open_due as \"due!\",
                coalesce(is_reported_on(t.state) and t.reported_until < $5, false) as \"unreported!\",
                l.code as \"lead_code?\", l.short_name as \"lead?\",
                (select r.difficulties from reports r join task_units l on l.task_id = r.task_id and l.unit_id = r.unit_id
                 where r.task_id = t.id and l.role = 'lead' and r.sent_at is not null and r.returned_at is null
                 order by r.period_start desc limit 1) as difficulties,
                m.title as \"milestone?\", m.code as \"holder_code?\", m.short_name as \"holder?\",
                w.codes as \"unsigned_codes?\", w.names as \"unsigned_names?\"
         from visible_tasks($1, $2) t
         left join lateral (select u.code, u.short_name from task_units tu join units u on u.id = tu.unit_id
                            where tu.task_id = t.id and tu.role = 'lead') l on true
         left join lateral (select m.title, u.code, u.short_name from milestones m left join units u on u.id = m.unit_id
                            where m.task_id = t.id and m.done_on is null and m.due = t.open_due
                            order by m.position limit 1) m on true
         left join lateral (select array_agg(u.code order by u.sort_order, u.code) as codes,
                                   array_agg(u.short_name order by u.sort_order, u.code) as names
                            from assignments a join units u on u.id = a.unit_id
                            where a.task_id = t.id and a.signed_at is null and a.returned_at is null
                              and a.ended_at is null and a.sign_by < $4) w on true
         where t.plan_id = $3 and open_day(t.state, t.open_due) < $4
         order by open_day(t.state, t.open_due), t.seq, t.id limit $6",
        sees_all,
        unit,
        plan.id.0,
        judge.today,
        judge.reports_due(),
        SHOWN,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let lead = row.lead_code.zip(row.lead.clone());
            let unsigned: Vec<(String, String)> =
                row.unsigned_codes.into_iter().flatten().zip(row.unsigned_names.into_iter().flatten()).collect();
            let mut held_by = Vec::from_iter(row.holder_code.zip(row.holder).or(lead));
            held_by.extend(unsigned.iter().filter(|unit| held_by.first() != Some(unit)).cloned().collect::<Vec<_>>());
            LateTask {
                number: row.number,
                title: row.title,
                lead: row.lead,
                due: row.due,
                days: judge.calendar.between(row.due, judge.today),
                milestone: row.milestone,
                difficulties: row.difficulties.unwrap_or_default(),
                unreported: row.unreported,
                unsigned: unsigned.len() as i64,
                held_by,
            }
        })
        .collect())
}
