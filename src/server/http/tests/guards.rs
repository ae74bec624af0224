//! What stands before every address: sessions, other sites, odd requests.

use std::sync::Arc;

use axum::http::Method;
use chrono::TimeDelta;
use leptos::server_fn::axum::server_fn_paths;
use sqlx::PgPool;

use super::{Ask, Site, world::World};
use crate::{
    app::router::page_paths,
    server::{config::Config, state::App, testing},
    shared::actor::Role,
};

const PAGES_BEFORE: [&str; 2] = ["/login", "/account/password"];
const FUNCTIONS_BEFORE: [&str; 6] = [
    "/fn/accounts/sign_in",
    "/fn/accounts/give_code",
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
async fn behind_tls_every_cookie_is_for_tls_and_the_sessions_for_this_host_alone(pool: PgPool) {
    let world = World::new(pool).await;
    let app = &world.site.app;
    let config = Config { behind_tls: true, ..(*app.config).clone() };
    let site = Site::new(&App { config: Arc::new(config), ..app.clone() });
    let fields = [("account", "registrar"), ("password", testing::PASSWORD)];
    let answer = site.ask(Ask::post("/fn/accounts/sign_in", &fields)).await;
    let session = answer.header("set-cookie").to_owned();
    assert!(session.starts_with("__Host-duban_session="), "{session}");
    assert!(answer.header("strict-transport-security").contains("max-age=31536000"));
    let cookie = session.split(';').next().unwrap();
    assert_eq!(site.ask(Ask::get("/tasks").by(cookie)).await.status.as_u16(), 200);
    let bare = cookie.trim_start_matches("__Host-");
    assert_eq!(site.ask(Ask::get("/tasks").by(bare)).await.location(), "/login?next=%2Ftasks");
    for ask in [
        Ask::post("/fn/accounts/sign_in", &fields),
        Ask::post("/fn/preferences/theme", &[("theme", "dark")]),
        Ask::post("/fn/preferences/language", &[("language", "en")]),
        Ask::post("/fn/accounts/sign_out", &[]).by(cookie),
    ] {
        let path = ask.path.clone();
        let answer = site.ask(ask).await;
        let attributes = answer.header("set-cookie");
        assert!(attributes.contains("; Secure") && attributes.contains("Path=/"), "{path}: {attributes}");
    }
}

#[sqlx::test]
async fn a_slash_at_the_end_is_taken_off(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    for (path, status, location) in [
        ("/tasks/", 308, "/tasks"),
        ("/tasks/35-01/?a=b", 308, "/tasks/35-01?a=b"),
        ("/nowhere//", 308, "/nowhere"),
        ("//evil.example/", 404, ""),
        ("//", 404, ""),
    ] {
        let answer = world.site.ask(Ask::get(path).by(&cookie)).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (status, location), "{path}");
    }
}

#[sqlx::test]
async fn who_only_asks_for_the_head_is_sent_to_sign_in_too(pool: PgPool) {
    let world = World::new(pool).await;
    let answer = world.site.ask(Ask::new(Method::HEAD, "/tasks")).await;
    assert_eq!(answer.location(), "/login?next=%2Ftasks");
}

#[sqlx::test]
async fn a_form_that_cannot_be_read_is_never_said_to_be_done(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let form = world.site.ask(Ask::post("/fn/tasks/edit", &[("number", "35-01")]).by(&cookie)).await;
    assert!(form.status.as_u16() == 404 && !form.body.contains("deserializing"), "{}", form.body);
    for kind in ["application/json", "text/plain", "multipart/form-data; boundary=x"] {
        let ask = Ask { body: b"{}".to_vec(), ..Ask::new(Method::POST, "/fn/tasks/edit") };
        let answer = world.site.ask(ask.with("content-type", kind).by(&cookie)).await;
        let told = (answer.status.as_u16(), answer.location(), answer.header("set-cookie"));
        assert_eq!(told, (404, "", ""), "{kind}");
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
