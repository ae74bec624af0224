//! Role × route × record: what everybody gets at every address. A page, server function or route that is missing here,
//! or a line that leads nowhere, fails the test.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use leptos::server_fn::axum::server_fn_paths;
use sqlx::PgPool;

use super::{Answer, Ask, functions, world::World};
use crate::{app::router::page_paths, server::http};

/// Method, address and record (`own`: of the reader's unit or the reader; `other`: of others), then what these get, in
/// this order: registrar director inspector leader · `unit_head` liaison reporter · publicity · `sys_admin`
/// `security_admin` auditor · somebody without a role · nobody.
///
/// | | |
/// |---|---|
/// | `o` | 200 |
/// | `>` | done, sent on |
/// | `L` | sent to the sign-in page |
/// | `w` | 422: was let in, what was sent has faults |
/// | `c` | 409: was let in, what was sent is about an older version |
/// | `x` | 403: may ask, but this step is not possible now |
/// | `!` | 401 |
/// | `.` | 404: there is no such thing for this reader |
const MATRIX: &[(&str, &str)] = &[
    ("GET /login", ">>>> >>> > >>> > o"),
    ("GET /", "oooo ooo o ooo o L"),
    ("GET /account", "oooo ooo o ooo o L"),
    ("GET /account/password", "oooo ooo o ooo o L"),
    ("GET /account/codes", "oooo ooo o ooo o L"),
    ("GET /account/notifications", "oooo ooo o ooo o L"),
    ("GET /inbox", "oooo ooo o ooo o L"),
    ("GET /dashboard", "oooo ooo . ... . L"),
    ("GET /tasks", "oooo ooo . ... . L"),
    ("GET /tasks/timeline", "oooo ooo . ... . L"),
    ("GET /urges", "oooo ooo . ... . L"),
    ("GET /tasks/new", "oo.. ... . ... . L"),
    ("GET /tasks/import", "oo.. ... . ... . L"),
    ("GET /tasks/import/{import} own", "o... ... . ... . L"),
    ("GET /tasks/import/{import} other", ".... ... . ... . L"),
    ("GET /tasks/{number} own", "oooo ooo . ... . L"),
    ("GET /tasks/{number} other", "oooo ... . ... . L"),
    ("GET /tasks/dispatch", "oo.. ... . ... . L"),
    ("GET /tasks/{number}/dispatch own", "oo.. ... . ... . L"),
    ("GET /tasks/{number}/dispatch other", "oo.. ... . ... . L"),
    ("GET /tasks/{number}/edit own", "oo.. ... . ... . L"),
    ("GET /tasks/{number}/edit other", "oo.. ... . ... . L"),
    ("GET /tasks/{number}/roadmap own", ".... ooo . ... . L"),
    ("GET /tasks/{number}/roadmap other", ".... ... . ... . L"),
    ("GET /tasks/{number}/roadmap/review own", "oo.. ... . ... . L"),
    ("GET /tasks/{number}/roadmap/review other", "oo.. ... . ... . L"),
    ("GET /tasks/{number}/report own", ".... ooo . ... . L"),
    ("GET /tasks/{number}/report other", ".... ... . ... . L"),
    // Without a file: who is let in is told so.
    ("POST /tasks/{number}/report/files own", ".... www . ... . !"),
    ("POST /tasks/{number}/report/files other", ".... ... . ... . !"),
    ("GET /tasks/{number}/reports/files/{document} own", "oooo ooo . ... . L"),
    ("GET /tasks/{number}/reports/files/{document} other", "oooo ... . ... . L"),
    ("GET /reports/help", "oo.. ... . ... . L"),
    ("GET /tasks/{number}/extension own", ".... oo. . ... . L"),
    ("GET /tasks/{number}/extension other", ".... ... . ... . L"),
    ("GET /tasks/{number}/extension/decide own", ".o.. ... . ... . L"),
    ("GET /tasks/{number}/extension/decide other", ".o.. ... . ... . L"),
    ("GET /tasks/{number}/instruct own", "oo.o ... . ... . L"),
    ("GET /tasks/{number}/instruct other", "oo.o ... . ... . L"),
    ("GET /extensions", "oooo ... . ... . L"),
    ("GET /instructions", "oo.o ... . ... . L"),
    ("GET /instructions/{id} own", "oooo ooo . ... . L"),
    ("GET /instructions/{id} other", "oooo ... . ... . L"),
    ("GET /tasks/export.xlsx", "oooo ooo . ... . L"),
    ("GET /tasks/export.csv", "oooo ooo . ... . L"),
    ("POST /tasks/import", ">>.. ... . ... . !"),
    ("GET /admin", ">o.. ... . oo> . L"),
    ("GET /admin/people", ".... ... . o.. . L"),
    ("GET /admin/people/new", ".... ... . o.. . L"),
    ("GET /admin/people/{id}", ".... ... . o.. . L"),
    ("GET /admin/units", ".... ... . o.. . L"),
    ("GET /admin/units/new", ".... ... . o.. . L"),
    ("GET /admin/units/{code}", ".... ... . o.. . L"),
    ("GET /admin/classes", ".... ... . o.. . L"),
    ("GET /admin/classes/new", ".... ... . o.. . L"),
    ("GET /admin/classes/{code}", ".... ... . o.. . L"),
    ("GET /admin/roles", ".... ... . .o. . L"),
    ("GET /admin/roles/{id}", ".... ... . .o. . L"),
    ("GET /admin/policy", ".... ... . .o. . L"),
    ("GET /admin/audit", ".... ... . ..o . L"),
    ("GET /admin/audit/export.csv", ".... ... . ..o . L"),
    ("GET /admin/calendar", "oo.. ... . ... . L"),
    ("GET /admin/lights", ".o.. ... . ... . L"),
    ("GET /live", "oooo ooo o ooo o L"),
    ("GET /healthz", "oooo ooo o ooo o o"),
    ("GET /readyz", "oooo ooo o ooo o o"),
    ("GET /robots.txt", "oooo ooo o ooo o o"),
    // Not built in tests.
    ("GET /favicon.ico", ".... ... . ... . ."),
    ("GET /pkg/{*file}", ".... ... . ... . ."),
    // A function that is not there.
    ("GET /fn/{*function}", ".... ... . ... . L"),
    ("POST /fn/{*function}", ".... ... . ... . ."),
    ("POST /fn/accounts/sign_in", "wwww www w www w w"),
    // Without a ticket one begins anew.
    ("POST /fn/accounts/give_code", "xxxx xxx x xxx x x"),
    // None has begun: nothing to confirm, to renew, to remove.
    ("POST /fn/accounts/confirm_codes", "xxxx xxx x xxx x !"),
    ("POST /fn/accounts/renew_recovery_codes", "xxxx xxx x xxx x !"),
    ("POST /fn/accounts/remove_codes", "xxxx xxx x xxx x !"),
    ("POST /fn/accounts/begin_codes", ">>>> >>> > >>> > !"),
    ("POST /fn/accounts/reset_codes", ".... ... . .>. . !"),
    ("POST /fn/accounts/choose_codes_rule", ".... ... . .>. . !"),
    ("POST /fn/accounts/sign_out", "LLLL LLL L LLL L L"),
    ("POST /fn/accounts/change_password", "wwww www w www w !"),
    ("POST /fn/accounts/end_session own", ">>>> >>> > >>> > !"),
    ("POST /fn/accounts/end_session other", ".... ... . ... . !"),
    ("POST /fn/accounts/end_other_sessions", ">>>> >>> > >>> > !"),
    ("POST /fn/accounts/create_person", ".... ... . o.. . !"),
    ("POST /fn/accounts/edit_person", ".... ... . c.. . !"),
    ("POST /fn/accounts/reset_password", ".... ... . o.. . !"),
    ("POST /fn/accounts/disable", ".... ... . >.. . !"),
    ("POST /fn/accounts/enable", ".... ... . >.. . !"),
    ("POST /fn/accounts/grant_role", ".... ... . .>. . !"),
    ("POST /fn/accounts/withdraw_role", ".... ... . .>. . !"),
    ("POST /fn/accounts/choose_policy", ".... ... . .>. . !"),
    ("POST /fn/calendar/set_day", ">>.. ... . ... . !"),
    ("POST /fn/calendar/remove_day", ">>.. ... . ... . !"),
    ("POST /fn/calendar/publish_year", ">>.. ... . ... . !"),
    ("POST /fn/lights/add_rule", ".>.. ... . ... . !"),
    ("POST /fn/notifications/mark_read own", ">>>> >>> > >>> > !"),
    ("POST /fn/notifications/mark_read other", ".... ... . ... . !"),
    ("POST /fn/notifications/mark_all_read", ">>>> >>> > >>> > !"),
    ("POST /fn/notifications/save_preferences", ">>>> >>> > >>> > !"),
    // Without a text or a reason: who is let in is told so.
    ("POST /fn/extensions/ask own", ".... ww. . ... . !"),
    ("POST /fn/extensions/ask other", ".... ... . ... . !"),
    ("POST /fn/extensions/confirm own", ".... c.. . ... . !"),
    ("POST /fn/extensions/confirm other", ".... ... . ... . !"),
    ("POST /fn/extensions/withdraw own", ".... cc. . ... . !"),
    ("POST /fn/extensions/withdraw other", ".... ... . ... . !"),
    ("POST /fn/extensions/decide own", ".w.. ... . ... . !"),
    ("POST /fn/extensions/decide other", ".w.. ... . ... . !"),
    ("POST /fn/instructions/give own", "ww.w ... . ... . !"),
    ("POST /fn/instructions/give other", "ww.w ... . ... . !"),
    ("POST /fn/instructions/answer own", ".... ww. . ... . !"),
    ("POST /fn/instructions/answer other", ".... ... . ... . !"),
    ("POST /fn/instructions/note own", "ww.. ... . ... . !"),
    ("POST /fn/instructions/note other", "ww.. ... . ... . !"),
    ("POST /fn/preferences/language", ">>>> >>> > >>> > >"),
    ("POST /fn/preferences/theme", ">>>> >>> > >>> > >"),
    ("POST /fn/reports/save_draft own", ".... www . ... . !"),
    ("POST /fn/reports/save_draft other", ".... ... . ... . !"),
    ("POST /fn/reports/send own", ".... ww. . ... . !"),
    ("POST /fn/reports/send other", ".... ... . ... . !"),
    ("POST /fn/reports/draw_in own", ".... ooo . ... . !"),
    ("POST /fn/reports/draw_in other", ".... ... . ... . !"),
    ("POST /fn/reports/remove_file own", ".... >>> . ... . !"),
    ("POST /fn/reports/remove_file other", ".... ... . ... . !"),
    ("POST /fn/reports/return", "ww.. ... . ... . !"),
    ("POST /fn/reports/answer_help", "ww.. ... . ... . !"),
    ("POST /fn/tasks/create", ">>.. ... . ... . !"),
    ("POST /fn/tasks/edit own", "cc.. ... . ... . !"),
    ("POST /fn/tasks/edit other", "cc.. ... . ... . !"),
    ("POST /fn/tasks/dispatch", "ww.. ... . ... . !"),
    ("POST /fn/tasks/sign own", ".... >>. . ... . !"),
    ("POST /fn/tasks/sign other", ".... ... . ... . !"),
    ("POST /fn/tasks/give_back own", ".... ww. . ... . !"),
    ("POST /fn/tasks/give_back other", ".... ... . ... . !"),
    ("POST /fn/tasks/give_again own", ">>.. ... . ... . !"),
    ("POST /fn/tasks/give_again other", ">>.. ... . ... . !"),
    ("POST /fn/tasks/stop own", "ww.. ... . ... . !"),
    ("POST /fn/tasks/stop other", "ww.. ... . ... . !"),
    ("POST /fn/tasks/merge own", "ww.. ... . ... . !"),
    ("POST /fn/tasks/merge other", "ww.. ... . ... . !"),
    ("POST /fn/tasks/resume own", "ww.. ... . ... . !"),
    ("POST /fn/tasks/resume other", "ww.. ... . ... . !"),
    ("POST /fn/tasks/confirm_import own", "c... ... . ... . !"),
    ("POST /fn/tasks/confirm_import other", ".... ... . ... . !"),
    ("POST /fn/tasks/turn_import", ">>.. ... . ... . !"),
    ("POST /fn/roadmaps/propose own", ".... www . ... . !"),
    ("POST /fn/roadmaps/propose other", ".... ... . ... . !"),
    ("POST /fn/roadmaps/send_back own", ".... w.. . ... . !"),
    ("POST /fn/roadmaps/send_back other", ".... ... . ... . !"),
    ("POST /fn/roadmaps/review own", "ww.. ... . ... . !"),
    ("POST /fn/roadmaps/review other", "ww.. ... . ... . !"),
    ("POST /fn/urging/urge own", "www. ... . ... . !"),
    ("POST /fn/urging/urge other", "www. ... . ... . !"),
    ("POST /fn/urging/receive own", ".... >>. . ... . !"),
    ("POST /fn/urging/receive other", ".... ... . ... . !"),
    ("POST /fn/urging/reply own", ".... ww. . ... . !"),
    ("POST /fn/urging/reply other", ".... ... . ... . !"),
    ("POST /fn/units/create_unit", ".... ... . >.. . !"),
    ("POST /fn/units/edit_unit", ".... ... . c.. . !"),
    ("POST /fn/units/close_unit", ".... ... . >.. . !"),
    ("POST /fn/units/reopen_unit", ".... ... . >.. . !"),
    ("POST /fn/units/add_alias", ".... ... . >.. . !"),
    ("POST /fn/units/remove_alias", ".... ... . >.. . !"),
    ("POST /fn/units/create_class", ".... ... . >.. . !"),
    ("POST /fn/units/edit_class", ".... ... . c.. . !"),
];

