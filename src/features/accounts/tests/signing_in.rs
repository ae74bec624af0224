//! Signing in: who gets in, who has to wait, how long a session lives.

use chrono::TimeDelta;
use sqlx::PgPool;

use crate::{
    features::accounts::{
        commands::{
            sign_in::{Credentials, Entered, sign_in},
            sign_out::sign_out,
        },
        model::{ABSOLUTE_LIMIT, IDLE_LIMIT, WAITING_TIME},
        sessions,
    },
    server::{
        context::RequestContext,
        state::App,
        testing::{self, PASSWORD},
    },
    shared::{actor::Role, error::AppError},
};

async fn enter(app: &App, account: &str, password: &str) -> Result<String, AppError> {
    let credentials = Credentials { account: account.to_owned(), password: password.to_owned() };
    sign_in(&testing::context(app, None), credentials).await.map(Entered::token)
}

async fn is_good(app: &App, token: &str) -> bool {
    sessions::resume(app, token).await.expect("a database").is_some()
}

#[sqlx::test]
async fn the_right_password_starts_a_session(pool: PgPool) {
    let app = testing::app(pool).await;
    let actor = testing::person(&app, Role::Liaison, "P-BB").await;
    let token = enter(&app, " Ｌiaison ", PASSWORD).await.unwrap();
    let signed_in = sessions::resume(&app, &token).await.unwrap().unwrap();
    assert_eq!(signed_in.actor, actor);
    assert!(!signed_in.must_change_password);
    assert_eq!(testing::verbs(&app).await, ["session.started"]);
    let context = RequestContext { signed_in: Some(signed_in), ..testing::context(&app, None) };
    sign_out(&context).await.unwrap();
    assert!(!is_good(&app, &token).await);
}

#[sqlx::test]
async fn signing_in_anew_ends_the_session_it_came_with(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    let old = enter(&app, "liaison", PASSWORD).await.unwrap();
    let signed_in = sessions::resume(&app, &old).await.unwrap();
    let context = RequestContext { signed_in, ..testing::context(&app, None) };
    let credentials = Credentials { account: "liaison".to_owned(), password: PASSWORD.to_owned() };
    let new = sign_in(&context, credentials).await.unwrap().token();
    assert!(!is_good(&app, &old).await && is_good(&app, &new).await);
}

#[sqlx::test]
async fn a_password_replaced_while_it_is_checked_lets_nobody_in(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let mut reset = app.db.begin().await.unwrap();
    sqlx::query("update people set password_hash = 'another' where id = $1")
        .bind(person.person.0)
        .execute(&mut *reset)
        .await
        .unwrap();
    let replace = async {
        let waiting = "select count(*) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'";
        for _ in 0..100_000 {
            let waiting: i64 = sqlx::query_scalar(waiting).fetch_one(&app.db).await.unwrap();
            if waiting > 0 {
                break;
            }
        }
        reset.commit().await.unwrap();
    };
    let (entered, ()) = tokio::join!(enter(&app, "liaison", PASSWORD), replace);
    assert!(matches!(entered, Err(AppError::Fields(_))), "{entered:?}");
    assert_eq!(testing::verbs(&app).await, ["session.refused"]);
}

#[sqlx::test]
async fn five_failures_make_the_account_wait_at_that_address_whether_it_exists_or_not(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    for account in ["liaison", "nobody"] {
        let mut answers = Vec::new();
        for _ in 0..6 {
            answers.push(enter(&app, account, "Wrong-Password-1").await.unwrap_err());
        }
        let (wrong, waiting) = answers.split_at(5);
        assert!(wrong.iter().all(|error| error.of_field("password").is_some()), "{wrong:?}");
        assert_eq!(waiting, [AppError::Wait(WAITING_TIME.num_seconds())]);
    }
    assert_eq!(enter(&app, "liaison", PASSWORD).await, Err(AppError::Wait(900)), "the right password waits too");
    let almost = testing::later(&app, WAITING_TIME - TimeDelta::seconds(1));
    assert_eq!(enter(&almost, "liaison", PASSWORD).await, Err(AppError::Wait(1)));
    enter(&testing::later(&app, WAITING_TIME), "liaison", PASSWORD).await.unwrap();
}

#[sqlx::test]
async fn another_address_and_another_account_do_not_wait(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    testing::person(&app, Role::Reporter, "P-BB").await;
    for _ in 0..5 {
        enter(&app, "liaison", "Wrong-Password-1").await.unwrap_err();
    }
    enter(&app, "reporter", PASSWORD).await.unwrap();
    let mut elsewhere = testing::context(&app, None);
    elsewhere.address = "10.0.9.9".parse().unwrap();
    let credentials = Credentials { account: "liaison".to_owned(), password: PASSWORD.to_owned() };
    sign_in(&elsewhere, credentials).await.unwrap();
}

#[sqlx::test]
async fn an_address_that_tries_a_hundred_accounts_waits(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    let failed = "insert into sign_in_failures (id, account, address, at)
                  select gen_random_uuid(), 'a' || n, $1, $2 from generate_series(1, $3) n";
    let fail = |count: i64| sqlx::query(failed).bind(testing::ADDRESS.to_string()).bind(app.clock.now()).bind(count);
    fail(99).execute(&app.db).await.unwrap();
    enter(&app, "liaison", PASSWORD).await.expect("ninety-nine go");
    fail(1).execute(&app.db).await.unwrap();
    assert_eq!(enter(&app, "liaison", PASSWORD).await, Err(AppError::Wait(900)));
    enter(&testing::later(&app, WAITING_TIME), "liaison", PASSWORD).await.unwrap();
}

#[sqlx::test]
async fn a_session_ends_when_it_is_idle_and_after_half_a_day(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    let idle = enter(&app, "liaison", PASSWORD).await.unwrap();
    assert!(!is_good(&testing::later(&app, IDLE_LIMIT), &idle).await);
    let used = enter(&app, "liaison", PASSWORD).await.unwrap();
    let (mut now, step) = (app.clone(), TimeDelta::minutes(14));
    while now.clock.now() + step < app.clock.now() + ABSOLUTE_LIMIT {
        now = testing::later(&now, step);
        assert!(is_good(&now, &used).await);
    }
    assert!(!is_good(&testing::later(&app, ABSOLUTE_LIMIT), &used).await);
}
