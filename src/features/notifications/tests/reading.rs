//! The inbox, its number, and having read.

use super::{
    super::{
        commands::mark_read::{mark_all_read, mark_read},
        queries::{bell::bell, inbox::inbox},
    },
    *,
};
use crate::shared::{error::AppError, ids::NotificationId};

async fn titles_of(app: &App, actor: &Actor, unread: bool) -> Vec<String> {
    let lines = inbox(&app.db, actor, unread, None).await.unwrap().lines;
    lines.iter().map(|line| line.args["title"].as_str().unwrap().to_owned()).collect()
}

async fn id_of(app: &App, title: &str) -> NotificationId {
    let id = sqlx::query_scalar("select id from notifications where args->>'title' = $1").bind(title);
    NotificationId(id.fetch_one(&app.db).await.unwrap())
}

#[sqlx::test]
async fn the_inbox_is_ones_own_newest_first_and_what_was_read_leaves_the_count(pool: PgPool) {
    let app = testing::app(pool).await;
    let one = testing::person(&app, Role::Liaison, "P-A").await;
    let two = testing::person(&app, Role::Liaison, "P-A").await;
    for (minute, what) in ["一", "二", "三"].into_iter().enumerate() {
        tell(&after(&app, minute as i64), Audience::Person(one.person), what, false, None).await;
    }
    assert_eq!(titles_of(&app, &one, true).await, ["三", "二", "一"]);
    assert_eq!(bell(&app.db, &one).await.unwrap().unread, 3);
    assert!(titles_of(&app, &two, false).await.is_empty());
    let (id, before) = (id_of(&app, "二").await, bell(&app.db, &one).await.unwrap().mark);
    assert_eq!(mark_read(&app.db, &testing::act(&app, &two), id).await, Err(AppError::NotFound));
    for _ in 0..2 {
        mark_read(&app.db, &testing::act(&app, &one), id).await.unwrap();
    }
    assert_eq!(titles_of(&app, &one, true).await, ["三", "一"]);
    assert_eq!(titles_of(&app, &one, false).await, ["三", "二", "一"]);
    let now = bell(&app.db, &one).await.unwrap();
    assert_eq!(now.unread, 2);
    assert_ne!(now.mark, before, "other pages are told");
    assert_eq!(testing::verbs(&app).await, ["notification.read"], "once");
}

#[sqlx::test]
async fn what_comes_after_the_list_was_drawn_stays_unread(pool: PgPool) {
    let app = testing::app(pool).await;
    let one = testing::person(&app, Role::Liaison, "P-A").await;
    tell(&app, Audience::Person(one.person), "一", false, None).await;
    tell(&after(&app, 2), Audience::Person(one.person), "二", false, None).await;
    for _ in 0..2 {
        mark_all_read(&app.db, &testing::act(&app, &one), after(&app, 1).clock.now()).await.unwrap();
    }
    assert_eq!(titles_of(&app, &one, true).await, ["二"]);
    assert_eq!(testing::verbs(&app).await, ["notification.all_read"]);
}

#[sqlx::test]
async fn a_long_inbox_is_read_in_parts(pool: PgPool) {
    let app = testing::app(pool).await;
    let one = testing::person(&app, Role::Liaison, "P-A").await;
    // All at the same instant: the order is still one.
    for number in 0..120 {
        tell(&app, Audience::Person(one.person), &format!("第{number}"), false, None).await;
    }
    let (mut seen, mut older, mut parts) = (std::collections::BTreeSet::new(), None, 0);
    loop {
        let part = inbox(&app.db, &one, true, older).await.unwrap();
        seen.extend(part.lines.iter().map(|line| line.id));
        parts += 1;
        older = part.older;
        if older.is_none() {
            break;
        }
    }
    assert_eq!((seen.len(), parts), (120, 3));
    assert_eq!(bell(&app.db, &one).await.unwrap().unread, 100, "counted no further");
}

#[sqlx::test]
async fn a_task_that_may_not_be_seen_any_more_is_not_spoken_of(pool: PgPool) {
    let app = testing::app(pool).await;
    let liaison = testing::person(&app, Role::Liaison, "P-A").await;
    let plain = testing::person_without_role(&app, "plain", "P-A").await;
    let registrar = testing::person(&app, Role::Registrar, "XTB").await;
    let task = task(&app, &[liaison.unit]).await;
    for actor in [&liaison, &plain, &registrar] {
        tell(&app, Audience::Person(actor.person), "改革", false, Some((task, "35-08"))).await;
    }
    assert!(titles_of(&app, &plain, false).await.is_empty(), "no role, no tasks");
    assert_eq!(titles_of(&app, &liaison, true).await, ["改革"]);
    lose(&app, task, &liaison).await;
    assert!(titles_of(&app, &liaison, false).await.is_empty());
    assert_eq!(bell(&app.db, &liaison).await.unwrap().unread, 0);
    assert_eq!(titles_of(&app, &registrar, true).await, ["改革"]);
}
