//! 报送

use chrono::Datelike as _;
use sqlx::PgPool;

use super::{NOVEMBER, NUMBER, OCTOBER, Reporting, later, report, ticked, which};
use crate::{
    features::{
        reports::{commands::send::send, inputs::ReportForm, model::Confidence, queries::help},
        tasks::{commands::life::set_aside::stop, tests::day},
    },
    server::testing,
    shared::{actor::Role, error::AppError, ids::CommandKey, locale::Locale},
    t,
};

#[sqlx::test]
async fn a_sent_report_counts_and_finishes_steps(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let page = reporting.page(&reporting.lead).await.unwrap();
    assert_eq!((page.due_on, page.steps.len(), page.stored.is_none()), (day("2016-11-30"), 2, true));
    let form = ticked(&page, 0, "2016-11-09");
    reporting.send(&reporting.lead, 0, &form).await.unwrap();
    assert_eq!(reporting.done().await, [Some(day("2016-11-09")), None]);
    let sent = reporting.sent().await;
    assert_eq!((sent.len(), sent[0].percent, sent[0].confidence), (1, 60, Confidence::Sure));
    assert_eq!((sent[0].unit_code.as_str(), sent[0].late()), ("P-BB", false));
    assert_eq!(reporting.verbs().await, ["report.sent"]);
    let found = reporting.ledger.page(&reporting.ledger.registrar, &[]).await;
    assert_eq!(found.lines[0].report, Some((60, Confidence::Sure)), "in the ledger, too");
}

#[sqlx::test]
async fn it_is_sent_once(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let (lead, key) = (&reporting.lead, CommandKey::new());
    let form = report();
    let (first, again) =
        tokio::join!(reporting.send_with(lead, key, 0, &form), reporting.send_with(lead, key, 0, &form));
    assert_eq!((first, again), (Ok(()), Ok(())));
    let twice = reporting.send(lead, 1, &form).await;
    assert!(matches!(twice, Err(AppError::Refused(_))), "{twice:?}");
    assert!(matches!(reporting.save(lead, 1, &form).await, Err(AppError::Refused(_))), "nor written any more");
    assert_eq!(reporting.verbs().await, ["report.sent"]);
}

#[sqlx::test]
async fn it_is_late_after_the_last_working_day_and_accepted(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let late = later(&reporting.lead, 1);
    assert_eq!(late.today.day(), 1);
    reporting.send(&late, 0, &report()).await.unwrap();
    assert!(reporting.sent().await[0].late());
}

#[sqlx::test]
async fn only_this_period_and_the_one_before_can_be_begun(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let early = send(&reporting.ledger.app.db, &reporting.lead, CommandKey::new(), &which(OCTOBER, 0), &report()).await;
    assert_eq!(early, Err(AppError::NotFound), "it was over when the unit signed");
    let reporting = reporting.long_signed().await;
    let (db, lead) = (&reporting.ledger.app.db, &reporting.lead);
    let begun =
        |period: &'static str| async move { send(db, lead, CommandKey::new(), &which(period, 0), &report()).await };
    for wrong in ["2016-09-01", "2016-12-01", "2016-11-02", "", "x\0"] {
        let answer = begun(wrong).await;
        let expected = if wrong.is_empty() { Ok(()) } else { Err(AppError::NotFound) };
        assert_eq!(answer, expected, "{wrong}");
    }
    assert_eq!(begun(OCTOBER).await, Ok(()));
    assert!(matches!(begun(NOVEMBER).await, Err(AppError::Refused(_))), "the current one was sent without a day");
}

#[sqlx::test]
async fn an_older_report_does_not_undo_what_the_last_one_says(pool: PgPool) {
    let reporting = Reporting::open(pool).await.long_signed().await;
    let (db, lead) = (&reporting.ledger.app.db, &reporting.lead);
    let form = ticked(&reporting.page(lead).await.unwrap(), 0, "2016-11-09");
    let form = ReportForm { help: "office".into(), help_text: "目录未到".into(), ..form };
    reporting.send(lead, 0, &form).await.unwrap();
    send(db, lead, CommandKey::new(), &which(OCTOBER, 0), &report()).await.unwrap();
    assert_eq!(reporting.done().await, [Some(day("2016-11-09")), None]);
    assert_eq!(help::count(db, &reporting.ledger.act().actor).await, Ok(1), "still asked for");
}

