//! What tasks are judged by is what their milestones, deadlines and dispatches say, whatever was done to them.

use chrono::{Days, NaiveDate};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use sqlx::PgPool;

use crate::{
    features::{
        lights::{commands::refresh, queries::of_tasks},
        tasks::{
            commands::{
                edit::edit,
                life::{
                    dispatch::{Dispatch, dispatch},
                    sign::sign,
                },
            },
            content::{TaskContent, WrittenMilestone},
            model::DueKind,
            tests::{Ledger, content, day},
        },
    },
    server::testing,
    shared::{actor::Role, ids::CommandKey},
    ui::LightKind,
};

impl Ledger {
    async fn facts(&self, number: &str) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let facts = self.find(number).await.facts;
        (facts.open_due, facts.reported_until)
    }

    async fn give_out(&self, number: &str) {
        let wanted = Dispatch { numbers: vec![number.to_owned()], ..Dispatch::default() };
        dispatch(&self.app.db, &self.act(), CommandKey::new(), &wanted).await.unwrap();
    }

    /// What the milestones and the deadline say, asked plainly.
    async fn derived(&self, number: &str) -> Option<NaiveDate> {
        let task = self.find(number).await;
        task.milestones
            .iter()
            .filter_map(crate::features::tasks::queries::details::Milestone::open_due)
            .chain(task.due.current)
            .min()
    }
}

fn milestone(place: usize, due: Option<NaiveDate>) -> WrittenMilestone {
    WrittenMilestone {
        title: format!("节点{place}"),
        due,
        kind: if due.is_some() { DueKind::Fixed } else { DueKind::Ongoing },
        due_text: String::new(),
    }
}

fn written(due: Option<NaiveDate>, days: &[Option<NaiveDate>]) -> TaskContent {
    TaskContent {
        deadline_kind: if due.is_some() { DueKind::Fixed } else { DueKind::Ongoing },
        due,
        milestones: (1..).zip(days).map(|(place, due)| milestone(place, *due)).collect(),
        ..content(1)
    }
}

fn any_due() -> impl Strategy<Value = Option<NaiveDate>> {
    prop::option::weighted(0.8, (0..300_u64).prop_map(|days| day("2016-03-01") + Days::new(days)))
}

#[sqlx::test]
async fn the_open_day_is_that_of_the_rows_after_any_edits(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    let runner = &mut TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    for version in 1..25 {
        let any = (any_due(), prop::collection::vec(any_due(), 0..5), any::<u8>());
        let (due, milestones, done) = any.new_tree(runner).expect("a value").current();
        let content = written(due, &milestones);
        edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, version, &content).await.unwrap();
        assert_eq!(ledger.facts(&number).await.0, ledger.derived(&number).await, "{content:?}");
        let task = ledger.find(&number).await.id;
        let mut tx = ledger.app.db.begin().await.unwrap();
        sqlx::query("update milestones set done_on = case when ($2 >> position) & 1 = 1 then date '2016-11-01' end where task_id = $1")
            .bind(task.0)
            .bind(i32::from(done))
            .execute(&mut *tx)
            .await
            .unwrap();
        refresh(&mut tx, &[task.0]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ledger.facts(&number).await.0, ledger.derived(&number).await, "{content:?} {done:b}");
    }
}

