//! 请求协调

use sqlx::PgPool;

use super::{OCTOBER, Reporting, report, which};
use crate::{
    features::{
        reports::{
            commands::{answer_help::answer_help, send::send},
            inputs::ReportForm,
            model::Help,
            queries::help::{self, Request},
        },
        work,
    },
    server::{context::Act, testing},
    shared::{actor::Role, error::AppError, ids::CommandKey, locale::Locale},
};

fn asking(whom: &str, text: &str) -> ReportForm {
    ReportForm { help: whom.to_owned(), help_text: text.to_owned(), ..report() }
}

impl Reporting {
    async fn requests(&self) -> Vec<Request> {
        help::of_task(&self.ledger.app.db, self.ledger.find("35-01").await.id).await.unwrap()
    }

    async fn october(&self, act: &Act, form: &ReportForm) {
        send(&self.ledger.app.db, act, CommandKey::new(), &which(OCTOBER, 0), form).await.unwrap();
    }

    async fn answer(&self, act: &Act, key: CommandKey, text: &str) -> Result<(), AppError> {
        let id = self.requests().await[0].id.to_string();
        answer_help(&self.ledger.app.db, act, key, &id, text).await
    }
}

#[sqlx::test]
async fn the_office_is_asked_answers_and_the_unit_is_told(pool: PgPool) {
    let reporting = Reporting::open(pool).await.long_signed().await;
    let (db, office) = (&reporting.ledger.app.db, reporting.ledger.act());
    reporting.october(&reporting.lead, &asking("office", "省环保厅目录未到")).await;
    assert_eq!(reporting.told("help_asked").await, ["XTB"]);
    assert_eq!(help::count(db, &office.actor).await, Ok(1));
    reporting.send(&reporting.lead, 0, &asking("office", "两家目录未到")).await.unwrap();
    let listed = help::of_office(db, &office.actor).await.unwrap();
    assert_eq!((listed.len(), listed[0].text.as_str(), listed[0].whom), (1, "两家目录未到", Help::Office));
    assert!(reporting.answer(&office, CommandKey::new(), " ").await.unwrap_err().of_field("answer").is_some());
    let key = CommandKey::new();
    for _ in 0..2 {
        reporting.answer(&office, key, "已与两家商定").await.unwrap();
    }
    let late = reporting.answer(&office, CommandKey::new(), "再答").await;
    assert!(matches!(late, Err(AppError::Refused(_))), "{late:?}");
    assert_eq!(reporting.requests().await[0].answer, "已与两家商定");
    assert_eq!(
        (help::count(db, &office.actor).await, reporting.told("help_answered").await),
        (Ok(0), vec!["P-BB".to_owned()])
    );
    assert_eq!(reporting.verbs().await, ["report.sent", "report.sent", "report.help_answered"]);
}

#[sqlx::test]
async fn what_the_first_lead_is_asked_waits_for_it(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let (db, lead) = (&reporting.ledger.app.db, &reporting.lead);
    reporting.send(&reporting.participant, 0, &asking("lead", "目录口径未定")).await.unwrap();
    for (actor, waits) in [(&lead.actor, 1), (&reporting.participant.actor, 0), (&reporting.ledger.registrar, 0)] {
        let items = work::queries::items(db, actor, lead.today, Locale::Chinese).await.unwrap();
        assert_eq!(items.len() as i64, work::queries::count(db, actor, lead.today).await.unwrap());
        assert_eq!(items.iter().filter(|item| item.kind == work::model::Kind::Help).count(), waits, "{}", actor.name);
    }
    reporting.answer(lead, CommandKey::new(), "按省级口径").await.unwrap();
    assert_eq!(help::count_of_lead(db, &lead.actor).await, Ok(0));
}

#[sqlx::test]
async fn what_is_no_longer_asked_ends(pool: PgPool) {
    let reporting = Reporting::open(pool).await.long_signed().await;
    reporting.october(&reporting.participant, &asking("lead", "请牵头单位协调")).await;
    assert_eq!(reporting.told("help_asked").await, ["P-BB"]);
    reporting.send(&reporting.participant, 0, &report()).await.unwrap();
    let requests = reporting.requests().await;
    assert_eq!((requests.len(), requests[0].ended.is_some(), requests[0].answer.as_str()), (1, true, ""));
}

#[sqlx::test]
async fn only_who_was_asked_answers(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let app = &reporting.ledger.app;
    reporting.send(&reporting.participant, 0, &asking("lead", "请协调")).await.unwrap();
    for act in [&reporting.ledger.act(), &reporting.participant] {
        assert_eq!(reporting.answer(act, CommandKey::new(), "好").await, Err(AppError::NotFound), "{}", act.actor.name);
    }
    let reporter = testing::act(app, &testing::person(app, Role::Reporter, "P-BB").await);
    assert_eq!(reporting.answer(&reporter, CommandKey::new(), "好").await, Err(AppError::NotFound));
    assert_eq!(help::of_office(&app.db, &reporter.actor).await.err(), Some(AppError::NotFound));
    assert_eq!(help::count(&app.db, &reporter.actor).await, Ok(0));
    reporting.answer(&reporting.lead, CommandKey::new(), "好").await.unwrap();
}