#[sqlx::test]
async fn a_participant_is_told_that_the_first_lead_signs_first(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    sqlx::query("update tasks set state = 'dispatched'").execute(&reporting.ledger.app.db).await.unwrap();
    let told = Err(AppError::Refused(t::reports::lead_signs_first(Locale::Chinese, NUMBER)));
    assert_eq!(reporting.send(&reporting.participant, 0, &report()).await, told);
    assert_eq!(reporting.page(&reporting.participant).await.map(|_| ()), told);
}

#[sqlx::test]
async fn a_unit_reports_on_its_own_steps_only(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let form = ticked(&reporting.page(&reporting.lead).await.unwrap(), 1, "2016-11-18");
    assert_eq!(reporting.page(&reporting.participant).await.unwrap().steps, [], "steps without a unit are the lead's");
    reporting.send(&reporting.participant, 0, &form).await.unwrap();
    assert_eq!(reporting.done().await, [None, None]);
    sqlx::query("update milestones set unit_id = (select id from units where code = 'P-CZT') where position = 2")
        .execute(&reporting.ledger.app.db)
        .await
        .unwrap();
    assert_eq!(reporting.page(&reporting.participant).await.unwrap().steps[0].title, "公布清单");
    assert_eq!(reporting.page(&reporting.lead).await.unwrap().steps.len(), 1);
}

#[sqlx::test]
async fn what_is_missing_is_told_at_its_field_and_nothing_is_stored(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let form = ReportForm { percent: "101".into(), confidence: String::new(), help: "lead".into(), ..report() };
    let error = reporting.send(&reporting.lead, 0, &form).await.unwrap_err();
    for field in ["percent", "confidence", "help_text"] {
        assert!(error.of_field(field).is_some(), "{field}: {error:?}");
    }
    let itself = ReportForm { help: "lead".into(), help_text: "请协调".into(), ..report() };
    assert!(reporting.send(&reporting.lead, 0, &itself).await.unwrap_err().of_field("help").is_some());
    assert_eq!((reporting.sent().await, reporting.verbs().await.len()), (Vec::new(), 0));
}

#[sqlx::test]
async fn only_liaison_officers_and_heads_of_a_signed_unit_send(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    for role in Role::ALL {
        let act = testing::act(app, &testing::person(app, role, "P-BB").await);
        if ![Role::UnitHead, Role::Liaison].contains(&role) {
            assert_eq!(reporting.send(&act, 0, &report()).await, Err(AppError::NotFound), "{role:?}");
        }
        if ![Role::UnitHead, Role::Liaison, Role::Reporter].contains(&role) {
            assert_eq!(reporting.save(&act, 0, &report()).await.err(), Some(AppError::NotFound), "{role:?}");
            assert_eq!(reporting.page(&act).await.err(), Some(AppError::NotFound), "{role:?}");
        }
    }
    let stranger = testing::act(app, &testing::person(app, Role::Liaison, "P-KJT").await);
    assert_eq!(reporting.send(&stranger, 0, &report()).await, Err(AppError::NotFound), "has no part");
    let unsigned = testing::act(app, &testing::person(app, Role::Liaison, "P-FGW").await);
    assert!(matches!(reporting.send(&unsigned, 0, &report()).await, Err(AppError::Refused(_))), "has not signed");
    assert_eq!(reporting.verbs().await.len(), 0);
}

#[sqlx::test]
async fn nothing_is_reported_on_what_stands_still(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let (db, office) = (&reporting.ledger.app.db, reporting.ledger.act());
    stop(db, &office, CommandKey::new(), NUMBER, "政策调整").await.unwrap();
    assert!(matches!(reporting.send(&reporting.lead, 0, &report()).await, Err(AppError::Refused(_))));
    assert!(matches!(reporting.page(&reporting.lead).await.err(), Some(AppError::Refused(_))));
}
