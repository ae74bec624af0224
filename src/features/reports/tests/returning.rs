//! 退回

use sqlx::PgPool;

use super::{Reporting, later, report};
use crate::{
    features::reports::{commands::return_report::return_report, inputs::ReportForm},
    server::{context::Act, testing},
    shared::{actor::Role, error::AppError, ids::CommandKey},
};

impl Reporting {
    pub(super) async fn give_back(&self, act: &Act, key: CommandKey, why: &str) -> Result<String, AppError> {
        let id = self.sent().await[0].id.to_string();
        return_report(&self.ledger.app.db, act, key, &id, why).await
    }
}

#[sqlx::test]
async fn what_is_returned_is_corrected_and_sent_again(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let office = reporting.ledger.act();
    reporting.send(&reporting.lead, 0, &report()).await.unwrap();
    let key = CommandKey::new();
    for _ in 0..2 {
        assert_eq!(reporting.give_back(&office, key, "写明部门").await.as_deref(), Ok("35-01"));
    }
    let again = reporting.give_back(&office, CommandKey::new(), "再退").await;
    assert!(matches!(again, Err(AppError::Refused(_))), "{again:?}");
    assert_eq!(reporting.told("report_returned").await, ["P-BB"]);
    assert!(reporting.sent().await[0].returned);
    let page = reporting.page(&reporting.lead).await.unwrap();
    let stored = page.stored.unwrap();
    assert_eq!(stored.returned.as_ref().map(|(_, _, why)| why.as_str()), Some("写明部门"));
    let corrected = ReportForm { content: "已汇总省环保厅等 9 个部门".into(), ..report() };
    let draft = reporting.save(&reporting.lead, stored.version, &corrected).await.unwrap();
    assert!(reporting.sent().await[0].returned, "until it is sent");
    reporting.send(&later(&reporting.lead, 1), draft.version, &corrected).await.unwrap();
    let sent = &reporting.sent().await[0];
    assert_eq!((sent.returned, sent.late(), sent.content.as_str()), (false, false, "已汇总省环保厅等 9 个部门"));
    assert_eq!(reporting.verbs().await, ["report.sent", "report.returned", "report.sent"]);
}

#[sqlx::test]
async fn only_the_office_returns_and_says_why(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    reporting.save(&reporting.participant, 0, &report()).await.unwrap();
    reporting.send(&reporting.lead, 0, &report()).await.unwrap();
    let office = reporting.ledger.act();
    assert!(reporting.give_back(&office, CommandKey::new(), " ").await.unwrap_err().of_field("reason").is_some());
    for role in Role::ALL.into_iter().filter(|role| ![Role::Registrar, Role::Director].contains(role)) {
        let act = testing::act(app, &testing::person(app, role, "P-BB").await);
        assert_eq!(reporting.give_back(&act, CommandKey::new(), "理由").await, Err(AppError::NotFound), "{role:?}");
    }
    let draft: uuid::Uuid =
        sqlx::query_scalar("select id from reports where sent_at is null").fetch_one(&app.db).await.unwrap();
    for (id, expected) in [(draft.to_string(), true), (CommandKey::new().to_string(), true), ("x".to_owned(), false)] {
        let answer = return_report(&app.db, &office, CommandKey::new(), &id, "理由").await.unwrap_err();
        assert_eq!(answer == AppError::NotFound, expected, "{id}: {answer:?}");
    }
    assert_eq!(reporting.verbs().await, ["report.sent"]);
}
