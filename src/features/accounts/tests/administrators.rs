//! Three administrators, each a person of its own, and none left out.

use sqlx::PgPool;

use crate::{
    features::accounts::{
        commands::{
            disable::disable,
            reset_password::reset_password,
            roles::{grant, withdraw},
        },
        model::ADMIN_PARTS,
        queries::people::view,
    },
    server::{state::App, testing},
    shared::{
        actor::{Actor, Role},
        error::AppError,
    },
};

async fn holds(app: &App, admin: &Actor, person: &Actor, role: Role) -> bool {
    view(&app.db, admin, person.person).await.unwrap().roles.has(role)
}

#[sqlx::test]
async fn the_security_administrator_grants_and_withdraws(pool: PgPool) {
    let app = testing::app(pool).await;
    let security = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let person = testing::person(&app, Role::Reporter, "P-BB").await;
    let act = testing::act(&app, &security);
    for _ in 0..2 {
        grant(&app.db, &act, person.person, "liaison").await.unwrap();
    }
    assert!(holds(&app, &security, &person, Role::Liaison).await);
    for _ in 0..2 {
        withdraw(&app.db, &act, person.person, "liaison").await.unwrap();
    }
    assert!(!holds(&app, &security, &person, Role::Liaison).await);
    assert_eq!(testing::verbs(&app).await, ["role.granted", "role.withdrawn"]);
    let unknown = grant(&app.db, &act, person.person, "emperor").await.unwrap_err();
    assert!(unknown.of_field("role").is_some());
    let nobody = crate::shared::ids::PersonId::new();
    assert_eq!(grant(&app.db, &act, nobody, "liaison").await, Err(AppError::NotFound));
}

#[sqlx::test]
async fn nobody_else_does(pool: PgPool) {
    let app = testing::app(pool).await;
    let person = testing::person(&app, Role::Reporter, "P-BB").await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::SecurityAdmin) {
        let actor = testing::person(&app, role, "XTB").await;
        let act = testing::act(&app, &actor);
        assert_eq!(grant(&app.db, &act, person.person, "liaison").await, Err(AppError::NotFound), "{role:?}");
        assert_eq!(withdraw(&app.db, &act, person.person, "reporter").await, Err(AppError::NotFound), "{role:?}");
    }
    assert!(testing::verbs(&app).await.is_empty());
}

#[sqlx::test]
async fn not_even_the_security_administrator_for_themselves(pool: PgPool) {
    let app = testing::app(pool).await;
    let security = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let act = testing::act(&app, &security);
    assert!(matches!(grant(&app.db, &act, security.person, "liaison").await, Err(AppError::Refused(_))));
    assert!(matches!(withdraw(&app.db, &act, security.person, "security_admin").await, Err(AppError::Refused(_))));
}

#[sqlx::test]
async fn a_second_part_is_refused_at_its_field_and_by_the_database(pool: PgPool) {
    let app = testing::app(pool).await;
    let security = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let act = testing::act(&app, &security);
    let person = testing::person(&app, Role::SysAdmin, "XTB").await;
    for part in ["security_admin", "auditor"] {
        let error = grant(&app.db, &act, person.person, part).await.unwrap_err();
        assert!(error.of_field("role").is_some(), "{error:?}");
        let direct = sqlx::query("insert into person_roles (person_id, role, granted_at) values ($1, $2, $3)")
            .bind(person.person.0)
            .bind(part)
            .bind(act.at)
            .execute(&app.db)
            .await;
        assert!(direct.is_err(), "the database keeps the parts apart by itself");
    }
    grant(&app.db, &act, person.person, "reporter").await.expect("other roles are no part of the three");
}

#[sqlx::test]
async fn the_last_of_each_part_stays(pool: PgPool) {
    let app = testing::app(pool).await;
    let first = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let second = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let system = testing::person(&app, Role::SysAdmin, "XTB").await;
    let auditor = testing::person(&app, Role::Auditor, "XTB").await;
    let (by_first, by_system) = (testing::act(&app, &first), testing::act(&app, &system));
    for (person, part) in [(&system, "sys_admin"), (&auditor, "auditor")] {
        let refused = withdraw(&app.db, &by_first, person.person, part).await;
        assert!(matches!(refused, Err(AppError::Refused(_))), "{part}: {refused:?}");
    }
    assert!(matches!(disable(&app.db, &by_system, auditor.person).await, Err(AppError::Refused(_))));
    assert!(matches!(disable(&app.db, &by_system, system.person).await, Err(AppError::Refused(_))), "oneself");
    // Of two security administrators one can go; a disabled one does not count.
    disable(&app.db, &by_system, second.person).await.unwrap();
    assert!(matches!(disable(&app.db, &by_system, first.person).await, Err(AppError::Refused(_))));
    withdraw(&app.db, &by_first, second.person, "security_admin").await.unwrap();
}

#[sqlx::test]
async fn two_who_withdraw_from_each_other_leave_one(pool: PgPool) {
    let app = testing::app(pool).await;
    let first = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let second = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let (by_first, by_second) = (testing::act(&app, &first), testing::act(&app, &second));
    let (one, other) = tokio::join!(
        withdraw(&app.db, &by_first, second.person, "security_admin"),
        withdraw(&app.db, &by_second, first.person, "security_admin"),
    );
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
}

#[sqlx::test]
async fn the_system_administrator_cannot_become_another_by_a_new_password(pool: PgPool) {
    let app = testing::app(pool).await;
    let system = testing::person(&app, Role::SysAdmin, "XTB").await;
    let colleague = testing::person(&app, Role::SysAdmin, "XTB").await;
    let act = testing::act(&app, &system);
    for part in ADMIN_PARTS {
        let person = testing::person(&app, part, "XTB").await;
        let allowed = reset_password(&app.db, &act, person.person).await.is_ok();
        assert_eq!(allowed, part == Role::SysAdmin, "{part:?}");
    }
    assert!(matches!(reset_password(&app.db, &act, system.person).await, Err(AppError::Refused(_))));
    reset_password(&app.db, &act, colleague.person).await.unwrap();
}
