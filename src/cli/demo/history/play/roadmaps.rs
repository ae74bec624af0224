//! Roadmaps: drawn up, confirmed, answered.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::{
    cli::demo::history::{
        stage::{Stage, Task},
        words,
    },
    features::roadmaps::{
        commands::{
            propose::{Proposal, Then, propose},
            review::{Review, review},
        },
        inputs::ReviewForm,
        model::{Line, Seen},
        queries::rounds::{self, Stored},
    },
    shared::ids::CommandKey,
};

type At = DateTime<Utc>;

/// The lead's last round, as somebody sees it who looks now.
async fn seen(stage: &Stage, task: &Task) -> Result<(Seen, Vec<Stored>)> {
    let mut db = stage.db.acquire().await?;
    let Some(last) = rounds::last(&mut db, task.id, task.lead).await? else { return Ok(Default::default()) };
    Ok((last.seen, rounds::lines(&mut db, last.id).await?))
}

/// The last day on which a step may end: the task's deadline, or the plan's last day.
async fn deadline(stage: &Stage, task: &Task) -> Result<NaiveDate> {
    Ok(sqlx::query_scalar!(
        "select coalesce(t.current_due, p.ends_on) as \"day!\" from tasks t join plans p on p.id = t.plan_id where t.id = $1",
        task.id.0,
    )
    .fetch_one(&stage.db)
    .await?)
}

/// Steps that ended before `today`, or whose day is open, end one day after the other up to the last step's day: a unit
/// that is late plans to catch up. `last` moves the last step.
fn lines(open: &[Stored], today: NaiveDate, deadline: NaiveDate, last: Option<NaiveDate>) -> Vec<Line> {
    let end = last.or_else(|| open.last().and_then(|step| step.due).filter(|due| *due >= today)).unwrap_or(deadline);
    let lines = open.iter().rev().zip(0..).map(|(step, behind)| {
        let ends_late = step.due.is_none_or(|due| due < today) || (behind == 0 && last.is_some());
        let due = if ends_late { end.min(deadline) - Days::new(behind) } else { step.due.unwrap_or(end).min(deadline) };
        let deliverable = words::deliverable(&step.title).to_owned();
        Line { row: 0, milestone: step.milestone, title: step.title.clone(), deliverable, due: Some(due) }
    });
    let mut lines: Vec<Line> = lines.collect();
    lines.reverse();
    for (line, row) in lines.iter_mut().zip(1..) {
        line.row = row;
    }
    lines
}

pub async fn draft(stage: &mut Stage, at: At, task: u16, then: Then, last: Option<NaiveDate>) -> Result<()> {
    let (task, act) = stage.lead(task, at).await?;
    let (seen, _) = seen(stage, &task).await?;
    let open = rounds::steps(&mut *stage.db.acquire().await?, task.id, task.lead).await?;
    let deadline = deadline(stage, &task).await?;
    let lines = lines(&open, act.today, deadline, last);
    let proposal = Proposal { number: task.number, seen, lines, then };
    propose(&stage.db, &act, CommandKey::new(), &proposal).await?;
    Ok(())
}

pub async fn confirm(stage: &mut Stage, at: At, task: u16) -> Result<()> {
    let task = stage.task(task)?.clone();
    let act = stage.head(&task.lead_code, at).await?;
    let (seen, stored) = seen(stage, &task).await?;
    let lines = stored.iter().zip(1..).map(|(line, row)| line.line(row)).collect();
    let proposal = Proposal { number: task.number, seen, lines, then: Then::Confirm };
    propose(&stage.db, &act, CommandKey::new(), &proposal).await?;
    Ok(())
}

/// The office approves the lead's roadmap, or returns its last line with a comment.
pub async fn answer(stage: &mut Stage, at: At, task: u16, comment: Option<&str>) -> Result<()> {
    let act = stage.office(at).await?;
    let task = stage.task(task)?.clone();
    let (seen, stored) = seen(stage, &task).await?;
    let mut form = ReviewForm { rest: "accepted".to_owned(), ..ReviewForm::default() };
    if let Some(comment) = comment {
        let line = ReviewForm::name(stored.last().context("a line")?.id);
        form.verdicts = BTreeMap::from([(line.clone(), "returned".to_owned())]);
        form.comments = BTreeMap::from([(line, comment.to_owned())]);
    }
    let wanted = Review { number: task.number, unit: task.lead_code, seen, form, comment: String::new() };
    review(&stage.db, &act, CommandKey::new(), &wanted).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        cli::demo::history::moment::day,
        shared::{ids::RoadmapLineId, time},
    };

    fn step(title: &str, due: Option<&str>) -> Stored {
        Stored {
            id: RoadmapLineId::new(),
            milestone: None,
            title: title.to_owned(),
            deliverable: String::new(),
            due: due.map(day),
            verdict: None,
            comment: String::new(),
            baseline: None,
        }
    }

    fn days(open: &[Stored], last: Option<&str>) -> Vec<String> {
        let lines = lines(open, day("10-20"), day("12-20"), last.map(day));
        lines.iter().filter_map(|line| line.due).map(time::short_day).collect()
    }

    #[test]
    fn a_unit_that_is_late_plans_to_catch_up() {
        assert_eq!(days(&[step("试点", Some("10-31")), step("总结", Some("12-15"))], None), ["10-31", "12-15"]);
        assert_eq!(days(&[step("摸底", Some("06-30")), step("总结", Some("12-15"))], None), ["12-14", "12-15"]);
        assert_eq!(days(&[step("总结", None)], None), ["12-20"]);
        assert_eq!(days(&[step("总结", Some("10-31"))], Some("12-09")), ["12-09"]);
    }
}
