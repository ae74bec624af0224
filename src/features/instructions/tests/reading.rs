//! Who is told, what waits for whom, and the list.

use chrono::Days;

use super::*;
use crate::features::instructions::commands::remind::remind;

#[sqlx::test]
async fn everybody_finds_what_waits_for_them(pool: PgPool) {
    let case = Case::new(pool).await;
    let waits = async |actor: &Actor| {
        let listed = queries::waiting(&case.app().db, actor).await.unwrap().len();
        assert_eq!(queries::count(&case.app().db, actor).await.unwrap(), listed as i64);
        listed
    };
    let other = testing::person(case.app(), Role::Leader, "XTB").await;
    let co_lead = testing::person(case.app(), Role::Liaison, "P-FGW").await;
    let id = case.given().await;
    assert_eq!((waits(&case.liaison).await, waits(&co_lead).await, waits(&case.leader).await), (1, 0, 0));
    case.answer(&case.act(&case.liaison), id).await.unwrap();
    assert_eq!((waits(&case.liaison).await, waits(&case.leader).await, waits(&other).await), (0, 1, 0));
    case.note(&case.act(&case.leader), id, "").await.unwrap();
    assert_eq!(waits(&case.leader).await, 0);
}

#[sqlx::test]
async fn everybody_concerned_is_told_once(pool: PgPool) {
    let case = Case::new(pool).await;
    let app = case.app();
    let head = testing::person(app, Role::UnitHead, "P-BB").await;
    testing::person(app, Role::Liaison, "P-FGW").await;
    let id = case.given().await;
    assert_eq!(testing::told(app, "instruction_given").await, [case.liaison.person, head.person]);
    case.answer(&case.act(&case.liaison), id).await.unwrap();
    assert_eq!(testing::told(app, "instruction_answered").await, [case.leader.person]);
    case.note(&case.act(&case.leader), id, "").await.unwrap();
    assert_eq!(testing::told(app, "instruction_noted").await, [case.liaison.person, head.person]);
    // Entered and closed by the office: the leader hears of both, the office of the reply.
    let registrar = &case.ledger.registrar;
    let form =
        GiveForm { leader: case.leader.person.to_string(), given_on: "2016-11-29".into(), ..saying("请研究") };
    let id = case.give(&case.act(registrar), &form).await.unwrap();
    case.answer(&case.act(&head), id).await.unwrap();
    case.note(&case.act(registrar), id, "会上已说明").await.unwrap();
    let both = [case.liaison.person, case.leader.person, case.liaison.person, head.person, head.person];
    assert_eq!(sorted(testing::told(app, "instruction_given").await), sorted(both.to_vec()));
    let answered = [registrar.person, case.leader.person, case.leader.person];
    assert_eq!(sorted(testing::told(app, "instruction_answered").await), sorted(answered.to_vec()));
    assert_eq!(testing::told(app, "instruction_noted").await.len(), 5);
}

#[sqlx::test]
async fn who_does_not_reply_in_time_is_told_once_and_so_is_the_office(pool: PgPool) {
    let case = Case::new(pool).await;
    let (unanswered, answered) = (case.given().await, case.given().await);
    case.answer(&case.act(&case.liaison), answered).await.unwrap();
    let due = queries::find(&case.app().db, &case.leader, unanswered).await.unwrap().reply_due;
    let told = async |today| {
        remind(&case.app().db, case.app().clock.now(), today).await.unwrap();
        testing::told(case.app(), "instruction_late").await
    };
    assert_eq!(told(due).await, []);
    let day_after = due + Days::new(1);
    let both = [case.liaison.person, case.ledger.registrar.person];
    assert_eq!(sorted(told(day_after).await), sorted(both.to_vec()));
    assert_eq!(told(day_after).await.len(), 2, "once");
}

#[sqlx::test]
async fn leaders_list_their_own_and_the_office_all(pool: PgPool) {
    let case = Case::new(pool).await;
    let other = testing::person(case.app(), Role::Leader, "XTB").await;
    let closed = case.given().await;
    case.note(&case.act(&case.leader), closed, "会上已说明").await.unwrap();
    for _ in 0..queries::PAGE {
        case.given().await;
    }
    let db = &case.app().db;
    assert_eq!(queries::list(db, &other, None).await.unwrap().0, []);
    for reader in [&case.leader, &case.ledger.registrar] {
        let (first, next) = queries::list(db, reader, None).await.unwrap();
        assert!(first.len() == queries::PAGE && first.iter().all(|given| given.stage.is_open()));
        let next = next.unwrap().to_string().parse().unwrap();
        let (second, end) = queries::list(db, reader, Some(next)).await.unwrap();
        assert_eq!((second[0].id, second.len(), end), (closed, 1, None));
    }
    assert_eq!(queries::list(db, &case.liaison, None).await.unwrap_err(), AppError::NotFound);
}
