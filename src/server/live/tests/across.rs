//! Two server processes over one database.

use std::time::Instant;

use super::*;

#[sqlx::test]
async fn a_command_through_one_server_is_heard_at_the_other_within_two_seconds(pool: PgPool) {
    let here = server(pool).await;
    let there = Server::start(&here.app).await;
    let admin = testing::person(&here.app, Role::SysAdmin, "XTB").await;
    testing::person(&here.app, Role::Liaison, "P-01").await;
    let mut reading = there.listen(&sign_in(&here.app, &admin).await).await;
    reading.expect("ready").await;
    let form = format!("account=liaison&password={}&next=%2F", testing::PASSWORD.replace('!', "%21"));
    assert_eq!(here.post("/fn/accounts/sign_in", &form).await, StatusCode::SEE_OTHER);
    // The password's hash takes its time; what counts is from the answer on.
    let start = Instant::now();
    let heard = reading.expect("change").await;
    assert_eq!(heard.topic(), "people");
    assert!(start.elapsed() < Duration::from_secs(2), "took {:?}", start.elapsed());
}

#[sqlx::test]
async fn every_change_is_told_once_and_in_order_at_both(pool: PgPool) {
    let here = server(pool).await;
    let there = Server::start(&here.app).await;
    let cookie = registrar(&here.app).await;
    let tasks = [task(&here.app, 1, &[]).await, task(&here.app, 2, &[]).await];
    let mut readings = [here.listen(&cookie).await, there.listen(&cookie).await];
    for reading in &mut readings {
        reading.expect("ready").await;
    }
    let changes: Vec<Uuid> = (0..12).map(|number| tasks[number % 2]).collect();
    for task in &changes {
        happen(&here.app, "task", *task, &[]).await;
    }
    for reading in &mut readings {
        let mut versions = Vec::new();
        let mut objects = Vec::new();
        while objects.len() < changes.len() {
            let heard = reading.expect("change").await;
            versions.extend(heard.id);
            objects.extend(heard.object());
        }
        assert_eq!(objects, changes);
        assert_eq!(versions, (1..=12).collect::<Vec<i64>>());
    }
}
