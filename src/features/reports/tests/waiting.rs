//! Whose reports are owed, and what the lead sees.

use sqlx::PgPool;

use super::{NOVEMBER, Reporting, report};
use crate::{
    features::{
        calendar,
        reports::{
            commands::remind::remind,
            inputs::ReportForm,
            model::Period,
            queries::waiting::{owing_units, rule, waiting},
        },
        tasks::tests::day,
    },
    server::context::Act,
};

impl Reporting {
    /// First day, due day and whether it was returned, of what waits for somebody on a day.
    async fn waits(&self, act: &Act, today: &str) -> Vec<(String, String, bool)> {
        let waiting = waiting(&self.ledger.app.db, &act.actor, day(today)).await.unwrap();
        waiting.into_iter().map(|w| (w.period.start.to_string(), w.due_on.to_string(), w.returned)).collect()
    }

    /// The units that owe a report on November, by code.
    async fn owing(&self) -> Vec<String> {
        let (db, plan) = (&self.ledger.app.db, &self.ledger.plan);
        let period = Period::of(rule(plan), day(NOVEMBER));
        let owing = owing_units(db, plan.id, period, day("2016-11-30")).await.unwrap();
        let units: Vec<_> = owing.into_iter().map(|(unit, _)| unit).collect();
        let codes = "select code from units where id = any($1) order by code";
        sqlx::query_scalar(codes).bind(units).fetch_all(db).await.unwrap()
    }
}

fn november(returned: bool) -> (String, String, bool) {
    ("2016-11-01".to_owned(), "2016-11-30".to_owned(), returned)
}

#[sqlx::test]
async fn a_report_waits_until_it_is_sent(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    let lead = &reporting.lead;
    // Signed for on 30 November: nothing is owed for October.
    assert_eq!(reporting.waits(lead, "2016-11-30").await, [november(false)]);
    assert_eq!(reporting.waits(lead, "2016-12-02").await, [november(false)], "the older one first");
    assert_eq!(reporting.owing().await, ["P-BB", "P-CZT"]);
    reporting.save(lead, 0, &report()).await.unwrap();
    assert_eq!(reporting.waits(lead, "2016-11-30").await, [november(false)], "a draft is not enough");
    reporting.send(lead, 1, &report()).await.unwrap();
    assert_eq!(reporting.waits(lead, "2016-11-30").await, []);
    assert_eq!(reporting.waits(lead, "2016-12-02").await, [], "December's is far off");
    let december = ("2016-12-01".to_owned(), "2016-12-20".to_owned(), false);
    assert_eq!(reporting.waits(lead, "2016-12-06").await, [december], "ten working days before it is due");
    assert_eq!(reporting.owing().await, ["P-CZT"]);
    assert_eq!(reporting.waits(&reporting.ledger.act(), "2016-12-02").await, []);
    sqlx::query("update reports set returned_at = sent_at, returned_by = sent_by, return_reason = '补充'")
        .execute(&reporting.ledger.app.db)
        .await
        .unwrap();
    assert_eq!(reporting.waits(lead, "2016-12-06").await, [november(true)]);
    assert_eq!(reporting.owing().await, ["P-BB", "P-CZT"]);
}

#[sqlx::test]
async fn the_lead_sees_what_the_others_sent_on_the_period(pool: PgPool) {
    let reporting = Reporting::open(pool).await;
    assert_eq!(reporting.page(&reporting.lead).await.unwrap().others, []);
    let form = ReportForm { content: "经费已落实".into(), ..report() };
    reporting.send(&reporting.participant, 0, &form).await.unwrap();
    let others = reporting.page(&reporting.lead).await.unwrap().others;
    assert_eq!((others.len(), others[0].unit_code.as_str(), others[0].content.as_str()), (1, "P-CZT", "经费已落实"));
    assert_eq!(reporting.page(&reporting.participant).await.unwrap().others, []);
}

#[sqlx::test]
async fn units_are_told_once_that_reports_are_due(pool: PgPool) {
    let case = Reporting::open(pool).await;
    let app = &case.ledger.app;
    let calendar = calendar::queries::read(&app.db).await.unwrap();
    let told = async |today: &str| {
        remind(&app.db, app.clock.now(), day(today), &calendar).await.unwrap();
        case.told("report_due").await
    };
    let told_late = async || case.told("report_late").await;
    // 2016-11-30 is due in the week after: the 24th is four working days before it.
    assert_eq!(told("2016-11-24").await, [""; 0]);
    case.send(&case.lead, 0, &report()).await.unwrap();
    assert_eq!(told("2016-11-25").await, ["P-CZT"], "who has sent is left in peace");
    assert_eq!(told("2016-11-30").await, ["P-CZT"]);
    assert_eq!(told_late().await, [""; 0]);
    assert_eq!(told("2016-12-01").await, ["P-CZT"]);
    assert_eq!(told_late().await, ["P-CZT"], "the day has passed");
    told("2016-12-02").await;
    assert_eq!(told_late().await, ["P-CZT"], "once");
    // The next period is another occasion. It ends with the plan.
    assert_eq!(told("2016-12-19").await, ["P-BB", "P-CZT", "P-CZT"]);
}
