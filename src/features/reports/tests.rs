//! Reports through the functions that pages and forms call.

mod asking;
pub(crate) mod attaching;
mod drafting;
mod returning;
mod sending;
mod waiting;

use chrono::{Days, NaiveDate};
use sqlx::PgPool;

use super::{
    commands::{
        save_draft::{Saved, save_draft},
        send::send,
        writing::Which,
    },
    inputs::ReportForm,
    queries::{
        of_task::{Sent, of_task},
        page::{ReportPage, report_page},
    },
};
use crate::{
    features::tasks::{
        commands::life::{
            dispatch::{Dispatch, dispatch},
            sign::sign,
        },
        content::{TaskContent, WrittenMilestone},
        model::DueKind,
        tests::{Ledger, content, day},
    },
    server::{context::Act, testing},
    shared::{
        actor::Role,
        error::AppError,
        ids::{CommandKey, MilestoneId},
        locale::Locale,
    },
};

/// A report that can be sent.
pub(crate) fn report() -> ReportForm {
    ReportForm {
        percent: "60".to_owned(),
        content: "已汇总 9 个部门".to_owned(),
        help: "none".to_owned(),
        confidence: "sure".to_owned(),
        ..ReportForm::default()
    }
}

/// The current period of the tests, which work on 2016-11-30, its last day.
const NOVEMBER: &str = "2016-11-01";
const OCTOBER: &str = "2016-10-01";
const NUMBER: &str = "35-01";

/// 35-01 with two steps, signed for by its lead (省编办) and its participant (省财政厅).
struct Reporting {
    ledger: Ledger,
    lead: Act,
    participant: Act,
}

impl Reporting {
    async fn open(pool: PgPool) -> Self {
        let ledger = Ledger::open(pool).await;
        let step = |title: &str, due: &str| WrittenMilestone {
            title: title.to_owned(),
            due: Some(day(due)),
            kind: DueKind::Fixed,
            due_text: String::new(),
        };
        let steps = vec![step("摸底", "2016-11-10"), step("公布清单", "2016-11-18")];
        ledger.enter(&TaskContent { milestones: steps, ..content(1) }).await;
        let given = Dispatch { numbers: vec![NUMBER.to_owned()], ..Dispatch::default() };
        dispatch(&ledger.app.db, &ledger.act(), CommandKey::new(), &given).await.unwrap();
        let lead = testing::act(&ledger.app, &testing::person(&ledger.app, Role::Liaison, "P-BB").await);
        let participant = testing::act(&ledger.app, &testing::person(&ledger.app, Role::Liaison, "P-CZT").await);
        for act in [&lead, &participant] {
            sign(&ledger.app.db, act, CommandKey::new(), &given.numbers).await.unwrap();
        }
        Self { ledger, lead, participant }
    }

    /// As if both had signed a month before.
    async fn long_signed(self) -> Self {
        sqlx::query("update assignments set given_at = given_at - interval '1 month', signed_at = signed_at - interval '1 month'")
            .execute(&self.ledger.app.db)
            .await
            .unwrap();
        self
    }

    async fn send(&self, act: &Act, version: i64, form: &ReportForm) -> Result<(), AppError> {
        self.send_with(act, CommandKey::new(), version, form).await
    }

    async fn send_with(&self, act: &Act, key: CommandKey, version: i64, form: &ReportForm) -> Result<(), AppError> {
        send(&self.ledger.app.db, act, key, &which(NOVEMBER, version), form).await
    }

    async fn save(&self, act: &Act, version: i64, form: &ReportForm) -> Result<Saved, AppError> {
        save_draft(&self.ledger.app.db, act, &which(NOVEMBER, version), form).await
    }

    async fn page(&self, act: &Act) -> Result<ReportPage, AppError> {
        self.page_on(act, None, act.today).await
    }

    async fn page_on(&self, act: &Act, period: Option<&str>, today: NaiveDate) -> Result<ReportPage, AppError> {
        report_page(&self.ledger.app.db, &act.actor, NUMBER, period, today, Locale::Chinese).await
    }

    async fn sent(&self) -> Vec<Sent> {
        of_task(&self.ledger.app.db, self.ledger.find(NUMBER).await.id).await.unwrap()
    }

    /// The days on which the steps were done, in order.
    async fn done(&self) -> Vec<Option<NaiveDate>> {
        sqlx::query_scalar("select done_on from milestones order by position")
            .fetch_all(&self.ledger.app.db)
            .await
            .unwrap()
    }

    /// Verbs of reports.
    async fn verbs(&self) -> Vec<String> {
        self.ledger.verbs().await.into_iter().filter(|verb| verb.starts_with("report.")).collect()
    }

    /// Told of this topic, by unit.
    async fn told(&self, topic: &str) -> Vec<String> {
        sqlx::query_scalar(
            "select u.code from notifications n join people p on p.id = n.person_id join units u on u.id = p.unit_id
             where n.topic = $1 order by u.code",
        )
        .bind(topic)
        .fetch_all(&self.ledger.app.db)
        .await
        .unwrap()
    }
}

fn which(period: &str, version: i64) -> Which {
    Which { number: NUMBER.to_owned(), period: period.to_owned(), version }
}

/// The same person some days later.
fn later(act: &Act, days: u64) -> Act {
    Act { at: act.at + Days::new(days), today: act.today + Days::new(days), ..act.clone() }
}

/// The report with this step ticked.
fn ticked(page: &ReportPage, step: usize, on: &str) -> ReportForm {
    let ids: Vec<MilestoneId> = page.steps.iter().map(|step| step.id).collect();
    let mut done_on = vec![String::new(); ids.len()];
    done_on[step] = on.to_owned();
    ReportForm {
        milestones: ids.iter().map(MilestoneId::to_string).collect(),
        done: vec![ids[step].to_string()],
        done_on,
        ..report()
    }
}
