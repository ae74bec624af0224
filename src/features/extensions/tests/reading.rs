//! Who is told, what waits for whom, and the list.

use super::*;

#[sqlx::test]
async fn everybody_finds_what_waits_for_them(pool: PgPool) {
    let case = Case::new(pool).await;
    let waits = async |actor: &Actor| {
        let listed = queries::waiting(&case.app().db, actor).await.unwrap().len();
        assert_eq!(queries::count(&case.app().db, actor).await.unwrap(), listed as i64);
        listed
    };
    case.ask(&case.act(&case.liaison), "2016-12-15").await.unwrap();
    let other = testing::person(case.app(), Role::UnitHead, "P-FGW").await;
    assert_eq!((waits(&case.head).await, waits(&other).await, waits(&case.director).await), (1, 0, 0));
    case.confirm(&case.act(&case.head), "2016-12-15").await.unwrap();
    assert_eq!((waits(&case.head).await, waits(&case.liaison).await, waits(&case.director).await), (0, 0, 1));
    case.decide(&case.act(&case.director), &refusing()).await.unwrap();
    assert_eq!(waits(&case.director).await, 0);
}

#[sqlx::test]
async fn everybody_concerned_is_told_once(pool: PgPool) {
    let case = Case::new(pool).await;
    let app = case.app();
    testing::person(app, Role::UnitHead, "P-FGW").await;
    let (liaison, head, director) = (case.act(&case.liaison), case.act(&case.head), case.act(&case.director));
    case.ask(&liaison, "2016-12-15").await.unwrap();
    assert_eq!(testing::told(app, "extension_to_confirm").await, [case.head.person]);
    assert_eq!(testing::told(app, "extension_asked").await, []);
    case.confirm(&head, "2016-12-15").await.unwrap();
    assert_eq!(testing::told(app, "extension_asked").await, [case.director.person]);
    case.decide(&director, &refusing()).await.unwrap();
    assert_eq!(testing::told(app, "extension_refused").await, [case.liaison.person, case.head.person]);
    // What the head asks goes to who decides at once; who takes it back tells them so.
    case.ask(&head, "2016-12-16").await.unwrap();
    let version = case.request().await.version;
    withdraw(&app.db, &head, CommandKey::new(), TASK, version).await.unwrap();
    assert_eq!(testing::told(app, "extension_asked").await, [case.director.person; 2]);
    assert_eq!(testing::told(app, "extension_withdrawn").await, [case.director.person]);
    case.ask(&head, "2016-12-16").await.unwrap();
    case.decide(&director, &granting("2016-12-16")).await.unwrap();
    assert_eq!(testing::told(app, "extension_granted").await, [case.liaison.person, case.head.person]);
}

#[sqlx::test]
async fn the_list_shows_open_ones_first_and_goes_on_page_by_page(pool: PgPool) {
    let case = Case::new(pool).await;
    let count = queries::PAGE + 2;
    for _ in 0..count {
        case.ask(&case.act(&case.head), "2016-12-15").await.unwrap();
        case.decide(&case.act(&case.director), &refusing()).await.unwrap();
    }
    case.ask(&case.act(&case.liaison), "2016-12-15").await.unwrap();
    let db = &case.app().db;
    let (first, next) = queries::list(db, &case.director, None).await.unwrap();
    assert_eq!((first.len(), first[0].stage), (queries::PAGE, Stage::ToConfirm));
    let next = next.unwrap().to_string().parse().unwrap();
    let (second, end) = queries::list(db, &case.director, Some(next)).await.unwrap();
    assert_eq!((second.len(), end), (count + 1 - queries::PAGE, None));
    let mut rounds: Vec<i32> = first.iter().chain(&second).map(|request| request.round).collect();
    rounds.dedup();
    assert_eq!(rounds.len(), count + 1, "each once");
    assert_eq!(queries::list(db, &case.liaison, None).await.unwrap_err(), AppError::NotFound);
    assert_eq!(time::day(first[0].asked_due), "2016-12-15");
}
