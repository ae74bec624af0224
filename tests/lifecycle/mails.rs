//! A server that is killed while it sends mails, again and again: nothing is lost, nothing is told twice.

use std::{collections::BTreeMap, time::Duration};

use sqlx::{Connection as _, PgConnection};

use super::connect;
use crate::support::{
    folder::Folder,
    server::{Server, duban},
    smtp::SmtpServer,
    wait_for,
};

/// Everybody is told two things at once.
const PEOPLE: i32 = 40;

fn start(folder: &Folder, post: &SmtpServer) -> Server {
    let mut command = duban(folder, &["serve"]);
    command.env("DUBAN_SMTP_URL", post.url()).env("DUBAN_MAIL_FROM", "duban@example.org");
    command.env("DUBAN_PUBLIC_URL", "https://duban.example.org");
    Server::start_with(folder, command)
}

async fn tell(database: &mut PgConnection) {
    sqlx::raw_sql(
        "insert into units (id, code, name, short_name, kind) values (gen_random_uuid(), 'P-A', 'A', 'A', 'office');
         insert into people (id, account, name, unit_id, email, password_hash, password_set_at, created_at)
         select gen_random_uuid(), 'p' || n, 'p' || n, u.id, 'p' || n || '@example.org', '', now(), now()
         from units u, generate_series(1, 40) n;
         insert into notifications (id, person_id, topic, urgent, dedupe, made_at)
         select gen_random_uuid(), p.id, 'urged', true, 'slip ' || n, now() from people p, generate_series(1, 2) n;",
    )
    .execute(database)
    .await
    .unwrap();
}

async fn count(database: &mut PgConnection, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(database).await.unwrap()
}

#[tokio::test]
async fn a_server_killed_while_it_mails_loses_and_doubles_nothing() {
    let (folder, post) = (Folder::made(), SmtpServer::start());
    post.slow_down(Duration::from_millis(20));
    let mut server = start(&folder, &post);
    let mut database = connect(&folder, "duban").await;
    tell(&mut database).await;
    for killed in 1..=4 {
        wait_for("some letters", || (post.letters().len() >= killed * 6).then_some(()));
        server.kill();
        server = start(&folder, &post);
    }
    let unsent = "select count(*) from notifications n left join mails m on m.id = n.mail_id where m.sent_at is null";
    let mut left = i64::MAX;
    for _ in 0..600 {
        left = count(&mut database, unsent).await;
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(left, 0, "{}", server.log());
    assert_eq!(count(&mut database, "select count(*) from notifications").await, i64::from(2 * PEOPLE));
    assert_eq!(count(&mut database, "select count(*) from mails").await, i64::from(PEOPLE), "one to each");
    let ids: Vec<String> = sqlx::query_scalar("select id::text from mails").fetch_all(&mut database).await.unwrap();
    database.close().await.unwrap();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for letter in post.letters() {
        texts.entry(letter.header("Message-ID")).or_default().push(letter.text);
    }
    assert_eq!(texts.len(), ids.len(), "each letter came, under its own id");
    for id in ids {
        let came = &texts[&format!("<{id}@example.org>")];
        assert!(came.iter().all(|text| *text == came[0]), "a repetition is the same letter: {came:?}");
    }
    let doubled = texts.values().filter(|came| came.len() > 1).count();
    assert!(doubled <= 4, "only a letter that was under way at a kill can come again: {doubled}");
    assert!(server.stop().success());
}
