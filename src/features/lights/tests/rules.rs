//! Adding rules.

use sqlx::PgPool;

use crate::{
    features::{
        lights::{
            commands::add_rule::add_rule,
            inputs::RuleForm,
            queries::{judge, rules},
        },
        tasks::tests::{Ledger, day},
    },
    server::testing,
    shared::{actor::Role, error::AppError, ids::CommandKey},
};

fn form(from: &str, blue: &str, yellow: &str) -> RuleForm {
    RuleForm {
        effective_from: from.to_owned(),
        blue_days: blue.to_owned(),
        yellow_days: yellow.to_owned(),
        report_missing: "0".to_owned(),
    }
}

#[sqlx::test]
async fn a_rule_holds_from_its_day_on(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let director = testing::person(&ledger.app, Role::Director, "XTB").await;
    let (act, key) = (testing::act(&ledger.app, &director), CommandKey::new());
    for _ in 0..2 {
        add_rule(&ledger.app.db, &act, key, &form("2016-12-05", "15", "5")).await.unwrap();
    }
    assert_eq!(ledger.verbs().await, ["light_rule.added"]);
    let again = add_rule(&ledger.app.db, &act, CommandKey::new(), &form("2016-12-05", "9", "5")).await.unwrap_err();
    assert!(again.of_field("effective_from").is_some(), "{again:?}");
    let mut db = ledger.app.db.acquire().await.unwrap();
    for (today, blue, reports) in [("2016-12-04", 10, true), ("2016-12-05", 15, false)] {
        let judge = judge(&mut db, ledger.plan.id, day(today)).await.unwrap();
        assert_eq!((judge.rule.blue_days, judge.closed.is_some()), (blue, reports), "{today}");
    }
    let listed = rules(&mut db, &director).await.unwrap();
    let listed: Vec<_> = listed.into_iter().map(|row| (row.rule.blue_days, row.added_by)).collect();
    assert_eq!(listed, [(15, Some(director.name)), (10, None)]);
}

#[sqlx::test]
async fn only_the_head_of_the_office_sets_rules(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Director) {
        let actor = testing::person(&ledger.app, role, "XTB").await;
        let added = add_rule(
            &ledger.app.db,
            &testing::act(&ledger.app, &actor),
            CommandKey::new(),
            &form("2017-01-01", "9", "1"),
        )
        .await;
        assert_eq!(added, Err(AppError::NotFound), "{role:?}");
        let mut db = ledger.app.db.acquire().await.unwrap();
        assert_eq!(rules(&mut db, &actor).await, Err(AppError::NotFound), "{role:?}");
    }
}

#[sqlx::test]
async fn what_cannot_be_accepted_is_told_at_its_field(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let director = testing::person(&ledger.app, Role::Director, "XTB").await;
    let act = testing::act(&ledger.app, &director);
    for (form, field) in [
        (form("2016-11-29", "10", "3"), "effective_from"),
        (form("", "10", "3"), "effective_from"),
        (form("2016-02-30", "10", "3"), "effective_from"),
        (form("2016-12-01", "3", "3"), "blue_days"),
        (form("2016-12-01", "251", "3"), "blue_days"),
        (form("2016-12-01", "ten", "3"), "blue_days"),
        (form("2016-12-01", "10", "-1"), "yellow_days"),
        (form("2016-12-01", "10", ""), "yellow_days"),
    ] {
        let error = add_rule(&ledger.app.db, &act, CommandKey::new(), &form).await.unwrap_err();
        assert!(error.of_field(field).is_some(), "{field}: {error:?}");
    }
    assert!(ledger.verbs().await.is_empty());
}
