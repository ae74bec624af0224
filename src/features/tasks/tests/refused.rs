//! Who may not keep the ledger: whatever they send, it is not found, and nothing is stored.

use std::collections::HashSet;

use sqlx::PgPool;

use super::{Ledger, content, new_plan};
use crate::{
    features::tasks::{
        commands::{
            confirm_import::{Confirmation, confirm_import},
            create::create,
            create_plan::create_plan,
            edit::edit,
            upload_import::{NewImport, upload_import},
        },
        queries::imports,
    },
    server::testing,
    shared::{
        actor::Role,
        error::AppError,
        ids::{CommandKey, ImportId},
    },
};

#[sqlx::test]
async fn only_the_office_keeps_the_ledger(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    let before = (ledger.find(&number).await, ledger.verbs().await);
    for role in Role::ALL.into_iter().filter(|role| ![Role::Registrar, Role::Director].contains(role)) {
        let actor = testing::person(&ledger.app, role, "P-BB").await;
        let (db, act, key) = (&ledger.app.db, testing::act(&ledger.app, &actor), CommandKey::new());
        let import = NewImport { plan: Ok("35".into()), file_name: "a.csv".into(), content: b"x".to_vec() };
        let wanted = Confirmation { import: ImportId::new(), digest: String::new(), left_out: HashSet::new() };
        for refused in [
            create(db, &act, key, "35", &content(2)).await.map(drop),
            edit(db, &act, key, &number, 1, &content(1)).await.map(drop),
            create_plan(db, &act, key, &new_plan("2017年", "36")).await.map(drop),
            upload_import(db, &act, import).await.map(drop),
            confirm_import(db, &act, key, &wanted).await.map(drop),
            imports::upload(&mut db.acquire().await.unwrap(), &actor, wanted.import).await.map(drop),
        ] {
            assert_eq!(refused, Err(AppError::NotFound), "{role:?}");
        }
    }
    assert_eq!((ledger.find(&number).await, ledger.verbs().await), before);
    assert_eq!(ledger.count().await, 1);
}

#[sqlx::test]
async fn a_plan_is_opened_once(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (act, key) = (ledger.act(), CommandKey::new());
    let first = create_plan(&ledger.app.db, &act, key, &new_plan("2017年", "36")).await.unwrap();
    let again = create_plan(&ledger.app.db, &act, key, &new_plan("2017年", "36")).await.unwrap();
    assert_eq!((first, ledger.verbs().await), (again, vec!["plan.created".to_owned()]));
    for (plan, field) in [(new_plan("2017年", "37"), "name"), (new_plan("2018年", "36"), "prefix")] {
        super::at_field(create_plan(&ledger.app.db, &act, CommandKey::new(), &plan).await, field);
    }
}
