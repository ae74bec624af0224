//! Urging by hand.

use sqlx::PgPool;

use super::*;
use crate::{
    features::{
        tasks::{commands::life::set_aside::stop, tests::at_field},
        urging::{commands::by_hand::by_hand, inputs::UrgeForm},
    },
    server::testing,
    shared::{
        actor::{Actor, Role},
        error::AppError,
    },
};

fn form(unit: &str) -> UrgeForm {
    UrgeForm { unit: unit.to_owned(), text: "报送方案".to_owned(), limit_on: "2016-12-05".to_owned() }
}

async fn urge(app: &App, actor: &Actor, number: &str, form: &UrgeForm) -> Result<(), AppError> {
    by_hand(&app.db, &testing::act(app, actor), CommandKey::new(), number, form).await
}

#[sqlx::test]
async fn the_office_urges_a_unit_once_a_day(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.given(1).await;
    testing::person(&ledger.app, Role::Liaison, "P-BB").await;
    testing::person(&ledger.app, Role::UnitHead, "P-BB").await;
    testing::person(&ledger.app, Role::Reporter, "P-BB").await;
    let inspector = testing::person(&ledger.app, Role::Inspector, "XTB").await;
    let app = &ledger.app;
    assert_eq!(urge(app, &ledger.registrar, &number, &form("P-BB")).await, Ok(()));
    assert_eq!(ledger.told("urged").await, ["liaison", "unit_head"]);
    at_field(urge(app, &inspector, &number, &form("P-BB")).await, "unit");
    assert_eq!(urge(app, &inspector, &number, &form("P-CZT")).await, Ok(()), "another unit");
    let tomorrow = &app_at(app, "12-01T09:00");
    assert_eq!(urge(tomorrow, &inspector, &number, &form("P-BB")).await, Ok(()));
    let wanted = [
        "11-30 09:00 P-BB remind 35-01 hand",
        "11-30 09:00 P-CZT remind 35-01 hand",
        "12-01 09:00 P-BB remind 35-01 hand",
    ];
    assert_eq!(ledger.urged().await, wanted);
    let verbs = ledger.verbs().await;
    assert_eq!(verbs[2..], ["task.urged"; 3]);
}

#[sqlx::test]
async fn the_same_form_twice_urges_once(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.given(1).await;
    let (key, act, form) = (CommandKey::new(), ledger.act(), form("P-BB"));
    let (one, two) = tokio::join!(
        by_hand(&ledger.app.db, &act, key, &number, &form),
        by_hand(&ledger.app.db, &act, key, &number, &form)
    );
    assert_eq!((one, two), (Ok(()), Ok(())));
    assert_eq!(ledger.urged().await.len(), 1);
}

#[sqlx::test]
async fn what_cannot_be_urged_is_refused(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.given(1).await;
    let entered = ledger.enter(&content(2)).await;
    let app = &ledger.app;
    for role in [Role::Leader, Role::UnitHead, Role::Liaison, Role::Reporter, Role::SysAdmin] {
        let actor = testing::person(app, role, "P-BB").await;
        assert_eq!(urge(app, &actor, &number, &form("P-CZT")).await, Err(AppError::NotFound), "{role:?}");
    }
    let office = &ledger.registrar;
    assert_eq!(urge(app, office, "35-99", &form("P-BB")).await, Err(AppError::NotFound));
    at_field(urge(app, office, &number, &form("P-KJT")).await, "unit");
    at_field(urge(app, office, &number, &UrgeForm { text: String::new(), ..form("P-BB") }).await, "text");
    let past = UrgeForm { limit_on: "2016-11-29".to_owned(), ..form("P-BB") };
    at_field(urge(app, office, &number, &past).await, "limit_on");
    assert!(matches!(urge(app, office, &entered, &form("P-BB")).await, Err(AppError::Refused(_))));
    stop(&app.db, &ledger.act(), CommandKey::new(), &number, "调整").await.unwrap();
    assert!(matches!(urge(app, office, &number, &form("P-BB")).await, Err(AppError::Refused(_))));
    assert_eq!(ledger.urged().await, Vec::<String>::new());
}
