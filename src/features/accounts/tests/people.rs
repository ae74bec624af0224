//! Opening, correcting, disabling accounts.

use sqlx::PgPool;

use crate::{
    features::{
        accounts::{
            commands::{
                create_person::create_person,
                disable::{disable, enable},
                edit_person::edit_person,
                reset_password::reset_password,
                sign_in::{Credentials, Entered, sign_in},
            },
            inputs::PersonForm,
            queries::people::{AccountState, PAGE, PeopleFilter, PersonView, page, view},
            sessions,
        },
        units,
    },
    server::{
        state::App,
        testing::{self, PASSWORD},
    },
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::CommandKey,
    },
};

fn form(account: &str, unit: &str) -> PersonForm {
    PersonForm {
        account: account.to_owned(),
        name: "王示甲".to_owned(),
        unit: unit.to_owned(),
        ..PersonForm::default()
    }
}

async fn enter(app: &App, account: &str, password: &str) -> Result<String, AppError> {
    let credentials = Credentials { account: account.to_owned(), password: password.to_owned() };
    sign_in(&testing::context(app, None), credentials).await.map(Entered::token)
}

async fn found(app: &App, admin: &Actor, filter: PeopleFilter) -> Vec<String> {
    page(&app.db, admin, &filter).await.unwrap().lines.into_iter().map(|line| line.account).collect()
}

async fn stored(app: &App, admin: &Actor, actor: &Actor) -> PersonView {
    view(&app.db, admin, actor.person).await.unwrap()
}

#[sqlx::test]
async fn an_account_is_opened_with_a_password_that_must_be_changed(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    testing::unit(&app, "P-BB").await;
    let act = testing::act(&app, &admin);
    let issued = create_person(&app.db, &act, CommandKey::new(), form("WangShiJia", "P-BB")).await.unwrap();
    assert_eq!(issued.account, "wangshijia");
    assert_eq!(testing::verbs(&app).await, ["person.created"]);
    let token = enter(&app, "wangshijia", &issued.password).await.unwrap();
    let signed_in = sessions::resume(&app, &token).await.unwrap().unwrap();
    assert!(signed_in.must_change_password);
    assert_eq!(signed_in.actor.roles.iter().count(), 0);
}

#[sqlx::test]
async fn only_the_system_administrator_touches_accounts(pool: PgPool) {
    let app = testing::app(pool).await;
    let other = testing::person(&app, Role::Reporter, "P-BB").await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::SysAdmin) {
        let actor = testing::person(&app, role, "XTB").await;
        let (act, key) = (testing::act(&app, &actor), CommandKey::new());
        assert_eq!(create_person(&app.db, &act, key, form("neu", "P-BB")).await, Err(AppError::NotFound), "{role:?}");
        // Not even that something is wrong with the form.
        assert_eq!(create_person(&app.db, &act, key, PersonForm::default()).await, Err(AppError::NotFound));
        let edited = edit_person(&app.db, &act, key, other.person, 1, form("neu", "P-BB")).await;
        assert_eq!(edited, Err(AppError::NotFound));
        assert_eq!(reset_password(&app.db, &act, other.person).await, Err(AppError::NotFound));
        assert_eq!(disable(&app.db, &act, other.person).await, Err(AppError::NotFound));
        assert_eq!(enable(&app.db, &act, other.person).await, Err(AppError::NotFound));
        let reads = role == Role::SecurityAdmin;
        assert_eq!(page(&app.db, &actor, &PeopleFilter::default()).await.is_ok(), reads, "{role:?}");
        assert_eq!(view(&app.db, &actor, other.person).await.is_ok(), reads);
        assert!(view(&app.db, &actor, actor.person).await.is_ok(), "everybody sees themselves");
    }
    assert!(testing::verbs(&app).await.is_empty());
}

#[sqlx::test]
async fn a_taken_account_an_unknown_unit_and_a_closed_one_are_told_at_their_fields(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    testing::unit(&app, "P-BB").await;
    let act = testing::act(&app, &admin);
    units::commands::close::close_unit(&app.db, &act, "P-BB").await.unwrap();
    for (account, unit, field) in [("sys_admin", "XTB", "account"), ("neu", "P-NO", "unit"), ("neu", "P-BB", "unit")] {
        let error = create_person(&app.db, &act, CommandKey::new(), form(account, unit)).await.unwrap_err();
        assert!(error.of_field(field).is_some(), "{account} {unit}: {error:?}");
    }
    assert_eq!(testing::verbs(&app).await, ["unit.closed"]);
}

#[sqlx::test]
async fn opening_twice_opens_one_account_whose_last_told_password_is_good(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let (act, key) = (testing::act(&app, &admin), CommandKey::new());
    let first = create_person(&app.db, &act, key, form("neu", "XTB")).await.unwrap();
    let second = create_person(&app.db, &act, key, form("neu", "XTB")).await.unwrap();
    assert_eq!(first.person, second.person);
    enter(&app, "neu", &second.password).await.unwrap();
    enter(&app, "neu", &first.password).await.unwrap_err();
    let kept: Vec<serde_json::Value> =
        sqlx::query_scalar("select answer from done_commands").fetch_all(&app.db).await.unwrap();
    assert!(kept.iter().all(|answer| !answer.to_string().contains(&first.password)), "passwords are kept nowhere");
    assert_eq!(testing::verbs(&app).await[..2], ["person.created", "person.password_reset"]);
}

