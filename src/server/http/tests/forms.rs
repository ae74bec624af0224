//! Forms with and without faults, as a browser without scripts sends them: nothing that was typed is lost.

use sqlx::PgPool;

use super::{
    Answer, Ask,
    world::{OWN_SIGNED, OWN_TASK, World},
};
use crate::{
    server::testing::PASSWORD,
    shared::{actor::Role, ids::CommandKey, locale::Locale},
    t,
};

const LONG: &str = "压缩审批时限<b>到</b>\"七\"日";
const ESCAPED: &str = "压缩审批时限&lt;b&gt;到&lt;/b&gt;";

/// The values of the field with this name.
pub(super) fn values<'a>(answer: &'a Answer, name: &str) -> Vec<&'a str> {
    let named = format!("name=\"{name}\"");
    let tags = answer.body.split('<').filter(|tag| tag.starts_with("input") && tag.contains(&named));
    tags.map(|tag| tag.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default()).collect()
}

/// The part of the page between the beginning of the error of this field and the end of its text.
fn message<'a>(answer: &'a Answer, field: &str) -> &'a str {
    let start = format!("id=\"{field}-error\"");
    let rest = answer.body.split(start.as_str()).nth(1).unwrap_or_default();
    rest.split("</label>").next().unwrap_or_default().get(..1500.min(rest.len())).unwrap_or(rest)
}

/// What stands around this text, for the message of a failing test.
fn around<'a>(answer: &'a Answer, text: &str) -> Vec<&'a str> {
    answer.body.split(text).skip(1).map(|rest| rest.split('\n').next().unwrap_or(rest)).collect()
}

#[sqlx::test]
async fn faults_are_told_at_their_fields_and_what_was_typed_stays(pool: PgPool) {
    let world = World::new(pool).await;
    let key = CommandKey::new().to_string();
    let fields = [
        ("key", key.as_str()),
        ("here", "/tasks/new?plan=35"),
        ("plan", "35"),
        ("seq", "零"),
        ("field", "行政审批改革"),
        ("title", ""),
        ("content", LONG),
        ("lead", "P-KJT"),
        ("co_leads[]", "P-BB"),
        ("participants[]", "R-CC"),
        ("deadline_kind", "fixed"),
        ("due", "2016-02-30"),
        ("milestone_titles[]", "摸底"),
        ("milestone_dues[]", "2016-10-31"),
    ];
    let answer = world.site.ask(Ask::post("/fn/tasks/create", &fields).by(&world.as_role(Role::Registrar).await)).await;
    assert_eq!(answer.status.as_u16(), 422);
    let locale = Locale::Chinese;
    for (field, text) in [
        ("seq", t::tasks::seq_wrong(locale).to_owned()),
        ("title", t::tasks::needed(locale, t::tasks::title(locale))),
        ("due", t::tasks::no_such_day(locale).to_owned()),
    ] {
        assert!(message(&answer, field).contains(&text), "{field}: {}", message(&answer, field));
    }
    assert!(answer.body.contains("role=\"alert\"") && answer.body.contains("href=\"#seq\""));
    for (name, value) in [
        ("key", key.as_str()),
        ("here", "/tasks/new?plan=35"),
        ("seq", "零"),
        ("field", "行政审批改革"),
        ("due", "2016-02-30"),
    ] {
        assert!(values(&answer, name).contains(&value), "{name}: {:?}", values(&answer, name));
    }
    assert_eq!(values(&answer, "milestone_titles[]")[0], "摸底");
    assert!(answer.body.contains(ESCAPED) && !answer.body.contains("<b>到"), "{:?}", around(&answer, "压缩"));
    for chosen in ["P-BB", "R-CC"] {
        let boxes = answer.body.split('<').filter(|tag| tag.contains(&format!("value=\"{chosen}\"")));
        assert!(boxes.into_iter().any(|tag| tag.contains("checked")), "{chosen}");
    }
    assert!(!answer.body.contains(t::errors::left_over(locale)), "the form has it all");
    assert_eq!(world.site.count("tasks").await, 10);
}

