//! 存草稿

use sqlx::PgPool;

use super::{OCTOBER, Reporting, later, report, ticked, which};
use crate::{
    features::{
        reports::{commands::send::send, inputs::ReportForm, model::Help},
        tasks::tests::day,
    },
    server::testing,
    shared::{actor::Role, error::AppError, ids::CommandKey},
};

fn saying(text: &str) -> ReportForm {
    ReportForm { content: text.to_owned(), ..report() }
}

#[sqlx::test]
async fn a_draft_is_kept_and_can_be_sent_by_another_of_the_unit(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    let reporter = testing::act(app, &testing::person(app, Role::Reporter, "P-BB").await);
    let form = ticked(&reporting.page(&reporter).await.unwrap(), 1, "2016-11-18");
    let saved = reporting.save(&reporter, 0, &form).await.unwrap();
    assert_eq!((saved.version, saved.said.as_str()), (1, "草稿已存 09:00"));
    assert_eq!(reporting.save(&reporter, 0, &form).await, Ok(saved), "a repetition changes nothing");
    assert_eq!(reporting.done().await, [None, None], "nothing is done before it is sent");
    assert_eq!((reporting.sent().await.len(), reporting.verbs().await.len()), (0, 0));
    let page = reporting.page(&reporting.lead).await.unwrap();
    let draft = page.stored.unwrap();
    assert_eq!((draft.text.content.as_str(), draft.text.done.len(), draft.counts()), ("已汇总 9 个部门", 1, false));
    assert_eq!(draft.saved.1, reporter.actor.name);
    reporting.send(&reporting.lead, 1, &form).await.unwrap();
    assert_eq!(reporting.done().await, [None, Some(day("2016-11-18"))]);
}

#[sqlx::test]
async fn two_people_of_a_unit_do_not_overwrite_each_other(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    let head = testing::act(app, &testing::person(app, Role::UnitHead, "P-BB").await);
    reporting.save(&reporting.lead, 0, &saying("甲")).await.unwrap();
    assert_eq!(reporting.save(&head, 0, &saying("乙")).await, Err(AppError::Conflict));
    assert_eq!(reporting.send(&head, 0, &saying("乙")).await, Err(AppError::Conflict));
    let stored = reporting.page(&head).await.unwrap().stored.unwrap();
    assert_eq!((stored.text.content.as_str(), stored.version), ("甲", 1), "and shown beside what was typed");
    assert_eq!(reporting.save(&head, 1, &saying("乙")).await.unwrap().version, 2);
    let (mine, theirs) = (saying("丙"), saying("丁"));
    let both = tokio::join!(reporting.save(&reporting.lead, 2, &mine), reporting.save(&head, 2, &theirs));
    assert!(both.0.is_ok() != both.1.is_ok(), "one of two at once: {both:?}");
}

#[sqlx::test]
async fn a_draft_may_have_gaps_but_no_faults(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let wrong = ReportForm { percent: "1e9".into(), ..ReportForm::default() };
    assert!(reporting.save(&reporting.lead, 0, &wrong).await.unwrap_err().of_field("percent").is_some());
    reporting.save(&reporting.lead, 0, &ReportForm::default()).await.unwrap();
    assert_eq!(reporting.page(&reporting.lead).await.unwrap().stored.unwrap().text.confidence, None);
}

#[sqlx::test]
async fn a_new_report_begins_with_the_last_one(pool: PgPool) {
    let reporting = Reporting::open(pool).await.long_signed().await;
    let (db, lead) = (&reporting.ledger.app.db, &reporting.participant);
    let asks = ReportForm { help: "lead".into(), help_text: "请牵头单位协调".into(), ..saying("十月") };
    send(db, lead, CommandKey::new(), &which(OCTOBER, 0), &asks).await.unwrap();
    let page = reporting.page(lead).await.unwrap();
    let last = page.previous.unwrap().text;
    assert_eq!((last.content.as_str(), last.help), ("十月", Help::Lead), "what is open is asked on");
    assert_eq!((page.stored.is_none(), page.owed), (true, None));
    sqlx::query("update help_requests set ended_at = asked_at, ended_by = asked_by, answer = '已协调'")
        .execute(db)
        .await
        .unwrap();
    let last = reporting.page(lead).await.unwrap().previous.unwrap().text;
    assert_eq!((last.help, last.help_text.as_str()), (Help::None, ""), "what was answered is not");
}

#[sqlx::test]
async fn the_period_before_can_be_made_up_for(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let december = later(&reporting.lead, 5);
    let page = reporting.page(&december).await.unwrap();
    let owed = page.owed.unwrap();
    assert_eq!(owed.start, day("2016-11-01"));
    let page = reporting.page_on(&december, Some("2016-11-01"), december.today).await.unwrap();
    assert_eq!((page.period, page.due_on), (owed, day("2016-11-30")));
    for wrong in ["2016-09-01", "2016-11-15", "x"] {
        let page = reporting.page_on(&december, Some(wrong), december.today).await;
        assert_eq!(page.err(), Some(AppError::NotFound), "{wrong}");
    }
}
