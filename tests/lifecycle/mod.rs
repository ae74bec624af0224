//! Starting, stopping and being killed, with the private PostgreSQL.

mod commands;
mod doctor;
mod external;
mod faults;
mod ledger;
mod mails;
mod places;
mod requests;
mod rights;
mod urging;

use sqlx::{
    ConnectOptions as _, Connection as _, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};

use crate::support::folder::Folder;

/// Connects to the private database of a running server.
async fn connect(folder: &Folder, role: &str) -> PgConnection {
    let options = PgConnectOptions::new_without_pgpass().socket(folder.socket()).port(5432);
    options.database("duban").username(role).ssl_mode(PgSslMode::Disable).connect().await.unwrap()
}

/// Leaves a mark that a later start can look for.
async fn mark(folder: &Folder) {
    let mut connection = connect(folder, "duban").await;
    sqlx::query("insert into settings (name, value) values ('mark', 'kept')").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

async fn is_marked(folder: &Folder) -> bool {
    let mut connection = connect(folder, "duban").await;
    let found = sqlx::query("select from settings where name = 'mark'").fetch_optional(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    found.is_some()
}
