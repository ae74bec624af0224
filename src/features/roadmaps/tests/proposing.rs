//! Drawing up, sending, confirming, sending back.

use sqlx::PgPool;

use super::*;
use crate::features::{
    roadmaps::commands::send_back::send_back,
    tasks::{content::WrittenMilestone, model::DueKind},
};

#[sqlx::test]
async fn a_liaison_drafts_sends_and_the_head_confirms(pool: PgPool) {
    let desk = Desk::open(pool).await;
    let gaps = [Line { deliverable: String::new(), ..line("摸底", "") }];
    desk.propose(&desk.liaison, &gaps, Then::Keep).await.unwrap();
    assert_eq!(desk.stands("P-BB").await, Standing::Draft);
    assert_eq!(desk.page(&desk.liaison).await.lines[0].title, "摸底");
    at_field(desk.propose(&desk.liaison, &gaps, Then::Send).await, "due-1");
    // By day, whatever the order of the rows.
    let lines = [line("公布", "2016-11-18"), line("摸底", "2016-10-31")];
    desk.propose(&desk.liaison, &lines, Then::Send).await.unwrap();
    assert_eq!((desk.stands("P-BB").await, desk.state().await), (Standing::WithHead, State::Signed));
    refused(desk.propose(&desk.liaison, &lines, Then::Keep).await);
    assert!(!desk.page(&desk.liaison).await.editable && desk.page(&desk.head).await.editable);
    // The head changes it and keeps it: it is still with the head.
    desk.propose(&desk.head, &lines[1..], Then::Keep).await.unwrap();
    assert_eq!(desk.stands("P-BB").await, Standing::WithHead);
    desk.propose(&desk.head, &lines, Then::Confirm).await.unwrap();
    assert_eq!((desk.stands("P-BB").await, desk.state().await), (Standing::WithOffice, State::RoadmapReview));
    let titles: Vec<_> = desk.lines(&desk.head).await.into_iter().map(|line| line.title).collect();
    assert_eq!(titles, ["摸底", "公布"]);
    refused(desk.propose(&desk.head, &lines, Then::Keep).await);
    let verbs = ["roadmap.drafted", "roadmap.sent", "roadmap.drafted", "roadmap.confirmed"];
    assert_eq!(desk.roadmap_verbs().await, verbs);
}

#[sqlx::test]
async fn the_head_sends_back_with_a_reason(pool: PgPool) {
    let desk = Desk::open(pool).await;
    let (db, number) = (&desk.ledger.app.db, &desk.number);
    let lines = [line("摸底", "2016-10-31")];
    desk.propose(&desk.liaison, &lines, Then::Keep).await.unwrap();
    refused(send_back(db, &desk.head, CommandKey::new(), number, desk.seen(&desk.head).await, "太粗").await);
    desk.propose(&desk.liaison, &lines, Then::Send).await.unwrap();
    let seen = desk.seen(&desk.head).await;
    at_field(send_back(db, &desk.head, CommandKey::new(), number, seen, " ").await, "reason");
    let stale = Seen { version: seen.version - 1, ..seen };
    assert_eq!(send_back(db, &desk.head, CommandKey::new(), number, stale, "太粗").await, Err(AppError::Conflict));
    let key = CommandKey::new();
    for _ in 0..2 {
        send_back(db, &desk.head, key, number, seen, "太粗").await.unwrap();
    }
    let told: Vec<uuid::Uuid> =
        sqlx::query_scalar("select person_id from notifications where topic = 'roadmap_returned'")
            .fetch_all(db)
            .await
            .unwrap();
    assert_eq!(told, [desk.liaison.actor.person.0], "who drew it up is the liaison officer: told once");
    let standing = desk.standing("P-BB").await;
    assert_eq!((standing.standing, standing.comment.as_str()), (Standing::SentBack, "太粗"));
    assert_eq!(desk.page(&desk.liaison).await.last.unwrap().comment, "太粗");
    desk.propose(&desk.liaison, &lines, Then::Send).await.unwrap();
    assert_eq!(desk.stands("P-BB").await, Standing::WithHead);
    assert_eq!(desk.roadmap_verbs().await, ["roadmap.drafted", "roadmap.sent", "roadmap.sent_back", "roadmap.sent"]);
}

#[sqlx::test]
async fn repeated_under_one_key_it_is_done_once(pool: PgPool) {
    let desk = Desk::open(pool).await;
    let (db, key) = (&desk.ledger.app.db, CommandKey::new());
    let proposal = desk.proposal(&desk.head, &[line("摸底", "2016-10-31")], Then::Confirm).await;
    let (one, other) = tokio::join!(propose(db, &desk.head, key, &proposal), propose(db, &desk.head, key, &proposal));
    assert_eq!((one, other), (Ok(()), Ok(())));
    assert_eq!(propose(db, &desk.head, key, &proposal).await, Ok(()));
    assert_eq!(desk.roadmap_verbs().await, ["roadmap.confirmed"]);
}

#[sqlx::test]
async fn of_two_who_draft_at_once_the_second_is_told(pool: PgPool) {
    let desk = Desk::open(pool).await;
    let db = &desk.ledger.app.db;
    let one = desk.proposal(&desk.liaison, &[line("甲", "2016-10-31")], Then::Keep).await;
    let other = desk.proposal(&desk.head, &[line("乙", "2016-10-31")], Then::Keep).await;
    let (first, second) = tokio::join!(
        propose(db, &desk.liaison, CommandKey::new(), &one),
        propose(db, &desk.head, CommandKey::new(), &other),
    );
    let answers = [first, second];
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    assert!(answers.contains(&Err(AppError::Conflict)), "{answers:?}");
    assert_eq!(propose(db, &desk.head, CommandKey::new(), &other).await, Err(AppError::Conflict));
}

#[sqlx::test]
async fn the_lead_begins_with_the_sheets_steps_a_participant_with_none(pool: PgPool) {
    let milestone = |title: &str, due: Option<&str>, kind| WrittenMilestone {
        title: title.to_owned(),
        due: due.map(day),
        kind,
        due_text: String::new(),
    };
    let sheet =
        vec![milestone("摸底", Some("2016-10-31"), DueKind::Fixed), milestone("长期坚持", None, DueKind::Ongoing)];
    let desk = Desk::with(pool, TaskContent { milestones: sheet, ..content(1) }).await;
    let page = desk.page(&desk.liaison).await;
    assert_eq!(page.lines.iter().map(|line| line.title.as_str()).collect::<Vec<_>>(), ["摸底", "长期坚持"]);
    assert!(page.lines.iter().all(|line| line.milestone.is_some()));
    assert!(desk.page(&desk.participant).await.lines.is_empty());
}

#[sqlx::test]
async fn what_is_sent_is_whole_and_in_bounds(pool: PgPool) {
    let desk = Desk::open(pool).await;
    at_field(desk.propose(&desk.liaison, &[], Then::Send).await, "lines");
    let late = line("公布", "2016-12-01");
    at_field(desk.propose(&desk.liaison, &[late], Then::Send).await, "due-1");
    let early = line("公布", "2015-12-31");
    at_field(desk.propose(&desk.liaison, &[early], Then::Send).await, "due-1");
    let bare = Line { title: String::new(), deliverable: String::new(), ..line("公布", "2016-11-30") };
    at_field(desk.propose(&desk.head, std::slice::from_ref(&bare), Then::Confirm).await, "title-1");
    at_field(desk.propose(&desk.head, &[bare], Then::Confirm).await, "deliverable-1");
    assert!(desk.roadmap_verbs().await.is_empty());
}