#[sqlx::test]
async fn a_conflict_shows_both_versions_and_can_be_decided(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let send = |key: &str, version: &str, title: &str| {
        let fields = [
            ("key", key),
            ("here", "/tasks/35-01/edit"),
            ("number", OWN_TASK),
            ("version", version),
            ("seq", "1"),
            ("field", "行政审批改革"),
            ("title", title),
            ("lead", "P-BB"),
            ("deadline_kind", "ongoing"),
        ];
        Ask::post("/fn/tasks/edit", &fields).by(&cookie)
    };
    let key = CommandKey::new().to_string();
    let first = world.site.ask(send(&CommandKey::new().to_string(), "1", "第一人写的")).await;
    assert_eq!((first.status.as_u16(), first.location()), (303, "/tasks/35-01"));
    let second = world.site.ask(send(&key, "1", "第二人写的")).await;
    assert_eq!(second.status.as_u16(), 409);
    let shown: Vec<_> = second.body.split("<pre").skip(1).filter_map(|rest| rest.split(['>', '<']).nth(1)).collect();
    assert!(shown.contains(&"第一人写的") && shown.contains(&"第二人写的"), "theirs and mine: {shown:?}");
    assert_eq!(values(&second, "title"), ["第二人写的"]);
    assert!(second.body.contains(t::errors::conflict(Locale::Chinese)));
    // The form is now about the stored version: sending it again is a decision.
    assert_eq!(values(&second, "version"), ["2"]);
    let new_key = values(&second, "key")[0].to_owned();
    assert_ne!(new_key, key);
    let decided = world.site.ask(send(&new_key, "2", "第二人写的")).await;
    assert_eq!(decided.location(), "/tasks/35-01");
    let page = world.site.ask(Ask::get("/tasks/35-01").by(&cookie)).await;
    assert!(page.body.contains("<title>35-01 第二人写的 "), "{:?}", around(&page, "<title>"));
}

#[sqlx::test]
async fn a_form_whose_session_ended_keeps_its_texts(pool: PgPool) {
    let world = World::new(pool).await;
    let key = CommandKey::new().to_string();
    let fields =
        [("key", key.as_str()), ("here", "/tasks/new"), ("plan", "35"), ("title", "一句话"), ("content", LONG)];
    let answer = world.site.ask(Ask::post("/fn/tasks/create", &fields)).await;
    assert_eq!(answer.status.as_u16(), 401);
    assert!(answer.body.contains(ESCAPED) && answer.body.contains("href=\"/login\""), "{:?}", around(&answer, "kept"));
    let secret = [("current", PASSWORD), ("new", "Nunjiang-Ship-48"), ("again", "Nunjiang-Ship-48")];
    let answer = world.site.ask(Ask::post("/fn/accounts/change_password", &secret)).await;
    assert_eq!(answer.status.as_u16(), 401);
    assert!(!answer.body.contains("Nunjiang") && !answer.body.contains(PASSWORD));
}

#[sqlx::test]
async fn a_form_leads_back_to_its_page(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    for (here, referrer, location) in [
        ("/tasks?q=%E5%AE%A1&sort=due", "", "/tasks?q=%E5%AE%A1&sort=due"),
        ("", "http://duban.test/dashboard?plan=35", "/dashboard?plan=35"),
        ("//evil.example/", "", "/"),
        ("https://evil.example/", "", "/"),
        ("/\\evil.example", "", "/"),
        ("/fn/accounts/sign_out", "http://duban.test/tasks", "/tasks"),
        ("/tasks\r\nset-cookie: a=b", "", "/"),
        ("", "", "/"),
    ] {
        let mut fields = vec![("theme", "dark")];
        if !here.is_empty() {
            fields.push(("here", here));
        }
        let ask = Ask::post("/fn/preferences/theme", &fields).with("referer", referrer).by(&cookie);
        let answer = world.site.ask(ask).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (303, location), "{here:?} {referrer:?}");
        assert!(answer.header("set-cookie").starts_with("duban_theme=dark"));
    }
    // Every form carries its page's address, with what stands behind the question mark.
    let page = world.site.ask(Ask::get("/tasks/new?plan=35").by(&cookie)).await;
    assert!(values(&page, "here").iter().all(|here| *here == "/tasks/new?plan=35"));
    assert!(!values(&page, "here").is_empty());
}

