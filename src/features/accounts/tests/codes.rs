//! One-time codes: setting them up, signing in with them, losing them.

use chrono::TimeDelta;
use sqlx::PgPool;
use totp_rs::Builder;

use crate::{
    features::accounts::{
        commands::{
            at_server::reset_codes_of,
            change_password::{NewPassword, change_password},
            give_code::give_code,
            reset_password::reset_password,
            second_factor::{begin, choose_rule, confirm, remove, renew_recovery_codes, reset},
            sign_in::{Credentials, Entered, sign_in},
        },
        model::{SETUP_LIMIT, TICKET_LIMIT, WAITING_TIME},
        queries::second_factor::{Factor, factor_of, unconfirmed_secret},
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
        locale::Locale,
    },
    t,
};

async fn enter(app: &App, account: &str) -> Entered {
    enter_by(app, account, PASSWORD).await
}

async fn enter_by(app: &App, account: &str, password: &str) -> Entered {
    let credentials = Credentials { account: account.to_owned(), password: password.to_owned() };
    sign_in(&testing::context(app, None), credentials).await.unwrap()
}

async fn ticket(app: &App, account: &str) -> String {
    ticket_by(app, account, PASSWORD).await
}

async fn ticket_by(app: &App, account: &str, password: &str) -> String {
    match enter_by(app, account, password).await {
        Entered::Code(ticket) => ticket,
        Entered::Session(_) => panic!("no code was asked for"),
    }
}

async fn signed_in(app: &App, account: &str) -> RequestContext {
    with(app, &enter(app, account).await.token()).await
}

async fn with(app: &App, token: &str) -> RequestContext {
    RequestContext { signed_in: sessions::resume(app, token).await.unwrap(), ..testing::context(app, None) }
}

async fn give(app: &App, ticket: &str, code: &str) -> Result<String, AppError> {
    give_code(&testing::context(app, None), ticket, code).await
}

fn code(app: &App, secret: &[u8]) -> String {
    let secret: [u8; 20] = secret.try_into().unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(app.clock.now().timestamp().unsigned_abs()).to_string()
}

/// Sets codes up; returns the secret and recovery codes.
async fn set_up(app: &App, person: &Actor, account: &str) -> (Vec<u8>, Vec<String>) {
    let context = signed_in(app, account).await;
    begin(&context).await.unwrap();
    let secret = unconfirmed_secret(&app.db, person.person).await.unwrap();
    let codes = confirm(&context, PASSWORD.to_owned(), &code(app, &secret)).await.unwrap();
    (secret, codes)
}

/// Half a minute later there is another code.
fn soon(app: &App, minutes: i64) -> App {
    testing::later(app, TimeDelta::minutes(minutes))
}

#[sqlx::test]
async fn a_code_is_asked_for_once_it_was_shown_to_be_right(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let (here, elsewhere) = (signed_in(&app, "liaison").await, enter(&app, "liaison").await.token());
    begin(&here).await.unwrap();
    let secret = unconfirmed_secret(&app.db, person.person).await.unwrap();
    signed_in(&app, "liaison").await;
    let good = code(&app, &secret);
    let wrong = confirm(&here, "Wrong-Password-1".to_owned(), &good).await.unwrap_err();
    assert!(wrong.of_field("current").is_some());
    let wrong = confirm(&here, PASSWORD.to_owned(), "000000").await.unwrap_err();
    assert!(wrong.of_field("one_time_code").is_some());
    let codes = confirm(&here, PASSWORD.to_owned(), &good).await.unwrap();
    assert_eq!(codes.len(), 10);
    assert!(with(&app, &elsewhere).await.signed_in.is_none(), "other sessions end");
    let refused = confirm(&here, PASSWORD.to_owned(), &good).await;
    assert!(matches!(refused, Err(AppError::Refused(_))), "twice is once: {refused:?}");

    let first = ticket(&app, "liaison").await;
    assert!(with(&app, &first).await.signed_in.is_none(), "a ticket opens nothing");
    assert!(give(&app, &first, &good).await.is_err(), "a code is good once");
    let app = soon(&app, 1);
    let token = give(&app, &first, &format!(" {} ", code(&app, &secret))).await.unwrap();
    assert_eq!(with(&app, &token).await.actor().unwrap(), &person);
    assert!(matches!(give(&app, &first, &code(&app, &secret)).await, Err(AppError::Refused(_))), "so is a ticket");
    let verbs = testing::verbs(&app).await;
    let last = ["session.password_accepted", "session.code_refused", "session.started"];
    assert_eq!(verbs[verbs.len() - 3..], last);
}