struct Line {
    method: &'static str,
    path: &'static str,
    own: bool,
    wanted: &'static str,
}

fn lines() -> impl Iterator<Item = Line> {
    MATRIX.iter().map(|(key, wanted)| {
        let mut parts = key.split(' ');
        let (method, path) = (parts.next().unwrap(), parts.next().unwrap());
        Line { method, path, own: parts.next() != Some("other"), wanted }
    })
}

fn symbol(answer: &Answer) -> char {
    match answer.status {
        StatusCode::OK => 'o',
        StatusCode::FOUND | StatusCode::SEE_OTHER if answer.location().starts_with("/login") => 'L',
        StatusCode::FOUND | StatusCode::SEE_OTHER => '>',
        StatusCode::UNPROCESSABLE_ENTITY => 'w',
        StatusCode::CONFLICT => 'c',
        StatusCode::FORBIDDEN => 'x',
        StatusCode::UNAUTHORIZED => '!',
        StatusCode::NOT_FOUND => '.',
        _ => '?',
    }
}

#[test]
fn every_address_stands_in_the_matrix_and_nothing_else() {
    let stands: BTreeSet<String> = lines().map(|line| format!("{} {}", line.method, line.path)).collect();
    let pages = page_paths().into_iter().map(|path| format!("GET {path}"));
    let functions = server_fn_paths().map(|(path, method)| format!("{method} {path}"));
    let routes = http::personal().into_iter().chain(http::open());
    let routes = routes.map(|route| format!("{} {}", route.method, route.path));
    let exists: BTreeSet<String> = pages.chain(functions).chain(routes).collect();
    let missing: Vec<_> = exists.difference(&stands).collect();
    assert!(missing.is_empty(), "say in the matrix who may use {missing:#?}");
    let gone: Vec<_> = stands.difference(&exists).collect();
    assert!(gone.is_empty(), "no longer there: {gone:#?}");
}

