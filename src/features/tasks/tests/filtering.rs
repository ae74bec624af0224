//! Filters of the list.

use sqlx::PgPool;

use super::{Ledger, class, content, day, numbers};
use crate::{
    features::tasks::{
        content::TaskContent,
        model::{DueKind, UnitRole},
    },
    server::testing,
    shared::actor::Role,
};

/// 1: 省编办 leads, due in November. 2: 省发改委 leads with 省编办, due in December, another field. 3: 省财政厅 leads,
/// the cities take part, no day.
async fn three(pool: PgPool) -> Ledger {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&TaskContent { co_leads: Vec::new(), ..content(1) }).await;
    let second = TaskContent {
        field: "投资审批改革".to_owned(),
        lead: "P-FGW".to_owned(),
        co_leads: vec!["P-BB".to_owned()],
        due: Some(day("2016-12-20")),
        ..content(2)
    };
    ledger.enter(&second).await;
    let third = TaskContent {
        lead: "P-CZT".to_owned(),
        co_leads: Vec::new(),
        participants: Vec::new(),
        classes: vec![class("CITIES", "各市（州）政府")],
        deadline_kind: DueKind::Ongoing,
        due: None,
        ..content(3)
    };
    ledger.enter(&third).await;
    ledger
}

#[sqlx::test]
async fn each_filter_narrows_alone_and_together(pool: PgPool) {
    let ledger = three(pool).await;
    sqlx::query("update tasks set state = 'written_off' where seq = 2").execute(&ledger.app.db).await.unwrap();
    for (query, found) in [
        (&[("field", "投资审批改革")][..], &["35-02"][..]),
        (&[], &["35-01", "35-02", "35-03"]),
        (&[("field", "投资")], &[]),
        (&[("unit", "P-BB")], &["35-01", "35-02"]),
        (&[("unit", "P-BB"), ("role", "lead")], &["35-01"]),
        (&[("unit", "P-BB"), ("role", "co_lead")], &["35-02"]),
        (&[("unit", "P-BB"), ("role", "participant")], &[]),
        (&[("unit", "R-YB"), ("role", "participant")], &["35-03"]),
        (&[("unit", "P-GONE")], &[]),
        (&[("state", "written_off")], &["35-02"]),
        (&[("state", "registered")], &["35-01", "35-03"]),
        (&[("due_to", "2016-11-30")], &["35-01"]),
        (&[("due_from", "2016-11-30")], &["35-01", "35-02"]),
        (&[("due_from", "2016-12-01"), ("due_to", "2016-12-31")], &["35-02"]),
        (&[("due_from", "2016-12-31"), ("due_to", "2016-12-01")], &[]),
        (&[("no_due", "1")], &["35-03"]),
        (&[("q", "中介")], &["35-01", "35-02", "35-03"]),
        (&[("q", "中介"), ("unit", "P-CZT"), ("role", "lead"), ("no_due", "1"), ("state", "registered")], &["35-03"]),
        (&[("unit", "P-BB"), ("due_to", "2016-12-20"), ("sort", "due"), ("order", "desc")], &["35-02", "35-01"]),
    ] {
        let page = ledger.page(&ledger.registrar, query).await;
        assert_eq!(numbers(&page), found, "{query:?}");
        assert_eq!(page.count, found.len() as i64, "{query:?}");
    }
}

#[sqlx::test]
async fn a_role_alone_is_that_of_the_readers_own_unit(pool: PgPool) {
    let ledger = three(pool).await;
    let liaison = testing::person(&ledger.app, Role::Liaison, "P-BB").await;
    for (role, found) in [("lead", &["35-01"][..]), ("co_lead", &["35-02"]), ("participant", &[])] {
        assert_eq!(numbers(&ledger.page(&liaison, &[("role", role)]).await), found, "{role}");
    }
    let page = ledger.page(&liaison, &[]).await;
    let roles: Vec<_> = page.lines.iter().map(|line| line.own_role).collect();
    assert_eq!(roles, [Some(UnitRole::Lead), Some(UnitRole::CoLead)]);
}

#[sqlx::test]
async fn nonsense_narrows_nothing_and_breaks_nothing(pool: PgPool) {
    let ledger = three(pool).await;
    for query in [
        ("due_from", "-262143-01-01"),
        ("due_to", "+262142-12-31"),
        ("due_to", "2016-13-01"),
        ("state", "gone"),
        ("role", "boss"),
        ("sort", "seq; drop table tasks"),
        ("order", "sideways"),
        ("no_due", "yes"),
        ("plan", "99"),
    ] {
        assert_eq!(ledger.found(&[query]).await.len(), 3, "{query:?}");
    }
    assert!(ledger.found(&[("field", "\0' or 1=1 --")]).await.is_empty());
    assert!(ledger.found(&[("unit", "' or 1=1 --")]).await.is_empty());
}

#[sqlx::test]
async fn a_line_shows_what_hangs_on_the_task(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&super::full(8)).await;
    let line = ledger.page(&ledger.registrar, &[]).await.lines.remove(0);
    assert_eq!((line.lead.as_deref(), line.co_leads, line.participants), (Some("省编办"), vec!["省发改委".into()], 10));
    assert_eq!(line.source, Some(("吉政发〔2016〕35号".to_owned(), "第8项".to_owned())));
    assert_eq!((line.milestones.len(), line.milestones[0].due), (3, Some(day("2016-10-31"))));
}
