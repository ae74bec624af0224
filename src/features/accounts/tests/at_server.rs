//! The command line's part: the first administrators, and passwords when nobody can sign in.

use sqlx::PgPool;

use crate::{
    features::{
        accounts::{
            commands::{
                at_server::{NewAdmin, administrators, command_line, create_admin, reset_password_of},
                sign_in::{Credentials, Entered, sign_in},
            },
            sample::{SAMPLE_PASSWORD, load_sample_people, sample_accounts},
            sessions,
        },
        units::commands::{UnitFiles, load_units},
    },
    server::{state::App, testing},
    shared::{actor::Role, error::AppError, locale::Locale},
};

fn admin(account: &str, role: Role) -> NewAdmin {
    NewAdmin { account: account.to_owned(), name: "苏示甲".to_owned(), role, unit: None, password: None }
}

async fn enter(app: &App, account: &str, password: &str) -> Result<String, AppError> {
    let credentials = Credentials { account: account.to_owned(), password: password.to_owned() };
    sign_in(&testing::context(app, None), credentials).await.map(Entered::token)
}

#[sqlx::test]
async fn the_first_administrators_come_with_the_office(pool: PgPool) {
    let app = testing::app(pool).await;
    let at = app.clock.now();
    let issued = create_admin(&app.db, at, admin("xitong", Role::SysAdmin)).await.unwrap();
    create_admin(&app.db, at, admin("anquan", Role::SecurityAdmin)).await.unwrap();
    let token = enter(&app, "xitong", &issued.password).await.unwrap();
    let signed_in = sessions::resume(&app, &token).await.unwrap().unwrap();
    assert!(signed_in.must_change_password && signed_in.actor.roles.has(Role::SysAdmin));
    assert_eq!(signed_in.actor.unit_name, "协调小组办公室");
    assert_eq!(administrators(&app.db).await.unwrap().len(), 2);
    assert_eq!(testing::verbs(&app).await[..2], ["person.admin_created", "person.admin_created"]);
}

#[sqlx::test]
async fn what_cannot_be_is_told(pool: PgPool) {
    let app = testing::app(pool).await;
    let at = app.clock.now();
    create_admin(&app.db, at, admin("xitong", Role::SysAdmin)).await.unwrap();
    let weak = NewAdmin { password: Some("short".into()), ..admin("anquan", Role::SecurityAdmin) };
    let nowhere = NewAdmin { unit: Some("P-NO".into()), ..admin("anquan", Role::SecurityAdmin) };
    for (input, field) in [
        (admin("xitong", Role::Auditor), "account"),
        (admin("a b", Role::Auditor), "account"),
        (admin("jingban", Role::Registrar), "role"),
        (weak, "password"),
        (nowhere, "unit"),
    ] {
        let error = create_admin(&app.db, at, input).await.unwrap_err();
        assert!(error.of_field(field).is_some(), "{field}: {error:?}");
    }
    assert_eq!(reset_password_of(&app.db, at, "nobody", None).await, Err(AppError::NotFound));
}

#[sqlx::test]
async fn a_reset_lets_in_at_once(pool: PgPool) {
    let app = testing::app(pool).await;
    testing::person(&app, Role::Auditor, "XTB").await;
    for _ in 0..5 {
        enter(&app, "auditor", "Wrong-Password-1").await.unwrap_err();
    }
    let issued = reset_password_of(&app.db, app.clock.now(), " Auditor ", None).await.unwrap();
    enter(&app, "auditor", &issued.password).await.unwrap();
}

#[sqlx::test]
async fn the_sample_has_every_role_and_a_liaison_officer_for_every_unit(pool: PgPool) {
    let app = testing::app(pool).await;
    let who = command_line(app.clock.now());
    let files = UnitFiles {
        units: include_str!("../../../../demo/units.csv"),
        aliases: include_str!("../../../../demo/unit-aliases.csv"),
        classes: include_str!("../../../../demo/unit-classes.csv"),
    };
    load_units(&app.db, &who, files).await.unwrap();
    assert!(load_sample_people(&app.db, &who, who.at).await.unwrap() > 63);
    assert_eq!(load_sample_people(&app.db, &who, who.at).await.unwrap(), 0, "loading again changes nothing");
    let without: Vec<String> = sqlx::query_scalar(
        "select code from units u where not exists (
            select 1 from people p join person_roles r on r.person_id = p.id
            where p.unit_id = u.id and r.role = 'liaison')",
    )
    .fetch_all(&app.db)
    .await
    .unwrap();
    assert!(without.is_empty(), "{without:?}");
    for account in sample_accounts(Locale::Chinese) {
        let token = enter(&app, account.account, SAMPLE_PASSWORD).await.unwrap();
        let signed_in = sessions::resume(&app, &token).await.unwrap().unwrap();
        assert!(!signed_in.must_change_password);
        assert_eq!((signed_in.actor.name.as_str(), signed_in.actor.unit_name.as_str()), (account.name, account.unit));
    }
    let doubled: Vec<String> = sqlx::query_scalar("select name from people group by name having count(*) > 1")
        .fetch_all(&app.db)
        .await
        .unwrap();
    assert!(doubled.is_empty(), "{doubled:?}");
    assert_eq!(testing::verbs(&app).await[..2], ["unit.loaded", "person.sample_loaded"]);
}
