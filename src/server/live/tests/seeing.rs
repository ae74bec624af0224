//! Who is told what.

use rand::{Rng as _, SeedableRng as _};

use super::*;
use crate::{
    server::live::{change, reader::Reader},
    shared::ids::SessionId,
};

#[sqlx::test]
async fn a_unit_hears_of_its_own_tasks_and_of_losing_them(pool: PgPool) {
    let server = server(pool).await;
    let app = &server.app;
    let liaison = testing::person(app, Role::Liaison, "P-01").await;
    let other = testing::unit(app, "P-02").await;
    let own_task = task(app, 1, &[liaison.unit, other]).await;
    let other_task = task(app, 2, &[other]).await;
    let mut reading = server.listen(&sign_in(app, &liaison).await).await;
    reading.expect("ready").await;
    happen(app, "task", other_task, &[]).await;
    happen(app, "person", liaison.unit.0, &[]).await;
    happen(app, "unit", liaison.unit.0, &[]).await;
    happen(app, "task", own_task, &[]).await;
    let heard = reading.expect("change").await;
    assert_eq!((heard.id, heard.object()), (Some(4), Some(own_task)), "the others are not for this unit");
    sqlx::query("delete from task_units where task_id = $1 and unit_id = $2")
        .bind(own_task)
        .bind(liaison.unit.0)
        .execute(&app.db)
        .await
        .unwrap();
    happen(app, "task", own_task, &[liaison.unit]).await;
    let heard = reading.expect("change").await;
    assert_eq!((heard.id, heard.topic(), heard.object()), (Some(5), "tasks".to_owned(), None));
    happen(app, "task", own_task, &[]).await;
    happen(app, "plan", Uuid::nil(), &[]).await;
    assert_eq!(reading.expect("change").await.id, Some(7), "a task that is gone is not heard of any more");
}

#[sqlx::test]
async fn administrators_hear_of_their_records_only(pool: PgPool) {
    let server = server(pool).await;
    let app = &server.app;
    let task = task(app, 1, &[]).await;
    let mut readings = Vec::new();
    for role in [Role::SysAdmin, Role::Auditor] {
        let actor = testing::person(app, role, "XTB").await;
        readings.push(server.listen(&sign_in(app, &actor).await).await);
    }
    for reading in &mut readings {
        reading.expect("ready").await;
    }
    happen(app, "task", task, &[]).await;
    happen(app, "unit", Uuid::now_v7(), &[]).await;
    let of_admin = readings[0].expect("change").await;
    assert_eq!((of_admin.id, of_admin.topic()), (Some(2), "units".to_owned()));
    let of_auditor = readings[1].expect("change").await;
    assert_eq!((of_auditor.topic(), of_auditor.object()), ("audit".to_owned(), None));
    assert_eq!(server.ask("/live", "", "").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(server.ask("/live", "duban_session=forged", "").await.status, StatusCode::UNAUTHORIZED);
}

/// The rule of `visible_tasks`, which every read starts from, and of what is told, over random parts.
#[sqlx::test]
async fn what_is_told_is_what_may_be_seen(pool: PgPool) {
    let app = testing::app(pool).await;
    let mut random = rand::rngs::StdRng::seed_from_u64(35);
    let mut people = Vec::new();
    for number in 0..5 {
        people.push(testing::person(&app, Role::Liaison, &format!("P-0{number}")).await);
    }
    people.push(testing::person(&app, Role::Leader, "XTB").await);
    for seq in 1..=15 {
        let units: Vec<UnitId> = people.iter().map(|actor| actor.unit).filter(|_| random.random_bool(0.3)).collect();
        let task = task(&app, seq, &units).await;
        happen(&app, "task", task, &[]).await;
    }
    sealing::seal(&app.db, &app.clock).await.unwrap();
    let changes = change::after(&app.db, 0, 100).await.unwrap();
    for actor in people {
        let reader = Reader::new(&actor, SessionId(Uuid::nil()));
        let mut told: Vec<Uuid> = reader.told(&changes).iter().filter_map(|message| message.id).collect();
        told.sort_unstable();
        let visible: Vec<Uuid> = sqlx::query_scalar("select id from visible_tasks($1, $2) order by id")
            .bind(actor.sees_all_tasks())
            .bind(actor.unit.0)
            .fetch_all(&app.db)
            .await
            .unwrap();
        assert_eq!(told, visible);
    }
}