#[sqlx::test]
async fn signing_in_keeps_the_account_and_the_way_on_never_the_password(pool: PgPool) {
    let world = World::new(pool).await;
    let send = |password: &str, next: &str| {
        let here = format!("/login?next={next}");
        let fields = [("account", "liaison"), ("password", password), ("next", next), ("here", here.as_str())];
        Ask::post("/fn/accounts/sign_in", &fields)
    };
    let wrong = world.site.ask(send("Wrong-Password-1", "/tasks")).await;
    assert_eq!(wrong.status.as_u16(), 422);
    assert_eq!((values(&wrong, "account"), values(&wrong, "next")), (vec!["liaison"], vec!["/tasks"]));
    assert!(!wrong.body.contains("Wrong-Password-1"));
    let right = world.site.ask(send(PASSWORD, "/tasks")).await;
    assert_eq!((right.status.as_u16(), right.location()), (303, "/tasks"));
    let cookie = right.header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let inside = world.site.ask(Ask::get("/tasks").by(cookie.split(';').next().unwrap())).await;
    assert_eq!(inside.status.as_u16(), 200);
    let lured = world.site.ask(send(PASSWORD, "//evil.example/")).await;
    assert_eq!(lured.location(), "/");
}

#[sqlx::test]
async fn a_sheet_that_is_not_accepted_keeps_the_other_fields(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let plan = [("plan", "new"), ("plan_name", "二〇一七年"), ("plan_prefix", "36")];
    let answer = world.site.ask(Ask::upload("/tasks/import", &plan, Some(("file", "a.csv", b"x"))).by(&cookie)).await;
    assert_eq!(answer.status.as_u16(), 422);
    assert_eq!((values(&answer, "plan_name"), values(&answer, "plan_prefix")), (vec!["二〇一七年"], vec!["36"]));
    assert!(message(&answer, "plan_starts_on").contains(t::tasks::no_such_day(Locale::Chinese)));
    let empty = world.site.ask(Ask::upload("/tasks/import", &[("plan", "35")], None).by(&cookie)).await;
    assert_eq!(empty.status.as_u16(), 422);
    assert!(message(&empty, "file").contains(t::tasks::file_needed(Locale::Chinese)));
    let good = Ask::upload("/tasks/import", &[("plan", "35")], Some(("file", "C:\\台账\\ledger.csv", b"x")));
    let answer = world.site.ask(good.by(&cookie)).await;
    assert_eq!(answer.status.as_u16(), 303);
    let page = world.site.ask(Ask::get(answer.location()).by(&cookie)).await;
    assert!(page.status.is_success() && page.body.contains("ledger.csv") && !page.body.contains("C:\\"));
}

#[sqlx::test]
async fn a_preview_is_confirmed_and_then_says_what_was_done(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let path = format!("/tasks/import/{}", world.own_import);
    let page = world.site.ask(Ask::get(&path).by(&cookie)).await;
    let hidden = |name: &str| values(&page, name)[0].to_owned();
    let (key, import, digest) = (hidden("key"), hidden("import"), hidden("digest"));
    let mut fields = vec![("key", key.as_str()), ("import", &import), ("digest", &digest), ("here", &path)];
    fields.extend(values(&page, "shown[]").into_iter().map(|row| ("shown[]", row)));
    // All boxes but that of the seventh row are ticked. Eight numbers are taken by other tasks: a change each.
    fields.extend(values(&page, "rows[]").into_iter().filter(|row| *row != "7").map(|row| ("rows[]", row)));
    let done = world.site.ask(Ask::post("/fn/tasks/confirm_import", &fields).by(&cookie)).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, path.as_str()));
    assert_eq!(world.site.count("tasks").await, 73);
    let page = world.site.ask(Ask::get(&path).by(&cookie)).await;
    assert!(page.body.contains(&t::tasks::imported(Locale::Chinese, 63, 8)), "{}", page.body);
}

