//! What the scenes are played on: the database, the people, the tasks as the sheet entered them.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use sqlx::PgPool;

use crate::{
    cli::acting,
    features::calendar,
    server::{clock::Clock, context::Act},
    shared::{
        ids::{TaskId, UnitId},
        time,
        working_days::WorkingDays,
    },
};

/// A task of the sheet.
#[derive(Clone, Debug)]
pub struct Task {
    pub id: TaskId,
    pub number: String,
    /// The first lead, and its code.
    pub lead: UnitId,
    pub lead_code: String,
    /// Codes of the participants' classes that name nobody.
    pub open_classes: Vec<String>,
}

/// Everything that scenes need.
pub struct Stage {
    pub db: PgPool,
    pub calendar: WorkingDays,
    pub tasks: BTreeMap<u16, Task>,
    /// Codes of all units, in their order.
    pub units: Vec<String>,
    /// People who have acted, by account.
    known: HashMap<String, Act>,
}

impl Stage {
    pub async fn open(db: &PgPool) -> Result<Self> {
        let rows = sqlx::query!(
            "select t.id, t.number, t.seq, l.unit_id as lead, u.code as lead_code,
                    array(select c.code from task_classes tc join unit_classes c on c.id = tc.class_id
                          where tc.task_id = t.id and not c.closed order by tc.position) as \"open!\"
             from tasks t join task_units l on l.task_id = t.id and l.role = 'lead' join units u on u.id = l.unit_id
             order by t.seq",
        )
        .fetch_all(db)
        .await?;
        let task = |id, number, lead, lead_code, open_classes| Task {
            id: TaskId(id),
            number,
            lead: UnitId(lead),
            lead_code,
            open_classes,
        };
        let mut tasks = BTreeMap::new();
        for row in rows {
            let seq = u16::try_from(row.seq).context("the number of a task")?;
            tasks.insert(seq, task(row.id, row.number, row.lead, row.lead_code, row.open));
        }
        Ok(Self {
            db: db.clone(),
            calendar: calendar::queries::read(db).await?,
            tasks,
            units: sqlx::query_scalar!("select code from units order by sort_order, code").fetch_all(db).await?,
            known: HashMap::new(),
        })
    }

    pub fn task(&self, number: u16) -> Result<&Task> {
        self.tasks.get(&number).with_context(|| format!("task {number}"))
    }

    /// The person with this account acts at `at`.
    pub async fn act(&mut self, account: &str, at: DateTime<Utc>) -> Result<Act> {
        if !self.known.contains_key(account) {
            let act = acting::as_account(&self.db, account, &Clock::system()).await?;
            self.known.insert(account.to_owned(), Act { address: "demo".to_owned(), ..act });
        }
        let act = self.known.get(account).context("an account")?;
        Ok(Act { at, today: time::office_day(at), ..act.clone() })
    }

    /// The liaison officer of the unit with this code acts.
    pub async fn officer(&mut self, unit: &str, at: DateTime<Utc>) -> Result<Act> {
        self.act(&unit.to_lowercase(), at).await
    }

    /// The head of the unit with this code acts.
    pub async fn head(&mut self, unit: &str, at: DateTime<Utc>) -> Result<Act> {
        self.act(&format!("{}-fuze", unit.to_lowercase()), at).await
    }

    /// The lead's liaison officer acts.
    pub async fn lead(&mut self, task: u16, at: DateTime<Utc>) -> Result<(Task, Act)> {
        let task = self.task(task)?.clone();
        let act = self.officer(&task.lead_code, at).await?;
        Ok((task, act))
    }

    /// The office's registrar acts.
    pub async fn office(&mut self, at: DateTime<Utc>) -> Result<Act> {
        self.act("jingban", at).await
    }
}
