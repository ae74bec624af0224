//! Tests of the ledger, through the functions that pages and forms call.

mod creating;
mod editing;
mod explaining;
mod exporting;
mod filtering;
mod importing;
mod living;
mod ordering;
mod paging;
mod previewing;
mod refused;
mod searching;
mod seeing;
mod timeline;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::PgPool;

use super::{
    commands::{
        create::create,
        create_plan::{NewPlan, create_plan},
    },
    content::{TaskContent, WrittenClass, WrittenMilestone, WrittenSource},
    filter::LedgerFilter,
    model::DueKind,
    queries::{
        details::{self, TaskDetails},
        list::{self, TaskPage},
        plans::{self, Plan},
    },
};
use crate::{
    features::{
        accounts::commands::at_server::command_line,
        lights::{self, model::Judge},
        reports::model::Every,
        units::commands::{UnitFiles, load_units},
    },
    server::{context::Act, state::App, testing},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::CommandKey,
    },
};

/// The units of the sample, an empty plan `35`, and somebody who keeps it.
pub(crate) struct Ledger {
    pub(crate) app: App,
    pub(crate) registrar: Actor,
    pub(crate) plan: Plan,
}

impl Ledger {
    pub(crate) async fn open(pool: PgPool) -> Self {
        let app = testing::app(pool).await;
        let files = UnitFiles {
            units: include_str!("../../../demo/units.csv"),
            aliases: include_str!("../../../demo/unit-aliases.csv"),
            classes: include_str!("../../../demo/unit-classes.csv"),
        };
        load_units(&app.db, &command_line(app.clock.now()), files).await.unwrap();
        let registrar = testing::person(&app, Role::Registrar, "XTB").await;
        create_plan(&app.db, &testing::act(&app, &registrar), CommandKey::new(), &new_plan("2016年", "35"))
            .await
            .unwrap();
        let plan = plans::find(&app.db, Some("35")).await.unwrap().unwrap();
        Self { app, registrar, plan }
    }

    pub(crate) fn act(&self) -> Act {
        testing::act(&self.app, &self.registrar)
    }

    /// Enters a task. Returns its ledger number.
    pub(crate) async fn enter(&self, content: &TaskContent) -> String {
        create(&self.app.db, &self.act(), CommandKey::new(), &self.plan.prefix, content).await.unwrap()
    }

    pub(crate) async fn find(&self, number: &str) -> TaskDetails {
        details::find(&self.app.db, &self.registrar, number).await.unwrap()
    }

    /// The list as `actor` sees it under an address with these parameters.
    pub(crate) async fn page(&self, actor: &Actor, query: &[(&str, &str)]) -> TaskPage {
        let filter = LedgerFilter::from_pairs(query.iter().copied());
        let mut db = self.app.db.acquire().await.unwrap();
        let judge = self.judge().await;
        list::page(&mut db, actor, &self.plan, &filter, &judge).await.unwrap()
    }

    /// What the plan's tasks are judged by today.
    pub(crate) async fn judge(&self) -> Judge {
        let mut db = self.app.db.acquire().await.unwrap();
        lights::queries::judge(&mut db, self.plan.id, self.app.clock.today()).await.unwrap()
    }

    /// The numbers that the registrar finds.
    pub(crate) async fn found(&self, query: &[(&str, &str)]) -> Vec<String> {
        numbers(&self.page(&self.registrar, query).await)
    }

    /// How many tasks there are in all.
    pub(crate) async fn count(&self) -> i64 {
        sqlx::query_scalar("select count(*) from tasks").fetch_one(&self.app.db).await.unwrap()
    }

    /// Verbs since the plan was opened.
    pub(crate) async fn verbs(&self) -> Vec<String> {
        let verbs = testing::verbs(&self.app).await;
        assert_eq!(verbs[..2], ["unit.loaded", "plan.created"]);
        verbs[2..].to_vec()
    }
}

pub(crate) fn numbers(page: &TaskPage) -> Vec<String> {
    page.lines.iter().map(|line| line.number.clone()).collect()
}

pub(crate) fn new_plan(name: &str, prefix: &str) -> NewPlan {
    NewPlan {
        name: name.to_owned(),
        prefix: prefix.to_owned(),
        starts_on: day("2016-01-01"),
        ends_on: day("2016-12-20"),
        report_every: Every::Month,
        is_sample: false,
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A plain task of 省编办, with 省发改委 as co-lead and 省财政厅 taking part, due at the end of November.
pub(crate) fn content(seq: i32) -> TaskContent {
    TaskContent {
        seq,
        field: "行政审批改革".to_owned(),
        title: format!("清理规范中介服务 {seq}"),
        content: "公布目录".to_owned(),
        lead: "P-BB".to_owned(),
        co_leads: vec!["P-FGW".to_owned()],
        participants: vec!["P-CZT".to_owned()],
        classes: Vec::new(),
        unmatched: Vec::new(),
        duties: BTreeMap::new(),
        deadline_kind: DueKind::Fixed,
        due: Some(day("2016-11-30")),
        deadline_text: String::new(),
        milestones: Vec::new(),
        sources: Vec::new(),
        note: String::new(),
        progress: String::new(),
    }
}

/// A task with everything that can hang on one.
fn full(seq: i32) -> TaskContent {
    let milestone = |title: &str, due: Option<&str>, kind, due_text: &str| WrittenMilestone {
        title: title.to_owned(),
        due: due.map(day),
        kind,
        due_text: due_text.to_owned(),
    };
    TaskContent {
        classes: vec![class("CITIES", "各市（州）"), class("RELATED_ALL", "各有关部门（单位）")],
        unmatched: vec!["吉林某公司".to_owned()],
        duties: BTreeMap::from([("P-CZT".to_owned(), "落实经费".to_owned()), ("P-BB".to_owned(), "总牵头".to_owned())]),
        deadline_text: "2016年11月底前".to_owned(),
        milestones: vec![
            milestone("摸底", Some("2016-10-31"), DueKind::Fixed, "10月底前"),
            milestone("常态化推进", None, DueKind::Ongoing, "持续推进"),
            milestone("总结", None, DueKind::Unscheduled, "适时"),
        ],
        sources: vec![
            WrittenSource { document: "吉政发〔2016〕35号".to_owned(), clause: "第8项".to_owned() },
            WrittenSource { document: "省政府常务会议纪要".to_owned(), clause: "第三 条".to_owned() },
        ],
        note: "示例".to_owned(),
        progress: "已完成摸底".to_owned(),
        ..content(seq)
    }
}

fn class(code: &str, written: &str) -> WrittenClass {
    WrittenClass { code: code.to_owned(), written: written.to_owned() }
}

pub(crate) fn at_field<T: std::fmt::Debug>(answer: Result<T, AppError>, field: &str) {
    let error = answer.unwrap_err();
    assert!(error.of_field(field).is_some(), "{field}: {error:?}");
}

/// What the last event with this verb says: before and after.
async fn last_event(app: &App, verb: &str) -> (Option<serde_json::Value>, Option<serde_json::Value>) {
    sqlx::query_as("select before, after from events where verb = $1 order by id desc limit 1")
        .bind(verb)
        .fetch_one(&app.db)
        .await
        .unwrap()
}