#[sqlx::test]
async fn programs_get_the_error_itself(pool: PgPool) {
    let world = World::new(pool).await;
    let cookie = world.as_role(Role::Registrar).await;
    let ask = |fields: &[(&str, &str)], cookie: &str| {
        Ask::post("/fn/tasks/create", fields).with("accept", "application/json").by(cookie)
    };
    let task = [("key", "00000000-0000-7000-8000-000000000001"), ("plan", "35"), ("seq", "0")];
    let faulty = world.site.ask(ask(&task, &cookie)).await;
    assert_eq!(faulty.status.as_u16(), 422);
    assert!(faulty.body.contains("\"field\":\"seq\""), "{}", faulty.body);
    let nobody = world.site.ask(ask(&task, "")).await;
    assert_eq!((nobody.status.as_u16(), nobody.body.as_str()), (401, "\"SignedOut\""));
    let unread = world.site.ask(ask(&[("key", "not a key")], &cookie)).await;
    assert_eq!((unread.status.as_u16(), unread.body.as_str()), (404, "\"NotFound\""), "no record is called that");
    let huge = "大".repeat(400_000);
    let page = Ask::post("/fn/tasks/create", &[("content", huge.as_str())]).by(&cookie);
    let answer = world.site.ask(page).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    assert!(answer.body.contains(t::errors::form_too_large(Locale::Chinese)));
}

/// Two people of a unit wrote at once: the first one's report counts, the second one's words are not gone.
#[sqlx::test]
async fn the_own_text_stays_where_a_colleague_was_faster(pool: PgPool) {
    let world = World::new(pool).await;
    let key = CommandKey::new().to_string();
    let report = format!("/tasks/{OWN_SIGNED}/report?period=2016-11-01");
    let fields = [
        ("key", key.as_str()),
        ("here", &report),
        ("number", OWN_SIGNED),
        ("period", "2016-11-01"),
        ("version", "0"),
        ("percent", "45"),
        ("content", LONG),
        ("help", "none"),
        ("confidence", "sure"),
    ];
    let answer = world.site.ask(Ask::post("/fn/reports/send", &fields).by(&world.as_role(Role::Liaison).await)).await;
    assert_eq!(answer.status.as_u16(), 403);
    assert!(answer.body.contains(t::errors::left_over(Locale::Chinese)) && answer.body.contains(ESCAPED));
    // Nor where the record is none of the reader's any more.
    let fields = fields.map(|(name, value)| (name, if value == OWN_SIGNED { OWN_TASK } else { value }));
    let fields = fields.map(|(name, value)| (name, if name == "here" { "/tasks" } else { value }));
    let answer = world.site.ask(Ask::post("/fn/reports/send", &fields).by(&world.as_role(Role::Liaison).await)).await;
    assert_eq!((answer.status.as_u16(), answer.body.matches(ESCAPED).count()), (404, 1));
    let names =
        [("key", key.as_str()), ("instruction", "x"), ("here", "/instructions"), ("version", "1"), ("reason", "")];
    let answer =
        world.site.ask(Ask::post("/fn/instructions/note", &names).by(&world.as_role(Role::Leader).await)).await;
    assert!(
        answer.status.as_u16() == 404 && answer.body.contains(t::errors::not_found(Locale::Chinese)),
        "{}",
        answer.body
    );
}