#[sqlx::test]
async fn what_somebody_else_saw_is_not_confirmed_weeks_later(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let here = signed_in(&app, "liaison").await;
    begin(&here).await.unwrap();
    let seen = unconfirmed_secret(&app.db, person.person).await.unwrap();
    begin(&here).await.unwrap();
    let secret = unconfirmed_secret(&app.db, person.person).await.unwrap();
    assert_ne!(secret, seen, "again makes another");
    let error = confirm(&here, PASSWORD.to_owned(), &code(&app, &seen)).await.unwrap_err();
    assert!(error.of_field("one_time_code").is_some(), "{error:?}");

    let late = testing::later(&app, SETUP_LIMIT);
    assert_eq!(factor_of(&late.db, person.person, late.clock.now()).await.unwrap(), Factor::None);
    let later = RequestContext { app: late.clone(), ..here };
    let refused = confirm(&later, PASSWORD.to_owned(), &code(&late, &secret)).await;
    assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
    begin(&later).await.unwrap();
    let secret = unconfirmed_secret(&app.db, person.person).await.unwrap();
    confirm(&later, PASSWORD.to_owned(), &code(&late, &secret)).await.unwrap();
    begin(&later).await.unwrap();
    let in_use = Factor::InUse { recovery_codes: 10 };
    assert_eq!(factor_of(&app.db, person.person, soon(&late, 99).clock.now()).await.unwrap(), in_use, "it stays");
    let begun = testing::verbs(&app).await.iter().filter(|verb| *verb == "second_factor.begun").count();
    assert_eq!(begun, 3);
}

#[sqlx::test]
async fn a_ticket_is_void_once_its_password_is_replaced(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let (_, codes) = set_up(&app, &person, "liaison").await;
    let token = give(&app, &ticket(&app, "liaison").await, &codes[0]).await.unwrap();
    let of_a_thief = ticket(&app, "liaison").await;
    let new = "Nunjiang-Ship-48".to_owned();
    let input = NewPassword { current: PASSWORD.to_owned(), new: new.clone(), again: new.clone() };
    change_password(&with(&app, &token).await, input).await.unwrap();
    let refused = give(&app, &of_a_thief, &codes[1]).await;
    assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");

    let of_a_thief = ticket_by(&app, "liaison", &new).await;
    reset_password(&app.db, &testing::act(&app, &admin), person.person).await.unwrap();
    let refused = give(&app, &of_a_thief, &codes[1]).await;
    assert!(matches!(refused, Err(AppError::Refused(_))), "{refused:?}");
}

#[sqlx::test]
async fn five_wrong_codes_wait_everywhere_and_the_password_does_not_help(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let (secret, _) = set_up(&app, &person, "liaison").await;
    for _ in 0..5 {
        let error = give(&app, &ticket(&app, "liaison").await, "000000").await.unwrap_err();
        assert!(error.of_field("one_time_code").is_some(), "{error:?}");
    }
    let mut elsewhere = testing::context(&app, None);
    elsewhere.address = "10.0.9.9".parse().unwrap();
    let ticket_here = ticket(&app, "liaison").await;
    let good = code(&app, &secret);
    assert_eq!(give_code(&elsewhere, &ticket_here, &good).await, Err(AppError::Wait(900)));
    let late = testing::later(&app, WAITING_TIME);
    give(&late, &ticket(&late, "liaison").await, &code(&late, &secret)).await.unwrap();
}

#[sqlx::test]
async fn a_ticket_runs_out_and_is_no_use_of_a_disabled_account(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let (secret, _) = set_up(&app, &person, "liaison").await;
    let first = ticket(&app, "liaison").await;
    assert!(give(&app, &first, " ").await.unwrap_err().of_field("one_time_code").is_some());
    let late = testing::later(&app, TICKET_LIMIT);
    assert!(matches!(give(&late, &first, &code(&late, &secret)).await, Err(AppError::Refused(_))));
    assert!(matches!(give(&app, "no ticket", "000000").await, Err(AppError::Refused(_))));
    let soon = soon(&app, 1);
    let second = ticket(&soon, "liaison").await;
    sqlx::query("update people set disabled_at = now()").execute(&app.db).await.unwrap();
    assert!(matches!(give(&soon, &second, &code(&soon, &secret)).await, Err(AppError::Refused(_))));
}

