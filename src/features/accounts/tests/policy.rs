//! Choosing the password policy.

use sqlx::PgPool;

use crate::{
    features::accounts::{
        commands::choose_policy::choose_policy, policy::PasswordPolicy, queries::policy::password_policy,
    },
    server::testing,
    shared::{actor::Role, error::AppError},
};

#[sqlx::test]
async fn the_security_administrator_chooses(pool: PgPool) {
    let app = testing::app(pool).await;
    let security = testing::person(&app, Role::SecurityAdmin, "XTB").await;
    let act = testing::act(&app, &security);
    assert_eq!(password_policy(&app.db).await.unwrap(), PasswordPolicy::Mlps3);
    choose_policy(&app.db, &act, "mlps3").await.expect("in force already");
    for _ in 0..2 {
        choose_policy(&app.db, &act, "asvs5").await.unwrap();
    }
    assert_eq!(password_policy(&app.db).await.unwrap(), PasswordPolicy::Asvs5);
    assert!(choose_policy(&app.db, &act, "none").await.unwrap_err().of_field("policy").is_some());
    assert_eq!(testing::verbs(&app).await, ["setting.policy_chosen"]);
}

#[sqlx::test]
async fn nobody_else_does(pool: PgPool) {
    let app = testing::app(pool).await;
    for role in Role::ALL.into_iter().filter(|role| *role != Role::SecurityAdmin) {
        let actor = testing::person(&app, role, "XTB").await;
        let chosen = choose_policy(&app.db, &testing::act(&app, &actor), "asvs5").await;
        assert_eq!(chosen, Err(AppError::NotFound), "{role:?}");
    }
}
