//! What is not to be seen looks exactly like what is not there.

use sqlx::PgPool;
use uuid::Uuid;

use super::{
    Answer, Ask,
    world::{OTHER_TASK, OWN_TASK, World},
};
use crate::shared::actor::Role;

/// The body without what differs between any two requests.
fn plain(answer: &Answer, path: &str) -> String {
    let policy = answer.header("content-security-policy");
    let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap_or("no nonce");
    answer.body.replace(answer.header("x-request-id"), "REQUEST").replace(nonce, "NONCE").replace(path, "PATH")
}

#[sqlx::test]
async fn a_forbidden_page_is_like_one_that_is_not_there(pool: PgPool) {
    let world = World::new(pool).await;
    let (nowhere, person) = (Uuid::now_v7().to_string(), world.other.person.to_string());
    let import = world.other_import.to_string();
    let at = |path: &str, last: &str| path.replace("{}", last);
    for (role, path, forbidden, missing) in [
        (Role::Liaison, "/tasks/{}", OTHER_TASK, "35-99"),
        (Role::Liaison, "/tasks/{}", "2", "99"),
        (Role::Liaison, "/tasks/{}/edit", OTHER_TASK, "35-99"),
        (Role::Liaison, "/tasks/{}/edit", OWN_TASK, "35-99"),
        (Role::Auditor, "/tasks/{}", OWN_TASK, "35-99"),
        (Role::Liaison, "/tasks/{}/roadmap", OTHER_TASK, "35-99"),
        (Role::Liaison, "/tasks/{}/roadmap/review", OWN_TASK, "35-99"),
        (Role::Director, "/tasks/import/{}", import.as_str(), nowhere.as_str()),
        (Role::Registrar, "/tasks/import/{}", import.as_str(), nowhere.as_str()),
        (Role::Registrar, "/admin/people/{}", person.as_str(), nowhere.as_str()),
        (Role::SecurityAdmin, "/admin/people/{}", person.as_str(), nowhere.as_str()),
        (Role::SysAdmin, "/admin/roles/{}", person.as_str(), nowhere.as_str()),
        (Role::Registrar, "/admin/units/{}", "P-BB", "P-NO"),
        (Role::Registrar, "/admin/classes/{}", "CITIES", "NONE"),
    ] {
        let cookie = world.as_role(role).await;
        let (forbidden, missing) = (at(path, forbidden), at(path, missing));
        let seen = world.site.ask(Ask::get(&forbidden).by(&cookie)).await;
        let unseen = world.site.ask(Ask::get(&missing).by(&cookie)).await;
        assert_eq!((seen.status.as_u16(), unseen.status.as_u16()), (404, 404), "{role:?} {forbidden}");
        assert_eq!(plain(&seen, &forbidden), plain(&unseen, &missing), "{role:?} {forbidden}");
        assert_eq!(names(&seen), names(&unseen), "{role:?} {forbidden}");
        assert!(!seen.body.contains("中介"), "{role:?} {forbidden}");
    }
}

fn names(answer: &Answer) -> Vec<&str> {
    answer.headers.keys().map(axum::http::HeaderName::as_str).collect()
}

#[sqlx::test]
async fn a_forbidden_command_is_like_one_on_nothing(pool: PgPool) {
    let world = World::new(pool).await;
    let (nowhere, person) = (Uuid::now_v7().to_string(), world.other.person.to_string());
    let session = world.other_session.to_string();
    let task = [
        ("version", "1"),
        ("seq", "2"),
        ("title", "测"),
        ("field", "测"),
        ("lead", "P-BB"),
        ("deadline_kind", "ongoing"),
    ];
    let key = Uuid::now_v7().to_string();
    for (role, function, field, forbidden, missing, more) in [
        (Role::Liaison, "/fn/tasks/edit", "number", OTHER_TASK, "35-99", &task[..]),
        (Role::Liaison, "/fn/tasks/edit", "number", OWN_TASK, "35-99", &task[..]),
        (Role::Registrar, "/fn/accounts/reset_password", "person", person.as_str(), nowhere.as_str(), &[]),
        (Role::Registrar, "/fn/accounts/disable", "person", person.as_str(), nowhere.as_str(), &[]),
        (Role::SysAdmin, "/fn/accounts/grant_role", "person", person.as_str(), nowhere.as_str(), &[("role", "leader")]),
        (Role::SysAdmin, "/fn/accounts/end_session", "session", session.as_str(), nowhere.as_str(), &[]),
        (Role::Registrar, "/fn/units/close_unit", "code", "P-BB", "P-NO", &[]),
    ] {
        let cookie = world.as_role(role).await;
        let mut bodies = Vec::new();
        for record in [forbidden, missing] {
            let fields: Vec<_> = [(field, record), ("key", &key)].into_iter().chain(more.iter().copied()).collect();
            let ask = Ask::post(function, &fields).with("accept", "application/json").by(&cookie);
            let answer = world.site.ask(ask).await;
            assert_eq!(answer.status.as_u16(), 404, "{role:?} {function} {record}: {}", answer.body);
            bodies.push(answer.body);
        }
        assert_eq!(bodies[0], bodies[1], "{role:?} {function}");
    }
    assert_eq!(
        world
            .site
            .count("events where verb not in ('unit.loaded', 'plan.created', 'task.created', 'task.dispatched', 'task.signed', 'roadmap.confirmed', 'import.uploaded', 'extension.asked', 'instruction.given', 'report.sent')")
            .await,
        0
    );
}
