//! A roadmap through its forms, as a browser without scripts sends them.

use sqlx::PgPool;

use super::{
    Answer, Ask,
    world::{OWN_SIGNED, World},
};
use crate::{
    shared::{actor::Role, ids::CommandKey, locale::Locale},
    t,
};

/// Posts a form of this page.
async fn post(world: &World, role: Role, function: &str, here: &str, fields: &[(&str, &str)]) -> Answer {
    let key = CommandKey::new().to_string();
    let common = [("key", key.as_str()), ("here", here), ("number", OWN_SIGNED)];
    let fields = [&common, fields].concat();
    world.site.ask(Ask::post(&format!("/fn/roadmaps/{function}"), &fields).by(&world.as_role(role).await)).await
}

/// The value of the hidden field with this name.
fn hidden(answer: &Answer, name: &str) -> String {
    let tag = format!("name=\"{name}\" value=\"");
    let rest = answer.body.split(tag.as_str()).nth(1).unwrap_or_default();
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[sqlx::test]
async fn a_round_from_the_draft_to_the_answer(pool: PgPool) {
    let world = World::new(pool).await;
    let page = format!("/tasks/{OWN_SIGNED}/roadmap");
    let review = format!("{page}/review?unit=P-BB");
    let locale = Locale::Chinese;
    let rows = [
        ("milestones[]", ""),
        ("titles[]", "摸底<b>"),
        ("deliverables[]", "清单"),
        ("dues[]", "2016-10-31"),
        ("milestones[]", ""),
        ("titles[]", "公布"),
        ("deliverables[]", ""),
        ("dues[]", "2016-12-19"),
    ];
    // More rows keep what was typed as a draft.
    let draft = [&rows[..], &[("seen", "0.0"), ("then", "more")]].concat();
    let kept = post(&world, Role::Reporter, "propose", &page, &draft).await;
    assert_eq!((kept.status.as_u16(), kept.location()), (303, format!("{page}?rows=5").as_str()));
    let shown = world.site.ask(Ask::get(kept.location()).by(&world.as_role(Role::Liaison).await)).await;
    assert_eq!(shown.body.matches("name=\"titles[]\"").count(), 5);
    assert!(shown.body.contains("data-timeline-input=\"step-1\"") && shown.body.contains("摸底&lt;b&gt;"));
    let seen = hidden(&shown, "seen");
    // Not whole, and the second step is after the task's due date.
    let send = [&rows[..], &[("seen", seen.as_str()), ("then", "send")]].concat();
    let faulty = post(&world, Role::Liaison, "propose", &page, &send).await;
    assert_eq!(faulty.status.as_u16(), 422);
    assert!(faulty.body.contains(&t::roadmaps::no_deliverable(locale, 2)), "beside the field");
    assert!(faulty.body.contains("id=\"due-2-error\"") && faulty.body.contains("2016-12-19"));
    assert!(faulty.body.contains("href=\"#deliverable-2\""));
    // A conflict shows what is stored and lets decide.
    let stale = [&rows[..], &[("seen", "0.0"), ("then", "keep")]].concat();
    let told = post(&world, Role::Liaison, "propose", &page, &stale).await;
    assert_eq!((told.status.as_u16(), hidden(&told, "seen")), (409, seen.clone()));
    assert!(told.body.contains(t::tasks::stored_now(locale)));
    // Without the second step it goes to the head, who sends it on.
    let fewer = [&rows[..], &[("removed[]", "2"), ("seen", seen.as_str()), ("then", "send")]].concat();
    let sent = post(&world, Role::Liaison, "propose", &page, &fewer).await;
    assert_eq!((sent.status.as_u16(), sent.location()), (303, format!("/tasks/{OWN_SIGNED}").as_str()));
    let head = world.site.ask(Ask::get(&page).by(&world.as_role(Role::UnitHead).await)).await;
    assert!(head.body.contains(t::roadmaps::confirm(locale)) && head.body.contains("id=\"send-back\""));
    let seen = hidden(&head, "seen");
    let confirm = [&rows[..4], &[("seen", seen.as_str()), ("then", "confirm")]].concat();
    assert_eq!(post(&world, Role::UnitHead, "propose", &page, &confirm).await.status.as_u16(), 303);
    let looked = world.site.ask(Ask::get(&page).by(&world.as_role(Role::Liaison).await)).await;
    assert!(!looked.body.contains("name=\"titles[]\""), "with the office nobody changes it");
    // The office answers.
    let asked = world.site.ask(Ask::get(&review).by(&world.as_role(Role::Registrar).await)).await;
    let line = asked.body.split("name=\"verdicts[").nth(1).and_then(|rest| rest.split(']').next()).unwrap().to_owned();
    let (verdict, comment) = (format!("verdicts[{line}]"), format!("comments[{line}]"));
    let seen = hidden(&asked, "seen");
    let silent = [("unit", "P-BB"), ("seen", seen.as_str()), (verdict.as_str(), "returned"), (comment.as_str(), " ")];
    let refused = post(&world, Role::Registrar, "review", &review, &silent).await;
    assert_eq!(refused.status.as_u16(), 422);
    assert!(refused.body.contains("id=\"comment-1-error\""));
    let chosen = refused.body.split('<').find(|tag| tag.contains("value=\"returned\"")).unwrap_or_default();
    assert!(chosen.contains("checked"), "what was chosen stays: {chosen}");
    let rest = [("unit", "P-BB"), ("seen", seen.as_str()), ("rest", "accepted"), (comment.as_str(), "")];
    assert_eq!(post(&world, Role::Director, "review", &review, &rest).await.status.as_u16(), 303);
    let task = world.site.ask(Ask::get(&format!("/tasks/{OWN_SIGNED}")).by(&world.as_role(Role::Liaison).await)).await;
    assert!(task.body.contains("清单") && task.body.contains(t::roadmaps::change(locale)));
    let nothing = world.site.ask(Ask::get(&review).by(&world.as_role(Role::Registrar).await)).await;
    assert!(nothing.body.contains(t::roadmaps::nothing_waits(locale)));
}
