//! Changing one's own password.

use chrono::TimeDelta;
use sqlx::PgPool;

use crate::{
    features::accounts::{
        commands::{
            change_password::{NewPassword, change_password},
            choose_policy::choose_policy,
            sign_in::{Credentials, sign_in},
        },
        sessions,
    },
    server::{
        context::{RequestContext, SignedIn},
        state::App,
        testing::{self, PASSWORD},
    },
    shared::{actor::Role, error::AppError},
};

async fn enter(app: &App, password: &str) -> RequestContext {
    let context = testing::context(app, None);
    let credentials = Credentials { account: "liaison".to_owned(), password: password.to_owned() };
    let token = sign_in(&context, credentials).await.unwrap().token();
    RequestContext { signed_in: sessions::resume(app, &token).await.unwrap(), ..context }
}

fn must_change(context: &RequestContext) -> bool {
    context.signed_in.as_ref().is_some_and(|signed_in| signed_in.must_change_password)
}

async fn change(context: &RequestContext, current: &str, new: &str, again: &str) -> Result<(), AppError> {
    let input = NewPassword { current: current.to_owned(), new: new.to_owned(), again: again.to_owned() };
    change_password(context, input).await
}

#[sqlx::test]
async fn a_new_password_replaces_the_old_one_and_ends_the_other_sessions(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    let (elsewhere, here) = (enter(&app, PASSWORD).await, enter(&app, PASSWORD).await);
    change(&here, PASSWORD, "Nunjiang-Ship-48", "Nunjiang-Ship-48").await.unwrap();
    let good = |context: &RequestContext| {
        let (db, session) =
            (app.db.clone(), context.signed_in.as_ref().map(|signed_in: &SignedIn| signed_in.session.0));
        async move {
            sqlx::query_scalar::<_, bool>("select ended_at is null from sessions where id = $1")
                .bind(session)
                .fetch_one(&db)
                .await
                .unwrap()
        }
    };
    assert!(good(&here).await);
    assert!(!good(&elsewhere).await);
    enter(&app, "Nunjiang-Ship-48").await;
    assert!(testing::verbs(&app).await.contains(&"person.password_changed".to_owned()));
}

#[sqlx::test]
async fn what_is_wrong_is_told_at_its_field(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    let context = enter(&app, PASSWORD).await;
    let good = "Nunjiang-Ship-48";
    for (current, new, again, field) in [
        ("Wrong-Password-1", good, good, "current"),
        (PASSWORD, "short", "short", "new"),
        (PASSWORD, good, "Nunjiang-Ship-49", "again"),
        (PASSWORD, PASSWORD, PASSWORD, "new"),
        (PASSWORD, "Liaison-Ship-48xyz", "Liaison-Ship-48xyz", "new"),
    ] {
        let error = change(&context, current, new, again).await.unwrap_err();
        assert!(error.of_field(field).is_some(), "{new}: {error:?}");
    }
    assert_eq!(testing::verbs(&app).await, ["session.started"]);
    assert_eq!(change(&testing::context(&app, None), PASSWORD, good, good).await, Err(AppError::SignedOut));
}

#[sqlx::test]
async fn an_open_session_is_no_way_to_try_passwords(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    let context = enter(&app, PASSWORD).await;
    let good = "Nunjiang-Ship-48";
    for _ in 0..5 {
        assert!(change(&context, "Wrong-Password-1", good, good).await.unwrap_err().of_field("current").is_some());
    }
    assert_eq!(change(&context, PASSWORD, good, good).await, Err(AppError::Wait(900)));
}

#[sqlx::test]
async fn the_last_five_are_not_used_again(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    let numbered = |number: usize| format!("Nunjiang-Ship-4{number}");
    let context = enter(&app, PASSWORD).await;
    let mut current = PASSWORD.to_owned();
    for number in 1..=5 {
        // Each at its own time: the history is in order of time.
        let later = testing::later(&app, TimeDelta::minutes(number as i64));
        let context = RequestContext { app: later, ..context.clone() };
        change(&context, &current, &numbered(number), &numbered(number)).await.unwrap();
        current = numbered(number);
    }
    let later = RequestContext { app: testing::later(&app, TimeDelta::minutes(9)), ..context };
    for number in 1..=5 {
        let error = change(&later, &current, &numbered(number), &numbered(number)).await.unwrap_err();
        assert!(error.of_field("new").is_some(), "{number}");
    }
    change(&later, &current, PASSWORD, PASSWORD).await.expect("six passwords ago");
}

#[sqlx::test]
async fn after_ninety_days_it_must_be_changed_unless_the_policy_says_otherwise(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    let security = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let (in_time, late) = (testing::later(&app, TimeDelta::days(90)), testing::later(&app, TimeDelta::days(91)));
    assert!(!must_change(&enter(&in_time, PASSWORD).await));
    choose_policy(&app.db, &testing::act(&app, &security), "asvs5").await.unwrap();
    assert!(!must_change(&enter(&late, PASSWORD).await));
    choose_policy(&app.db, &testing::act(&app, &security), "mlps3").await.unwrap();
    let context = enter(&late, PASSWORD).await;
    assert!(must_change(&context));
    change(&context, PASSWORD, "Nunjiang-Ship-48", "Nunjiang-Ship-48").await.unwrap();
    assert!(!must_change(&enter(&late, "Nunjiang-Ship-48").await));
}
