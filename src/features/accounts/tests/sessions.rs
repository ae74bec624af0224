//! Seeing and ending one's own sessions.

use chrono::TimeDelta;
use sqlx::PgPool;

use crate::{
    features::accounts::{
        commands::{
            sign_in::{Credentials, sign_in},
            sign_out::{end, end_others},
        },
        queries::sessions::of_person,
        sessions,
    },
    server::{
        context::RequestContext,
        state::App,
        testing::{self, PASSWORD},
    },
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::SessionId,
    },
};

async fn enter(app: &App, account: &str) -> RequestContext {
    let context = testing::context(app, None);
    let credentials = Credentials { account: account.to_owned(), password: PASSWORD.to_owned() };
    let token = sign_in(&context, credentials).await.unwrap().token();
    RequestContext { signed_in: sessions::resume(app, &token).await.unwrap(), ..context }
}

fn session(context: &RequestContext) -> SessionId {
    context.signed_in.as_ref().unwrap().session
}

async fn good(app: &App, person: &Actor) -> Vec<SessionId> {
    of_person(&app.db, person.person, app.clock.now()).await.unwrap().into_iter().map(|line| line.id).collect()
}

#[sqlx::test]
async fn one_or_all_others_can_be_ended(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let (first, second, third) =
        (enter(&app, "liaison").await, enter(&app, "liaison").await, enter(&app, "liaison").await);
    assert_eq!(good(&app, &person).await.len(), 3);
    end(&first, session(&second)).await.unwrap();
    assert_eq!(end(&first, session(&second)).await, Err(AppError::NotFound), "ended already");
    for _ in 0..2 {
        end_others(&first).await.unwrap();
    }
    assert_eq!(good(&app, &person).await, [session(&first)]);
    assert_eq!(end(&first, session(&third)).await, Err(AppError::NotFound));
    let verbs = testing::verbs(&app).await;
    assert_eq!(verbs[3..], ["session.ended", "session.others_ended"]);
}

#[sqlx::test]
async fn nobody_ends_anothers(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    testing::person(&app, Role::SysAdmin, "XTB").await;
    let (own, other) = (enter(&app, "liaison").await, enter(&app, "sys_admin").await);
    assert_eq!(end(&other, session(&own)).await, Err(AppError::NotFound));
    end_others(&other).await.unwrap();
    assert_eq!(good(&app, &person).await, [session(&own)]);
    assert_eq!(end_others(&testing::context(&app, None)).await, Err(AppError::SignedOut));
}

#[sqlx::test]
async fn what_ran_out_is_not_listed(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    enter(&app, "liaison").await;
    assert!(good(&testing::later(&app, TimeDelta::minutes(15)), &person).await.is_empty());
}
