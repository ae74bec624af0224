//! What the server's own role may not do, whatever the program tries.

use sqlx::{AssertSqlSafe, Connection as _, Row as _};

use super::connect;
use crate::support::{folder::Folder, server::Server};

#[tokio::test]
async fn the_servers_role_cannot_change_the_record() {
    let folder = Folder::made();
    let _server = Server::start(&folder);
    let mut connection = connect(&folder, "duban_app").await;
    let statements = [
        "update events set verb = ''",
        "delete from events",
        "truncate events",
        "update event_seals set digest = ''",
        "delete from event_seals",
        "alter table events disable trigger all",
        "create table other (id int)",
        "reset role; delete from events",
        "set role duban; delete from events",
        "copy events to program 'true'",
    ];
    for statement in statements {
        let refused = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap_err();
        let code = refused.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned));
        assert_eq!(code.as_deref(), Some("42501"), "{statement}: {refused}");
    }
    connection.close().await.unwrap();
}

#[tokio::test]
async fn the_cluster_is_made_for_data_that_matters() {
    let folder = Folder::made();
    let _server = Server::start(&folder);
    let mut connection = connect(&folder, "duban_app").await;
    let expected = [
        ("server_encoding", "UTF8"),
        ("data_checksums", "on"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("listen_addresses", ""),
    ];
    for (name, value) in expected {
        let row = sqlx::query("select current_setting($1)").bind(name).fetch_one(&mut connection).await.unwrap();
        assert_eq!(row.get::<String, _>(0), value, "{name}");
    }
    let row = sqlx::query("select 'Z' < 'a' and '一' < '丁'").fetch_one(&mut connection).await.unwrap();
    assert!(row.get::<bool, _>(0), "the order is that of the code points");
    connection.close().await.unwrap();
}