#[sqlx::test]
async fn of_two_who_edit_the_second_learns_of_the_first(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let act = testing::act(&app, &admin);
    let edit = |key, version, post: &str| {
        let form = PersonForm { post: post.to_owned(), ..form("liaison", "P-BB") };
        let (db, act, person) = (app.db.clone(), act.clone(), person.person);
        async move { edit_person(&db, &act, key, person, version, form).await }
    };
    let key = CommandKey::new();
    edit(key, 1, "处长").await.unwrap();
    edit(key, 1, "处长").await.expect("sent twice, done once");
    assert_eq!(edit(CommandKey::new(), 1, "科长").await, Err(AppError::Conflict));
    let stored = stored(&app, &admin, &person).await;
    assert_eq!((stored.post.as_str(), stored.version), ("处长", 2));
    edit(CommandKey::new(), stored.version, "科长").await.unwrap();
    assert_eq!(testing::verbs(&app).await, ["person.edited", "person.edited"]);
}

#[sqlx::test]
async fn a_disabled_account_is_out_at_once_and_can_come_back(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let act = testing::act(&app, &admin);
    let token = enter(&app, "liaison", PASSWORD).await.unwrap();
    disable(&app.db, &act, person.person).await.unwrap();
    disable(&app.db, &act, person.person).await.expect("done already");
    assert!(sessions::resume(&app, &token).await.unwrap().is_none());
    let told = enter(&app, "liaison", PASSWORD).await.unwrap_err();
    let unknown = enter(&app, "nobody", PASSWORD).await.unwrap_err();
    assert_eq!(told, unknown, "a disabled account is told like an unknown one");
    enable(&app.db, &act, person.person).await.unwrap();
    enable(&app.db, &act, person.person).await.expect("done already");
    assert!(sessions::resume(&app, &token).await.unwrap().is_none(), "an ended session stays ended");
    enter(&app, "liaison", PASSWORD).await.unwrap();
    let verbs = testing::verbs(&app).await;
    let done: Vec<&String> = verbs.iter().filter(|verb| verb.starts_with("person.")).collect();
    assert_eq!(done, ["person.disabled", "person.enabled"]);
}

#[sqlx::test]
async fn a_reset_password_replaces_the_old_one_ends_sessions_and_waiting(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let person = testing::person(&app, Role::Liaison, "P-BB").await;
    let token = enter(&app, "liaison", PASSWORD).await.unwrap();
    for _ in 0..5 {
        enter(&app, "liaison", "Wrong-Password-1").await.unwrap_err();
    }
    let issued = reset_password(&app.db, &testing::act(&app, &admin), person.person).await.unwrap();
    assert!(sessions::resume(&app, &token).await.unwrap().is_none());
    assert!(enter(&app, "liaison", PASSWORD).await.is_err());
    let token = enter(&app, "liaison", &issued.password).await.unwrap();
    assert!(sessions::resume(&app, &token).await.unwrap().unwrap().must_change_password);
}

#[sqlx::test]
async fn lists_are_found_by_text_unit_state_and_role_page_by_page(pool: PgPool) {
    let app = testing::app(pool).await;
    let admin = testing::person(&app, Role::SysAdmin, "XTB").await;
    let gone = testing::person(&app, Role::Director, "XTB").await;
    for _ in 0..PAGE + 5 {
        testing::person(&app, Role::Reporter, "P-BB").await;
    }
    disable(&app.db, &testing::act(&app, &admin), gone.person).await.unwrap();
    let all = PeopleFilter::default();
    let with = |change: fn(&mut PeopleFilter)| {
        let mut filter = all.clone();
        change(&mut filter);
        filter
    };
    assert_eq!(found(&app, &admin, with(|filter| filter.text = Some("测示SYS".into()))).await, ["sys_admin"]);
    assert_eq!(found(&app, &admin, with(|filter| filter.unit = Some("XTB".into()))).await, ["director", "sys_admin"]);
    assert_eq!(found(&app, &admin, with(|filter| filter.state = Some(AccountState::Disabled))).await, ["director"]);
    assert_eq!(found(&app, &admin, with(|filter| filter.role = Some(Role::SysAdmin))).await, ["sys_admin"]);
    assert!(found(&app, &admin, with(|filter| filter.text = Some("%".into()))).await.is_empty());
    let first = page(&app.db, &admin, &all).await.unwrap();
    assert_eq!((first.lines.len(), first.count, first.previous.is_none()), (PAGE, PAGE as i64 + 7, true));
    let second = PeopleFilter { after: first.next.clone(), ..all.clone() };
    let second = page(&app.db, &admin, &second).await.unwrap();
    assert_eq!((second.lines.len(), second.next.is_none()), (7, true));
    let back = PeopleFilter { before: second.previous, ..all.clone() };
    let back = page(&app.db, &admin, &back).await.unwrap();
    let accounts = |page: &crate::features::accounts::queries::people::PeoplePage| {
        page.lines.iter().map(|line| line.account.clone()).collect::<Vec<_>>()
    };
    assert_eq!(accounts(&back), accounts(&first));
    assert_eq!((back.previous, back.next), (first.previous, first.next));
}
