//! What waits for whom.

use sqlx::PgPool;

use super::*;
use crate::features::roadmaps::queries::waiting::{waiting_for, waiting_reviews};

impl Desk {
    async fn waits(&self, act: &Act) -> Vec<Standing> {
        let waiting = waiting_for(&self.ledger.app.db, &act.actor).await.unwrap();
        waiting.into_iter().map(|waiting| waiting.standing).collect()
    }

    async fn reviews(&self) -> Vec<(String, i32)> {
        let waiting = waiting_reviews(&self.ledger.app.db, &self.ledger.registrar).await.unwrap();
        waiting.into_iter().map(|waiting| (waiting.unit_code, waiting.round)).collect()
    }
}

#[sqlx::test]
async fn each_sees_what_is_their_turn(pool: PgPool) {
    let desk = Desk::open(pool).await;
    let lines = [line("摸底", "2016-10-31")];
    assert_eq!((desk.waits(&desk.liaison).await, desk.reviews().await), (vec![Standing::NotYet], vec![]));
    desk.propose(&desk.liaison, &lines, Then::Send).await.unwrap();
    assert_eq!((desk.waits(&desk.liaison).await, desk.waits(&desk.head).await), (vec![], vec![Standing::WithHead]));
    desk.confirm(&desk.head, &lines).await;
    assert_eq!((desk.waits(&desk.head).await, desk.reviews().await), (vec![], vec![("P-BB".to_owned(), 1)]));
    desk.review(&desk.head, "P-BB", &[Verdict::Returned]).await.unwrap();
    assert_eq!((desk.waits(&desk.liaison).await, desk.reviews().await), (vec![Standing::Returned], vec![]));
    let mended = [line("摸底清理", "2016-10-31")];
    desk.confirm(&desk.head, &mended).await;
    assert_eq!(desk.reviews().await, [("P-BB".to_owned(), 2)]);
    desk.review(&desk.head, "P-BB", &[Verdict::Accepted]).await.unwrap();
    assert_eq!((desk.waits(&desk.liaison).await, desk.waits(&desk.head).await), (vec![], vec![]));
    assert_eq!(desk.waits(&desk.participant).await, [Standing::NotYet]);
    let others = waiting_reviews(&desk.ledger.app.db, &desk.liaison.actor).await.unwrap();
    assert!(others.is_empty());
    assert!(desk.waits(&desk.ledger.act()).await.is_empty());
}