#[sqlx::test]
async fn everybody_gets_what_the_matrix_says(pool: PgPool) {
    let world = World::new(pool).await;
    let mut wrong = Vec::new();
    for line in lines() {
        let wanted: String = line.wanted.split(' ').collect();
        assert_eq!(wanted.chars().count(), world.readers.len(), "{}", line.path);
        for (reader, wanted) in world.readers.iter().zip(wanted.chars()) {
            let cookie = world.cookie(reader).await;
            let path = world.address(line.path, line.own);
            let ask = match (line.method, path.strip_prefix("/fn/")) {
                ("GET", _) => Ask::get(&path),
                (_, Some(function)) => {
                    let session = match &reader.actor {
                        Some(actor) => world.sign_in(actor).await.0,
                        None => world.other_session,
                    };
                    let form = functions::form(&world, function, line.own, reader.actor.as_ref(), session);
                    let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
                    Ask::post(&path, &form)
                }
                (_, None) => Ask::upload(&path, &[("plan", "35")], Some(("file", "a.csv", b"x"))),
            };
            let answer = world.site.ask(ask.by(&cookie)).await;
            if symbol(&answer) != wanted {
                let got = (symbol(&answer), answer.status, answer.location().to_owned());
                wrong.push(format!("{} {path}: {} gets {got:?}, not {wanted}", line.method, reader.name));
            }
            if answer.header("content-type").starts_with("text/html") && !answer.body.is_empty() {
                wrong.extend(faults(&answer).map(|fault| format!("{} {path}: {}: {fault}", line.method, reader.name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What every page must have, whoever reads it.
fn faults(answer: &Answer) -> impl Iterator<Item = String> {
    let policy = answer.header("content-security-policy").to_owned();
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or_default().to_owned();
    let scripts = answer.body.matches("<script").count();
    let with_nonce = answer.body.matches(&format!("nonce=\"{nonce}\"")).count();
    let checks = [
        // A page in place of an empty error has no script and lets none run.
        (
            nonce.len() >= 16 || scripts == 0 && policy.starts_with("default-src 'none'; base-uri"),
            format!("no nonce in {policy:?}"),
        ),
        (!policy.contains("'unsafe-"), format!("unsafe: {policy}")),
        (policy.contains("frame-ancestors 'none'"), format!("can be framed: {policy}")),
        (with_nonce >= scripts, format!("{scripts} scripts, {with_nonce} with the nonce")),
        (!answer.body.contains(" style="), "a style attribute".to_owned()),
        (!answer.body.contains("javascript:"), "an address that is a script".to_owned()),
        (answer.header("cache-control") == "no-store", "may be kept by a cache".to_owned()),
        (answer.header("x-content-type-options") == "nosniff", "may be sniffed".to_owned()),
    ];
    checks.into_iter().filter(|(good, _)| !good).map(|(_, fault)| fault)
}
