//! What waits for whom.

use sqlx::PgPool;

use super::{
    model::{Item, Kind},
    queries,
};
use crate::{
    features::{
        extensions::{
            self,
            commands::{ask, confirm},
            inputs::AskForm,
        },
        instructions::{
            commands::{answer, give},
            inputs::GiveForm,
        },
        tasks::{
            commands::life::{
                dispatch::{Dispatch, dispatch},
                give_back::give_back,
                sign::sign,
            },
            tests::{Ledger, content, day},
        },
    },
    server::testing,
    shared::{
        actor::{Actor, Role},
        ids::CommandKey,
        locale::Locale,
    },
    ui::LightKind,
};

async fn items(ledger: &Ledger, actor: &Actor, today: &str) -> Vec<(Kind, Option<String>)> {
    let (db, today) = (&ledger.app.db, day(today));
    let items: Vec<Item> = queries::items(db, actor, today, Locale::Chinese).await.unwrap();
    assert_eq!(queries::count(db, actor, today).await.unwrap(), items.len() as i64, "the number in the navigation");
    items.into_iter().map(|item| (item.kind, item.due.map(|day| day.to_string()))).collect()
}

/// What the actor waits for others to do: the kind, and whose it is or what.
async fn of_others(ledger: &Ledger, actor: &Actor, today: &str) -> Vec<(Kind, String)> {
    let items = queries::of_others(&ledger.app.db, actor, day(today), Locale::Chinese).await.unwrap();
    items.into_iter().map(|item| (item.kind, item.note)).collect()
}

#[sqlx::test]
async fn each_sees_what_is_theirs_to_do(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (one, two) = (ledger.enter(&content(1)).await, ledger.enter(&content(2)).await);
    let officer = testing::person(&ledger.app, Role::Liaison, "P-BB").await;
    let other = testing::person(&ledger.app, Role::Liaison, "P-CZT").await;
    let leader = testing::person(&ledger.app, Role::Leader, "P-BB").await;
    let today = "2016-11-30";
    assert_eq!(items(&ledger, &ledger.registrar, today).await, [(Kind::Dispatch, None)]);
    // Nobody has entered the days off of 2027.
    assert_eq!(items(&ledger, &ledger.registrar, "2026-12-01").await, [(Kind::Dispatch, None), (Kind::Calendar, None)]);
    assert_eq!(items(&ledger, &officer, today).await, []);
    let numbers = Dispatch { numbers: vec![one.clone(), two.clone()], ..Dispatch::default() };
    dispatch(&ledger.app.db, &ledger.act(), CommandKey::new(), &numbers).await.unwrap();
    let due = Some("2016-12-02".to_owned());
    assert_eq!(items(&ledger, &officer, today).await, [(Kind::Sign, due.clone()), (Kind::Sign, due.clone())]);
    assert_eq!(items(&ledger, &ledger.registrar, today).await, []);
    sign(&ledger.app.db, &testing::act(&ledger.app, &officer), CommandKey::new(), &[one.clone(), two]).await.unwrap();
    let act = testing::act(&ledger.app, &other);
    give_back(&ledger.app.db, &act, CommandKey::new(), &one, "不涉及").await.unwrap();
    let report = (Kind::Report, Some(today.to_owned()));
    let signed = [(Kind::Roadmap, None), (Kind::Roadmap, None), report.clone(), report];
    assert_eq!(items(&ledger, &officer, today).await, signed);
    assert_eq!(items(&ledger, &ledger.registrar, today).await, [(Kind::Returned, None)]);
    let late = [(Kind::Returned, None), (Kind::Unsigned, due.clone()), (Kind::Unsigned, due)];
    assert_eq!(items(&ledger, &ledger.registrar, "2016-12-03").await, late);
    assert_eq!(items(&ledger, &leader, "2016-12-03").await, []);
    // The first lead waits for who did not sign in time, nobody else does.
    let held_up = of_others(&ledger, &officer, "2016-12-03").await;
    let units = ["省发改委", "省发改委", "省财政厅"].map(|unit| (Kind::Unsigned, unit.to_owned()));
    assert_eq!(held_up, units);
    for (actor, day) in
        [(&officer, today), (&other, "2016-12-03"), (&leader, "2016-12-03"), (&ledger.registrar, "2016-12-03")]
    {
        assert_eq!(of_others(&ledger, actor, day).await, []);
    }
    // Each with the light of its task.
    let (db, later) = (&ledger.app.db, day("2017-03-01"));
    let lit = queries::items(db, &ledger.registrar, later, Locale::Chinese).await.unwrap();
    assert!(lit.iter().all(|item| item.light.is_some_and(|verdict| verdict.light == LightKind::Red)), "{lit:?}");
}

#[sqlx::test]
async fn requests_and_instructions_wait_for_who_has_the_next_step(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (db, today) = (&ledger.app.db, "2016-11-30");
    let number = ledger.enter(&content(1)).await;
    let given = Dispatch { numbers: vec![number.clone()], ..Dispatch::default() };
    dispatch(db, &ledger.act(), CommandKey::new(), &given).await.unwrap();
    let officer = testing::person(&ledger.app, Role::Liaison, "P-BB").await;
    let head = testing::person(&ledger.app, Role::UnitHead, "P-BB").await;
    let director = testing::person(&ledger.app, Role::Director, "XTB").await;
    let leader = testing::person(&ledger.app, Role::Leader, "XTB").await;
    let act = |actor: &Actor| testing::act(&ledger.app, actor);
    sign(db, &act(&officer), CommandKey::new(), std::slice::from_ref(&number)).await.unwrap();
    let others: Vec<Kind> = items(&ledger, &head, today).await.into_iter().map(|(kind, _)| kind).collect();
    let kinds = async |actor: &Actor| {
        let found = items(&ledger, actor, today).await.into_iter();
        found.filter(|(kind, _)| !others.contains(kind)).collect::<Vec<_>>()
    };

    let asked = AskForm { asked_due: "2016-12-15".into(), cause: "会签".into(), progress: "初稿".into() };
    ask(db, &act(&officer), CommandKey::new(), &number, &asked).await.unwrap();
    assert_eq!(kinds(&head).await, [(Kind::ConfirmExtension, Some(today.to_owned()))]);
    assert_eq!(kinds(&officer).await, []);
    let version = extensions::queries::waiting(db, &head).await.unwrap()[0].version;
    confirm(db, &act(&head), CommandKey::new(), &number, version, &asked).await.unwrap();
    assert_eq!(kinds(&head).await, []);
    assert_eq!(kinds(&director).await, [(Kind::DecideExtension, Some(today.to_owned()))]);
    let asked = (Kind::ExtensionInReview, "省编办申请延至 2016-12-15".to_owned());
    assert_eq!(of_others(&ledger, &officer, today).await, [asked]);
    assert_eq!(of_others(&ledger, &director, today).await, []);

    let saying = GiveForm { text: "请抓紧".into(), reply_due: "2016-12-07".into(), ..GiveForm::default() };
    let instruction = give(db, &act(&leader), CommandKey::new(), &number, &saying).await.unwrap();
    let due = Some("2016-12-07".to_owned());
    assert_eq!(kinds(&officer).await, [(Kind::AnswerInstruction, due)]);
    assert_eq!(kinds(&leader).await, []);
    answer(db, &act(&officer), CommandKey::new(), instruction, "已落实").await.unwrap();
    assert_eq!(kinds(&officer).await, []);
    assert_eq!(kinds(&leader).await, [(Kind::NoteInstruction, None)]);
}
