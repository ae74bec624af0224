//! Who may not, and when not.

use sqlx::PgPool;

use super::*;
use crate::features::{
    roadmaps::commands::send_back::send_back,
    tasks::commands::life::set_aside::{resume, stop},
};

#[sqlx::test]
async fn each_step_is_for_its_role_alone(pool: PgPool) {
    let desk = Desk::open(pool).await;
    desk.propose(&desk.liaison, &[line("摸底", "2016-10-31")], Then::Send).await.unwrap();
    let before = desk.roadmap_verbs().await;
    let db = &desk.ledger.app.db;
    for role in Role::ALL {
        let act = testing::act(&desk.ledger.app, &testing::person(&desk.ledger.app, role, "P-BB").await);
        let of_unit = [Role::UnitHead, Role::Liaison, Role::Reporter].contains(&role);
        if !of_unit {
            let answer = desk.propose(&act, &[], Then::Keep).await;
            assert_eq!(answer, Err(AppError::NotFound), "{role:?}");
            assert!(page::draft(db, &act.actor, &desk.number).await.is_err(), "{role:?}");
        }
        if role != Role::UnitHead {
            let confirmed = desk.propose(&act, &[line("摸底", "2016-10-31")], Then::Confirm).await;
            assert_eq!(confirmed, Err(AppError::NotFound), "{role:?}");
            let back = send_back(db, &act, CommandKey::new(), &desk.number, desk.seen(&act).await, "理由").await;
            assert_eq!(back, Err(AppError::NotFound), "{role:?}");
        }
        if ![Role::Registrar, Role::Director].contains(&role) {
            let answer = desk.answer(&desk.head, "P-BB", &[Verdict::Accepted]).await;
            let reviewed = review(db, &act, CommandKey::new(), &answer).await;
            assert_eq!(reviewed, Err(AppError::NotFound), "{role:?}");
            let page = page::review(db, &act.actor, &desk.number, Some("P-BB")).await;
            assert_eq!(page.err(), Some(AppError::NotFound), "{role:?}");
        }
    }
    assert_eq!(desk.roadmap_verbs().await, before);
    refused(desk.review(&desk.head, "P-BB", &[Verdict::Accepted]).await);
    let nobody = desk.answer(&desk.head, "P-NOT", &[Verdict::Accepted]).await;
    assert_eq!(review(db, &desk.ledger.act(), CommandKey::new(), &nobody).await, Err(AppError::NotFound));
}

#[sqlx::test]
async fn a_unit_without_a_part_or_a_signature_proposes_nothing(pool: PgPool) {
    let desk = Desk::open(pool).await;
    let (app, lines) = (&desk.ledger.app, [line("摸底", "2016-10-31")]);
    let stranger = testing::act(app, &testing::person(app, Role::Liaison, "P-KJT").await);
    assert_eq!(desk.propose(&stranger, &lines, Then::Keep).await, Err(AppError::NotFound));
    // A co-lead that has not signed yet.
    let unsigned = testing::act(app, &testing::person(app, Role::Liaison, "P-FGW").await);
    refused(desk.propose(&unsigned, &lines, Then::Keep).await);
    let page = page::draft(&app.db, &unsigned.actor, &desk.number).await;
    assert_eq!(page.err(), Some(AppError::NotFound));
    assert_eq!(desk.stands("P-FGW").await, Standing::NotYet);
}

#[sqlx::test]
async fn while_a_task_is_set_aside_nothing_moves(pool: PgPool) {
    let desk = Desk::open(pool).await;
    let (db, office, lines) = (&desk.ledger.app.db, desk.ledger.act(), [line("摸底", "2016-10-31")]);
    desk.confirm(&desk.head, &lines).await;
    stop(db, &office, CommandKey::new(), &desk.number, "暂缓").await.unwrap();
    refused(desk.propose(&desk.participant, &lines, Then::Keep).await);
    refused(desk.review(&desk.head, "P-BB", &[Verdict::Accepted]).await);
    resume(db, &office, CommandKey::new(), &desk.number, "恢复").await.unwrap();
    assert_eq!(desk.review(&desk.head, "P-BB", &[Verdict::Accepted]).await, Ok(Verdict::Accepted));
    assert_eq!(desk.state().await, State::InProgress);
}
