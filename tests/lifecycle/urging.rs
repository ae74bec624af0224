//! A server that is killed in the middle of a round of the urging ladder, again and again: each unit is urged once.

use sqlx::{Connection as _, PgConnection};

use super::connect;
use crate::support::{folder::Folder, server::Server};

/// So many tasks are late.
const TASKS: i64 = 600;
/// The server is killed so often.
const KILLS: i64 = 4;

/// Late tasks of one unit with a head, on a day that stands still.
async fn fill(database: &mut PgConnection) {
    sqlx::raw_sql(
        "insert into settings (name, value) values ('sample_today', '2016-11-30');
         insert into units (id, code, name, short_name, kind) values (gen_random_uuid(), 'P-A', 'A', 'A', 'office');
         insert into people (id, account, name, unit_id, password_hash, password_set_at, created_at)
         select gen_random_uuid(), 'head', 'head', u.id, '', now(), now() from units u;
         insert into person_roles (person_id, role, granted_at) select id, 'unit_head', now() from people;
         insert into plans (id, name, prefix, year, starts_on, ends_on, created_at)
         values (gen_random_uuid(), 'P', '35', 2016, '2016-01-01', '2016-12-20', now());
         insert into tasks (id, plan_id, seq, number, field, title, deadline_kind, original_due, current_due, state,
                            created_at, updated_at)
         select gen_random_uuid(), p.id, n, '35-' || n, 'F', 'T', 'fixed', '2016-11-28', '2016-11-28', 'in_progress',
                now(), now()
         from plans p, generate_series(1, 600) n;
         insert into task_units (task_id, unit_id, role, position) select t.id, u.id, 'lead', 0 from tasks t, units u;",
    )
    .execute(database)
    .await
    .unwrap();
}

async fn count(database: &mut PgConnection, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(database).await.unwrap()
}

/// Waits until so many units were urged.
async fn urged(database: &mut PgConnection, server: &Server, wanted: i64) -> i64 {
    let mut urged = 0;
    for _ in 0..3000 {
        urged = count(database, "select count(*) from urges").await;
        if urged >= wanted {
            return urged;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{urged} of {wanted}: {}", server.log())
}

#[tokio::test]
async fn a_server_killed_in_the_middle_of_a_round_loses_and_doubles_nothing() {
    let folder = Folder::made();
    let mut server = Server::start(&folder);
    let mut database = connect(&folder, "duban").await;
    fill(&mut database).await;
    let mut stopped_at = Vec::new();
    for kill in 0..KILLS {
        server.kill();
        server = Server::start(&folder);
        stopped_at.push(urged(&mut database, &server, kill * 60 + 20).await);
    }
    server.kill();
    assert!(stopped_at[0] < TASKS, "the first kills were in the middle of a round: {stopped_at:?}");
    server = Server::start(&folder);
    urged(&mut database, &server, TASKS).await;
    for (what, wanted) in [
        ("select count(*) from urges", TASKS),
        ("select count(distinct (subject, unit_id)) from urges where level = 'red'", TASKS),
        ("select count(*) from notifications where urgent", TASKS),
        ("select count(distinct task_id) from notifications", TASKS),
        ("select count(*) from events where verb = 'task.urged'", TASKS),
        ("select count(distinct object_id) from events where verb = 'task.urged'", TASKS),
    ] {
        assert_eq!(count(&mut database, what).await, wanted, "{what}");
    }
    database.close().await.unwrap();
    assert!(server.stop().success());
}