#[sqlx::test]
async fn a_recovery_code_takes_its_place_once(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let (_, codes) = set_up(&app, &person, "liaison").await;
    let token = give(&app, &ticket(&app, "liaison").await, &codes[3].to_uppercase()).await.unwrap();
    assert!(give(&app, &ticket(&app, "liaison").await, &codes[3]).await.is_err());
    assert_eq!(factor_of(&app.db, person.person, app.clock.now()).await.unwrap(), Factor::InUse { recovery_codes: 9 });
    let context = with(&app, &token).await;
    assert!(renew_recovery_codes(&context, "Wrong-Password-1".to_owned()).await.is_err());
    let renewed = renew_recovery_codes(&context, PASSWORD.to_owned()).await.unwrap();
    assert!(give(&app, &ticket(&app, "liaison").await, &codes[4]).await.is_err(), "the old ones are gone");
    give(&app, &ticket(&app, "liaison").await, &renewed[0]).await.unwrap();
}

#[sqlx::test]
async fn who_need_not_have_them_can_do_without_again(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let security = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let (_, codes) = set_up(&app, &person, "liaison").await;
    let token = give(&app, &ticket(&app, "liaison").await, &codes[0]).await.unwrap();
    let context = with(&app, &token).await;
    choose_rule(&app.db, &testing::act(&app, &security), false, "everybody").await.unwrap();
    assert!(matches!(remove(&context, PASSWORD.to_owned()).await, Err(AppError::Refused(_))));
    choose_rule(&app.db, &testing::act(&app, &security), false, "admins").await.unwrap();
    assert!(remove(&context, String::new()).await.unwrap_err().of_field("current").is_some());
    remove(&context, PASSWORD.to_owned()).await.unwrap();
    assert!(matches!(remove(&context, PASSWORD.to_owned()).await, Err(AppError::Refused(_))));
    signed_in(&app, "liaison").await;
}

#[sqlx::test]
async fn the_rule_says_who_must_set_them_up_first(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    testing::person(&app, Role::Liaison, "P-BB").await;
    let must = |context: &RequestContext| context.signed_in.as_ref().is_some_and(|s| s.must_set_up_codes);
    let security = testing::act(&app, &testing::person(&app, Role::SecurityAdmin, "XTB").await);
    for (rule, of_admin, of_liaison) in
        [("voluntary", false, false), ("admins", true, false), ("everybody", true, true)]
    {
        choose_rule(&app.db, &security, false, rule).await.unwrap();
        let found = (must(&signed_in(&app, "sys_admin").await), must(&signed_in(&app, "liaison").await));
        assert_eq!(found, (of_admin, of_liaison), "{rule}");
    }
    sqlx::query("delete from settings where name = 'second_factor'").execute(&app.db).await.unwrap();
    assert!(must(&signed_in(&app, "sys_admin").await), "where nothing was chosen, administrators must");
    let sample = App { sample: true, ..app.clone() };
    assert!(!must(&signed_in(&sample, "sys_admin").await), "but not in the sample");
    set_up(&app, &admin, "sys_admin").await;
    let app = soon(&app, 1);
    let secret: Vec<u8> = sqlx::query_scalar("select secret from second_factors").fetch_one(&app.db).await.unwrap();
    let token = give(&app, &ticket(&app, "sys_admin").await, &code(&app, &secret)).await.unwrap();
    assert!(!must(&with(&app, &token).await));
    let error = choose_rule(&app.db, &security, false, "nobody").await.unwrap_err();
    assert_eq!(error.of_field("rule"), Some(t::accounts::codes_rule_needed(Locale::Chinese)));
    assert_eq!(
        choose_rule(&app.db, &testing::act(&app, &admin), false, "voluntary").await,
        Err(AppError::NotFound),
        "that is the security administrator's"
    );
}

#[sqlx::test]
async fn a_lost_telephone_is_helped_by_the_security_administrator_or_at_the_server(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let security = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let (_, codes) = set_up(&app, &person, "liaison").await;
    let token = give(&app, &ticket(&app, "liaison").await, &codes[0]).await.unwrap();
    let act = testing::act(&app, &security);
    assert_eq!(reset(&app.db, &testing::act(&app, &admin), person.person).await, Err(AppError::NotFound));
    assert!(matches!(reset(&app.db, &act, security.person).await, Err(AppError::Refused(_))));
    for _ in 0..2 {
        reset(&app.db, &act, person.person).await.unwrap();
    }
    assert!(with(&app, &token).await.signed_in.is_none(), "whoever holds the telephone is signed out");
    signed_in(&app, "liaison").await;
    assert_eq!(testing::verbs(&app).await.iter().filter(|verb| *verb == "second_factor.reset").count(), 1);

    set_up(&soon(&app, 1), &person, "liaison").await;
    reset_codes_of(&app.db, app.clock.now(), " Ｌiaison ").await.unwrap();
    signed_in(&app, "liaison").await;
    for account in ["liaison", "nobody"] {
        assert_eq!(reset_codes_of(&app.db, app.clock.now(), account).await, Err(AppError::NotFound), "{account}");
    }
}
