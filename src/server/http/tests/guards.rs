//! What stands before every address: sessions, other sites, odd requests.

use axum::http::Method;
use chrono::TimeDelta;
use leptos::server_fn::axum::server_fn_paths;
use sqlx::PgPool;

use super::{Ask, Site, world::World};
use crate::{app::router::page_paths, server::testing, shared::actor::Role};

const PAGES_BEFORE: [&str; 2] = ["/login", "/account/password"];
const FUNCTIONS_BEFORE: [&str; 5] = [
    "/fn/accounts/sign_in",
    "/fn/accounts/sign_out",
    "/fn/accounts/change_password",
    "/fn/preferences/language",
    "/fn/preferences/theme",
];

#[sqlx::test]
async fn who_must_change_the_password_gets_nowhere_else(pool: PgPool) {
    let world = World::new(pool).await;
    sqlx::query("update people set must_change_password = true").execute(&world.site.app.db).await.unwrap();
    let registrar = world.reader(Role::Registrar);
    for path in page_paths() {
        let cookie = world.sign_in(registrar).await.1;
        let answer = world.site.ask(Ask::get(&world.address(&path, true)).by(&cookie)).await;
        let held = answer.location() == "/account/password";
        assert_eq!(held, !PAGES_BEFORE.contains(&path.as_str()), "{path}: {} {}", answer.status, answer.location());
    }
    for (path, _) in server_fn_paths() {
        let cookie = world.sign_in(registrar).await.1;
        let answer = world.site.ask(Ask::post(path, &[]).by(&cookie)).await;
        let held = answer.location() == "/account/password";
        assert_eq!(held, !FUNCTIONS_BEFORE.contains(&path), "{path}: {} {}", answer.status, answer.location());
    }
    for path in ["/tasks/export.csv", "/tasks/export.xlsx", "/live", "/nowhere"] {
        let cookie = world.sign_in(registrar).await.1;
        assert_eq!(world.site.ask(Ask::get(path).by(&cookie)).await.location(), "/account/password", "{path}");
    }
}

#[sqlx::test]
async fn no_other_site_can_send_a_form(pool: PgPool) {
    let world = World::new(pool).await;
    let events = world.site.count("events").await;
    let cookie = world.as_role(Role::Registrar).await;
    let functions = server_fn_paths().map(|(path, _)| Ask::post(path, &[("key", "x")]));
    let uploads = [Ask::upload("/tasks/import", &[("plan", "35")], Some(("file", "a.csv", b"x")))];
    for ask in functions.chain(uploads) {
        let path = ask.path.clone();
        let answer = world.site.ask(ask.by(&cookie).with("sec-fetch-site", "cross-site")).await;
        assert_eq!(answer.status.as_u16(), 403, "{path}");
    }
    let theme = || Ask::post("/fn/preferences/theme", &[("theme", "dark")]);
    for (ask, status) in [
        (theme(), 303),
        (theme().with("sec-fetch-site", "same-site"), 403),
        // A browser that is too old to say more than where it comes from.
        (theme().with("sec-fetch-site", "").with("origin", "https://evil.example"), 403),
        (theme().with("sec-fetch-site", "").with("origin", "http://duban.test"), 303),
        // Links from elsewhere lead here.
        (Ask::get("/login").with("sec-fetch-site", "cross-site"), 200),
    ] {
        let headers = format!("{:?}", ask.headers);
        assert_eq!(world.site.ask(ask).await.status.as_u16(), status, "{headers}");
    }
    assert_eq!(world.site.count("events").await, events);
}

#[sqlx::test]
async fn odd_methods_and_addresses_break_nothing(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    for path in page_paths() {
        let path = world.address(&path, true);
        let get = world.site.ask(Ask::get(&path).by(&cookie)).await;
        let head = world.site.ask(Ask::new(Method::HEAD, &path).by(&cookie)).await;
        assert_eq!((head.status, head.body.as_str()), (get.status, ""), "{path}");
        for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
            let answer = world.site.ask(Ask::new(method.clone(), &path).by(&cookie)).await;
            assert!(answer.status.is_client_error(), "{method} {path}: {}", answer.status);
        }
    }
    for path in [
        "/nowhere",
        "/tasks/",
        "/tasks/35-01/",
        "/tasks/%00",
        "/tasks/%FF%FE",
        "/tasks/99999999999999999999",
        "/tasks/..%2f..%2fetc%2fpasswd",
        "/tasks/import/not-an-id",
        "/admin/people/not-an-id",
        "/admin/units/%00",
        "/fn/",
        "/fn/tasks",
        "/tasks?after=%00&q=%FF&sort=%27&plan=%00",
        "/tasks?field=%00&unit=%00",
        "/dashboard?plan=%00",
        "/login?next=%0d%0aset-cookie:x",
    ] {
        for role in [Role::Registrar, Role::SysAdmin] {
            let answer = world.site.ask(Ask::get(path).by(&world.as_role(role).await)).await;
            assert!(!answer.status.is_server_error(), "{role:?} {path}: {}", answer.status);
        }
    }
}

#[sqlx::test]
async fn a_bare_number_leads_to_the_task(pool: PgPool) {
    let world = World::new(pool).await;
    let answer = world.site.ask(Ask::get("/tasks/1").by(&world.as_role(Role::Liaison).await)).await;
    assert_eq!((answer.status.is_redirection(), answer.location()), (true, "/tasks/35-01"));
}

#[sqlx::test]
async fn a_session_that_ran_out_or_never_was_is_nobodys(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let late = Site::new(&testing::later(&world.site.app, TimeDelta::minutes(16)));
    for (site, cookie) in [(&late, cookie.as_str()), (&world.site, "duban_session=x"), (&world.site, "duban_session=")]
    {
        let answer = site.ask(Ask::get("/tasks?q=%E5%AE%A1").by(cookie)).await;
        assert_eq!(answer.location(), "/login?next=%2Ftasks%3Fq%3D%25E5%25AE%25A1", "{cookie}");
        let api = site.ask(Ask::get("/live").with("accept", "text/event-stream").by(cookie)).await;
        assert_eq!(api.status.as_u16(), 401, "{cookie}");
    }
}