#[sqlx::test]
async fn no_report_is_owed_that_was_due_before_the_lead_signed(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&written(None, &[])).await;
    ledger.give_out(&number).await;
    assert_eq!(ledger.facts(&number).await, (None, None));
    for (unit, wanted) in [("P-CZT", None), ("P-BB", Some(day("2016-11-29")))] {
        let officer = testing::person(&ledger.app, Role::Liaison, unit).await;
        let act = testing::act(&ledger.app, &officer);
        sign(&ledger.app.db, &act, CommandKey::new(), std::slice::from_ref(&number)).await.unwrap();
        assert_eq!(ledger.facts(&number).await.1, wanted, "{unit}");
    }
    let report = "insert into reports (id, task_id, unit_id, period_start, period_end, due_on, percent, confidence, saved_at,
                                       saved_by, first_sent_at, sent_at, sent_by)
                  select gen_random_uuid(), t.id, tu.unit_id, '2016-12-01', '2016-12-20', '2016-12-20', 50, 'sure', now(),
                         p.id, now(), now(), p.id
                  from tasks t join task_units tu on tu.task_id = t.id and tu.role = 'lead', (select id from people limit 1) p";
    let back = "update reports set returned_at = now(), returned_by = sent_by, return_reason = '不实'";
    for (statement, wanted) in [(report, "2016-12-20"), (back, "2016-11-29")] {
        let mut tx = ledger.app.db.begin().await.unwrap();
        sqlx::query(statement).execute(&mut *tx).await.unwrap();
        refresh(&mut tx, &[ledger.find(&number).await.id.0]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(ledger.facts(&number).await.1, Some(day(wanted)));
    }
}

#[sqlx::test]
async fn lights_filter_and_order_the_ledger(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    for (seq, due) in [(1, "2016-12-20"), (2, "2016-11-29"), (3, "2016-12-02"), (4, "2016-12-08"), (5, "2016-11-01")] {
        let number = ledger.enter(&TaskContent { seq, ..written(Some(day(due)), &[]) }).await;
        if seq < 5 {
            ledger.give_out(&number).await;
        }
    }
    for (query, found) in [
        (&[("light", "red")][..], &["35-02"][..]),
        (&[("light", "red,yellow"), ("sort", "open")], &["35-02", "35-03"]),
        (&[("light", "blue,green")], &["35-01", "35-04"]),
        (&[("light", "grey")], &[]),
        (&[("light", "")], &["35-01", "35-02", "35-03", "35-04", "35-05"]),
        (&[("sort", "open")], &["35-02", "35-03", "35-04", "35-01", "35-05"]),
        (&[("waits", "unsigned")], &[]),
        (&[("waits", "unreported")], &[]),
    ] {
        assert_eq!(ledger.found(query).await, found, "{query:?}");
    }
    let page = ledger.page(&ledger.registrar, &[]).await;
    let lights: Vec<_> = page.lines.iter().map(|line| line.light.map(|verdict| verdict.light)).collect();
    let wanted = [LightKind::Green, LightKind::Red, LightKind::Yellow, LightKind::Blue].map(Some);
    assert_eq!((&lights[..4], lights[4]), (&wanted[..], None), "the last is registered");
    let mut db = ledger.app.db.acquire().await.unwrap();
    let numbers = ["35-01", "35-02", "35-03", "35-04", "35-05"].map(str::to_owned);
    let all = of_tasks(&mut db, &numbers, ledger.app.clock.today()).await.unwrap();
    assert_eq!(
        numbers.map(|number| all.get(&number).map(|verdict| verdict.light)),
        [wanted[0], wanted[1], wanted[2], wanted[3], None]
    );
}

#[sqlx::test]
async fn unsigned_and_unreported_tasks_are_found(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&written(None, &[])).await;
    ledger.enter(&TaskContent { seq: 2, ..written(None, &[]) }).await;
    ledger.give_out(&number).await;
    for (statement, query) in [
        ("update assignments set sign_by = '2016-11-29'", &[("waits", "unsigned"), ("unit", "P-CZT")][..]),
        (
            "update tasks set state = 'signed', reported_until = '2016-10-30' where seq = 1",
            &[("waits", "unreported"), ("light", "yellow")],
        ),
    ] {
        assert!(ledger.found(query).await.is_empty(), "{query:?}");
        sqlx::query(statement).execute(&ledger.app.db).await.unwrap();
        assert_eq!(ledger.found(query).await, std::slice::from_ref(&number), "{query:?}");
    }
    assert!(ledger.found(&[("waits", "unsigned"), ("unit", "P-KJT")]).await.is_empty());
}
