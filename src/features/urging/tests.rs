//! Urging against a database.

mod answering;
mod by_hand;
mod sixty_days;

use chrono::{DateTime, Utc};
use sqlx::PgPool;

use super::jobs;
use crate::{
    features::tasks::{
        commands::life::dispatch::{Dispatch, dispatch},
        tests::{Ledger, content},
    },
    server::{clock::Clock, state::App},
    shared::ids::{CommandKey, UrgeId},
};

/// `11-30T08:30` at the office in 2016.
fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(&format!("2016-{text}:00+08:00")).unwrap().to_utc()
}

/// The same installation at another time.
fn app_at(app: &App, time: &str) -> App {
    App { clock: Clock::fixed(at(time)), ..app.clone() }
}

impl Ledger {
    /// The plain task, given to its units: 省编办 (lead), 省发改委, 省财政厅.
    async fn given(&self, seq: i32) -> String {
        let number = self.enter(&content(seq)).await;
        let numbers = Dispatch { numbers: vec![number.clone()], ..Dispatch::default() };
        dispatch(&self.app.db, &self.act(), CommandKey::new(), &numbers).await.unwrap();
        number
    }

    /// The ladder looks at this time.
    async fn looks(&self, time: &str) -> usize {
        jobs::round(&app_at(&self.app, time)).await.unwrap().unwrap()
    }

    /// All urges: time, unit, level, task, subject's kind, milestone.
    async fn urged(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select concat_ws(' ', to_char(e.sent_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'), u.code, e.level, t.number,
                              split_part(e.subject, ':', 1), nullif(e.what, ''))
             from urges e join units u on u.id = e.unit_id join tasks t on t.id = e.task_id
             order by e.sent_at, t.number, e.due, e.id",
        )
        .fetch_all(&self.app.db)
        .await
        .unwrap()
    }

    /// The one urge that was sent to this unit.
    async fn urge_of(&self, unit: &str) -> UrgeId {
        let id = sqlx::query_scalar("select e.id from urges e join units u on u.id = e.unit_id where u.code = $1");
        UrgeId(id.bind(unit).fetch_one(&self.app.db).await.unwrap())
    }

    /// What was told under this topic, to which accounts.
    async fn told(&self, topic: &str) -> Vec<String> {
        let told = "select p.account from notifications n join people p on p.id = n.person_id
                    where n.topic = $1 order by p.account";
        sqlx::query_scalar(told).bind(topic).fetch_all(&self.app.db).await.unwrap()
    }
}

/// What is urged about on one day is one thing: the step by itself once the deadline has moved on.
#[sqlx::test]
async fn a_last_step_is_urged_about_by_the_deadline(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (due, of) = (content(1).due, |unit: &str| format!("(select id from units where code = '{unit}')"));
    let number = ledger.given(1).await;
    for (unit, position) in [("null".to_owned(), 1), (of("P-BB"), 2), (of("P-FGW"), 3)] {
        let step = format!(
            "insert into milestones (id, task_id, position, title, due, due_kind, unit_id)
             select gen_random_uuid(), id, {position}, '第 ' || {position} || ' 步', '{}', 'fixed', {unit} from tasks",
            due.unwrap(),
        );
        sqlx::query(sqlx::AssertSqlSafe(step)).execute(&ledger.app.db).await.unwrap();
    }
    ledger.looks("11-29T09:00").await;
    let wanted = [
        format!("11-29 09:00 P-BB yellow {number} due"),
        format!("11-29 09:00 P-FGW yellow {number} milestone 第 3 步"),
    ];
    let mut urged = ledger.urged().await;
    urged.sort();
    assert_eq!(urged, wanted, "the first lead by the deadline, others by their own step");
    sqlx::query("update tasks set current_due = '2017-02-15'").execute(&ledger.app.db).await.unwrap();
    ledger.looks("11-30T09:00").await;
    let mut urged = ledger.urged().await.split_off(2);
    urged.sort();
    let wanted = [1, 2].map(|step| format!("11-30 09:00 P-BB yellow {number} milestone 第 {step} 步"));
    assert_eq!(urged, wanted, "the deadline has moved on, the steps have not");
}
