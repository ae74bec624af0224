//! Who sees which tasks.

use sqlx::PgPool;

use super::{Ledger, class, content, numbers};
use crate::{
    features::tasks::{
        content::TaskContent,
        filter::LedgerFilter,
        model::UnitRole,
        queries::{
            details,
            file::{self, Kind},
        },
    },
    server::testing,
    shared::{actor::Role, error::AppError, locale::Locale},
};

/// One task of 省编办 with 省发改委, 省财政厅 and, as a class, the cities; one of 省科技厅 alone.
async fn two_tasks(pool: PgPool) -> Ledger {
    let ledger = Ledger::open(pool).await;
    let classes = vec![class("CITIES", "各市（州）政府"), class("RELATED_ALL", "各有关部门")];
    ledger.enter(&TaskContent { classes, ..content(1) }).await;
    let alone = TaskContent { lead: "P-KJT".to_owned(), co_leads: Vec::new(), participants: Vec::new(), ..content(2) };
    ledger.enter(&alone).await;
    ledger
}

#[sqlx::test]
async fn a_unit_sees_the_tasks_in_which_it_has_a_part(pool: PgPool) {
    let ledger = two_tasks(pool).await;
    for (unit, own) in [
        ("P-BB", Some(UnitRole::Lead)),
        ("P-FGW", Some(UnitRole::CoLead)),
        ("P-CZT", Some(UnitRole::Participant)),
        ("R-CC", Some(UnitRole::Participant)),
        // An open class stands for nobody before the office has named the units.
        ("P-JYT", None),
        // A county is not one of the cities.
        ("R-MHK", None),
    ] {
        for role in [Role::UnitHead, Role::Liaison, Role::Reporter] {
            let actor = testing::person(&ledger.app, role, unit).await;
            let page = ledger.page(&actor, &[]).await;
            let seen: Vec<_> = page.lines.iter().map(|line| (line.number.as_str(), line.own_role)).collect();
            let wanted: Vec<_> = own.map(|_| ("35-01", own)).into_iter().collect();
            assert_eq!((seen, page.count), (wanted, i64::from(own.is_some())), "{unit}");
            let found = details::find(&ledger.app.db, &actor, "35-01").await.map(|task| task.number);
            assert_eq!(found, own.map(|_| "35-01".to_owned()).ok_or(AppError::NotFound), "{unit}");
            let other = details::find(&ledger.app.db, &actor, "35-02").await;
            assert_eq!(other, Err(AppError::NotFound), "{unit}");
            let by_seq = details::number_of(&ledger.app.db, &actor, 2).await;
            assert_eq!(by_seq, Ok(None), "{unit}");
        }
    }
}

#[sqlx::test]
async fn no_filter_shows_what_is_not_to_be_seen(pool: PgPool) {
    let ledger = two_tasks(pool).await;
    let liaison = testing::person(&ledger.app, Role::Liaison, "P-BB").await;
    for query in [
        &[("unit", "P-KJT")][..],
        &[("unit", "P-KJT"), ("role", "lead")],
        &[("q", "35-02")],
        &[("q", "中介"), ("unit", "P-KJT")],
        &[("sort", "due"), ("order", "desc"), ("unit", "P-KJT")],
    ] {
        assert!(ledger.page(&liaison, query).await.lines.is_empty(), "{query:?}");
    }
    assert_eq!(numbers(&ledger.page(&liaison, &[("q", "中介服务")]).await), ["35-01"]);
}

#[sqlx::test]
async fn the_office_leaders_and_inspectors_see_all(pool: PgPool) {
    let ledger = two_tasks(pool).await;
    for role in [Role::Registrar, Role::Director, Role::Leader, Role::Inspector] {
        let actor = testing::person(&ledger.app, role, "P-JYT").await;
        assert_eq!(numbers(&ledger.page(&actor, &[]).await), ["35-01", "35-02"], "{role:?}");
        details::find(&ledger.app.db, &actor, "35-02").await.unwrap();
    }
}

#[sqlx::test]
async fn others_have_no_ledger_even_in_a_unit_that_leads(pool: PgPool) {
    let ledger = two_tasks(pool).await;
    let (db, today) = (&ledger.app.db, ledger.app.clock.today());
    for role in [Role::Publicity, Role::SysAdmin, Role::SecurityAdmin, Role::Auditor] {
        let actor = testing::person(&ledger.app, role, "P-BB").await;
        let file = file::ledger(db, &actor, &LedgerFilter::default(), Kind::Csv, today, Locale::Chinese).await;
        assert_eq!(file.map(drop), Err(AppError::NotFound), "{role:?}");
    }
}
