//! What a search shows on the ledger's page.

use sqlx::PgPool;

use super::{Ask, world::World};
use crate::shared::actor::Role;

#[sqlx::test]
async fn hits_are_marked_in_the_names_of_units_too(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let found = world.site.ask(Ask::get("/tasks?q=%E7%BC%96%E5%8A%9E").by(&cookie)).await;
    assert!(found.body.contains("<mark>编办"), "{}", found.body);
    let all = world.site.ask(Ask::get("/tasks").by(&cookie)).await;
    assert!(all.body.contains("省编办") && !all.body.contains("<mark>"));
}
