//! Reports of leads and participants, and help.

use anyhow::{Context as _, Result};
use chrono::{DateTime, Datelike as _, Days, NaiveDate, Utc};
use uuid::Uuid;

use crate::{
    cli::demo::history::{
        moment::day,
        scenes::Told,
        stage::{Stage, Task},
        words::{self, Step},
    },
    features::reports::{
        commands::{answer_help as answering, return_report, send, writing::Which},
        inputs::ReportForm,
        model::{Confidence, Help},
    },
    server::context::Act,
    shared::{ids::CommandKey, time, working_days::WorkingDays},
};

type At = DateTime<Utc>;

/// The first day of the plan.
const FIRST: &str = "10-12";

/// A step of the lead, with the day on which it was done.
struct Milestone {
    id: Uuid,
    step: Step,
    done_on: Option<NaiveDate>,
}

async fn milestones(stage: &Stage, task: &Task) -> Result<Vec<Milestone>> {
    let rows = sqlx::query!(
        "select id, title, due, done_on from milestones where task_id = $1 and (unit_id is null or unit_id = $2)
         order by position",
        task.id.0,
        task.lead.0,
    );
    let rows = rows.fetch_all(&stage.db).await?.into_iter();
    Ok(rows
        .map(|row| Milestone { id: row.id, step: Step { title: row.title, due: row.due }, done_on: row.done_on })
        .collect())
}

/// What was due before the plan began was done a little before its day; what came later, the working day before it is
/// reported.
fn done_on(milestone: &Milestone, task: u16, today: NaiveDate, days: &WorkingDays) -> NaiveDate {
    let before = Days::new(u64::from(task % 4));
    let earlier = milestone.step.due.filter(|due| *due < day(FIRST)).map(|due| days.add(due - before, 0));
    milestone.done_on.or(earlier).unwrap_or_else(|| days.add(today, -1))
}

pub async fn report(stage: &mut Stage, at: At, task: u16, told: &Told) -> Result<()> {
    let (of, act) = stage.lead(task, at).await?;
    let milestones = milestones(stage, &of).await?;
    let (done, open) = milestones.split_at(told.done.min(milestones.len()));
    let ids: Vec<String> = done.iter().map(|milestone| milestone.id.to_string()).collect();
    let days = done.iter().map(|milestone| time::day(done_on(milestone, task, act.today, &stage.calendar)));
    let steps = |of: &[Milestone]| of.iter().map(|milestone| milestone.step.clone()).collect::<Vec<_>>();
    let (done_steps, open_steps) = (steps(done), steps(open));
    let form = ReportForm {
        percent: told.percent.to_string(),
        content: words::content(task, &done_steps, &open_steps),
        difficulties: words::difficulties(task, told.confidence).to_owned(),
        help: if told.help.is_empty() { Help::None } else { Help::Office }.code().to_owned(),
        help_text: told.help.to_owned(),
        confidence: told.confidence.code().to_owned(),
        next_step: words::next_step(&open_steps, act.today),
        done_on: days.collect(),
        milestones: ids.clone(),
        done: ids,
        files: Vec::new(),
    };
    send_report(stage, &act, &of.number, &form).await
}

async fn send_report(stage: &Stage, act: &Act, number: &str, form: &ReportForm) -> Result<()> {
    let which = Which { number: number.to_owned(), period: String::new(), version: 0 };
    send::send(&stage.db, act, CommandKey::new(), &which, form).await?;
    Ok(())
}

/// A unit reports on its parts in tasks that others lead; unless `all`, only on those for which it is named.
pub async fn report_parts(stage: &mut Stage, at: At, unit: &str, all: bool) -> Result<()> {
    let act = stage.officer(unit, at).await?;
    let parts = sqlx::query!(
        "select t.seq, t.number, t.title from assignments a join tasks t on t.id = a.task_id
         join task_units tu on tu.task_id = t.id and tu.unit_id = a.unit_id and tu.role <> 'lead'
         left join unit_classes c on c.id = tu.class_id
         where a.unit_id = $1 and a.ended_at is null and a.signed_at is not null and ($2 or c.closed is not true)
           and t.state in ('signed', 'roadmap_review', 'in_progress')
         order by t.seq",
        act.actor.unit.0,
        all,
    )
    .fetch_all(&stage.db)
    .await?;
    let november = act.today.month() == 11;
    for part in parts {
        let seq = u16::try_from(part.seq).context("the number of a task")?;
        let form = ReportForm {
            percent: if november { "80" } else { "50" }.to_owned(),
            content: words::part(seq, &part.title, november),
            help: Help::None.code().to_owned(),
            confidence: Confidence::Sure.code().to_owned(),
            ..ReportForm::default()
        };
        send_report(stage, &act, &part.number, &form).await?;
    }
    Ok(())
}

/// The office returns the lead's last report.
pub async fn send_back(stage: &mut Stage, at: At, task: u16, why: &str) -> Result<()> {
    let act = stage.office(at).await?;
    let task = stage.task(task)?;
    let report = sqlx::query_scalar!(
        "select id from reports where task_id = $1 and unit_id = $2 and sent_at is not null
         order by period_start desc limit 1",
        task.id.0,
        task.lead.0,
    )
    .fetch_one(&stage.db)
    .await?;
    return_report::return_report(&stage.db, &act, CommandKey::new(), &report.to_string(), why).await?;
    Ok(())
}

/// The office answers what the lead asked for.
pub async fn answer_help(stage: &mut Stage, at: At, task: u16, answer: &str) -> Result<()> {
    let act = stage.office(at).await?;
    let task = stage.task(task)?;
    let request = sqlx::query_scalar!(
        "select id from help_requests where task_id = $1 and whom = 'office' and ended_at is null",
        task.id.0,
    );
    let request = request.fetch_optional(&stage.db).await?.context("an open request for help")?;
    answering::answer_help(&stage.db, &act, CommandKey::new(), &request.to_string(), answer).await?;
    Ok(())
}
