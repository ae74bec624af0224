//! Signing in with a one-time code, as a browser without scripts does it; and who must set codes up first.

use leptos::server_fn::axum::server_fn_paths;
use sqlx::PgPool;

use super::{Ask, forms::values, world::World};
use crate::{
    app::router::page_paths,
    features::accounts::second_factor::{new_recovery_code, recovery_digest},
    server::testing::PASSWORD,
    shared::actor::Role,
};

const PAGES_BEFORE: [&str; 2] = ["/login", "/account/codes"];
const FUNCTIONS_BEFORE: [&str; 7] = [
    "/fn/accounts/sign_in",
    "/fn/accounts/give_code",
    "/fn/accounts/sign_out",
    "/fn/accounts/begin_codes",
    "/fn/accounts/confirm_codes",
    "/fn/preferences/language",
    "/fn/preferences/theme",
];

#[sqlx::test]
async fn the_second_step_is_a_form_like_the_first(pool: PgPool) {
    let world = World::new(pool).await;
    let (app, liaison) = (&world.site.app, world.reader(Role::Liaison));
    let code = new_recovery_code();
    for (statement, bytes) in [
        ("insert into second_factors values ($1, $2, now(), now())", vec![7; 20]),
        ("insert into recovery_codes values ($1, $2)", recovery_digest(&code).unwrap()),
    ] {
        sqlx::query(statement).bind(liaison.person.0).bind(bytes).execute(&app.db).await.unwrap();
    }
    let here = ("here", "/login?next=%2Ftasks");
    let fields = [("account", "liaison"), ("password", PASSWORD), ("next", "/tasks"), here];
    let step = world.site.ask(Ask::post("/fn/accounts/sign_in", &fields)).await;
    assert_eq!((step.status.as_u16(), step.header("set-cookie")), (200, ""), "no session yet");
    assert!(step.body.contains("动态口令") && !step.body.contains("name=\"password\""));
    let ticket = values(&step, "ticket")[0].to_owned();
    assert_eq!(values(&step, "next"), ["/tasks"]);

    let give = |code: &str| {
        let fields = [("ticket", ticket.as_str()), ("one_time_code", code), ("next", "/tasks"), here];
        Ask::post("/fn/accounts/give_code", &fields)
    };
    let wrong = world.site.ask(give("000000")).await;
    assert_eq!(wrong.status.as_u16(), 422);
    assert_eq!(values(&wrong, "ticket"), [ticket.as_str()], "one may try again");
    assert!(wrong.body.contains("还可再试 4 次"));
    let done = world.site.ask(give(&code)).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/tasks"));
    let cookie = done.header("set-cookie").split(';').next().unwrap();
    assert_eq!(world.site.ask(Ask::get("/tasks").by(cookie)).await.status.as_u16(), 200);
    let again = world.site.ask(give(&code)).await;
    assert!(again.status.as_u16() == 403 && again.body.contains("name=\"password\""), "from the beginning");
}

#[sqlx::test]
async fn setting_up_shows_a_code_for_the_camera_and_one_to_type(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Auditor).await;
    let page = world.site.ask(Ask::get("/account/codes").by(&cookie)).await;
    assert!(!page.body.contains("class=\"qr\""));
    let begun = world.site.ask(Ask::post("/fn/accounts/begin_codes", &[]).by(&cookie)).await;
    assert_eq!(begun.location(), "/account/codes");
    let page = world.site.ask(Ask::get("/account/codes").by(&cookie)).await;
    let secret: Vec<u8> =
        sqlx::query_scalar("select secret from second_factors").fetch_one(&world.site.app.db).await.unwrap();
    assert!(page.body.contains("class=\"qr\""), "{}", page.body);
    assert!(page.body.contains(&crate::features::accounts::second_factor::secret_text(&secret)));
    let fields = [("one_time_code", "000000"), ("current", PASSWORD), ("here", "/account/codes")];
    let wrong = world.site.ask(Ask::post("/fn/accounts/confirm_codes", &fields).by(&cookie)).await;
    assert!(wrong.status.as_u16() == 422 && wrong.body.contains("class=\"qr\""));
    assert!(wrong.body.contains("action=\"/fn/accounts/begin_codes\""), "one may take another");

    sqlx::query("update second_factors set begun_at = begun_at - interval '10 minutes'")
        .execute(&world.site.app.db)
        .await
        .unwrap();
    let page = world.site.ask(Ask::get("/account/codes").by(&cookie)).await;
    assert!(!page.body.contains("class=\"qr\""), "nobody sees it any more");
    assert!(page.body.contains("action=\"/fn/accounts/begin_codes\""), "one begins anew");
}

#[sqlx::test]
async fn who_must_set_codes_up_gets_nowhere_else(pool: PgPool) {
    let world = World::new(pool).await;
    sqlx::query("delete from settings where name = 'second_factor'").execute(&world.site.app.db).await.unwrap();
    let admin = world.reader(Role::SysAdmin);
    for path in page_paths() {
        let cookie = world.sign_in(admin).await.1;
        let answer = world.site.ask(Ask::get(&world.address(&path, true)).by(&cookie)).await;
        let held = answer.location() == "/account/codes";
        assert_eq!(held, !PAGES_BEFORE.contains(&path.as_str()), "{path}: {} {}", answer.status, answer.location());
    }
    for (path, _) in server_fn_paths() {
        let cookie = world.sign_in(admin).await.1;
        let answer = world.site.ask(Ask::post(path, &[]).by(&cookie)).await;
        let held = answer.location() == "/account/codes";
        let free = FUNCTIONS_BEFORE.contains(&path);
        assert!(held != free || path == "/fn/accounts/begin_codes", "{path}: {} {}", answer.status, answer.location());
    }
    let other = world.as_role(Role::Liaison).await;
    assert_eq!(world.site.ask(Ask::get("/tasks").by(&other)).await.status.as_u16(), 200);
}
