//! What the office does with the calendar.

use sqlx::PgPool;

use crate::{
    features::calendar::{
        commands::{publish_year::publish_year, remove_day::remove_day, set_day::set_day},
        inputs::{DayForm, YearForm},
        queries::{Notice, read, view},
    },
    server::{context::Act, state::App, testing},
    shared::{
        actor::{Actor, Role},
        error::AppError,
        ids::CommandKey,
        working_days::DayKind,
    },
};

async fn registrar(app: &App) -> (Actor, Act) {
    let actor = testing::person(app, Role::Registrar, "XTB").await;
    let act = testing::act(app, &actor);
    (actor, act)
}

fn days(year: i32, from: &str, until: &str, kind: &str) -> DayForm {
    let full = |day: &str| if day.is_empty() { String::new() } else { format!("{year}-{day}") };
    DayForm {
        year: year.to_string(),
        day: full(from),
        until: full(until),
        kind: kind.to_owned(),
        name: "国庆节".to_owned(),
    }
}

fn notice(year: &str, document: &str) -> YearForm {
    YearForm { year: year.to_owned(), document: document.to_owned(), published_on: "2026-11-05".to_owned() }
}

#[sqlx::test]
async fn a_year_is_opened_and_its_days_are_entered_once(pool: PgPool) {
    let app = testing::app(pool).await;
    let (actor, act) = registrar(&app).await;
    let (first, second, third) = (CommandKey::new(), CommandKey::new(), CommandKey::new());
    for _ in 0..2 {
        publish_year(&app.db, &act, first, notice("2027", "国办发明电〔2026〕9号")).await.unwrap();
        assert_eq!(set_day(&app.db, &act, second, days(2027, "10-01", "10-07", "off")).await, Ok(2027));
        set_day(&app.db, &act, third, days(2027, "10-09", "", "working")).await.unwrap();
    }
    let found = view(&app.db, &actor, 2027).await.unwrap();
    let document = "国办发明电〔2026〕9号".to_owned();
    assert_eq!(found.notice, Some(Notice { document, published_on: Some("2026-11-05".parse().unwrap()) }));
    let entered: Vec<_> = found.days.iter().map(|row| (row.day.to_string(), row.kind)).collect();
    let off = ["2027-10-01", "2027-10-04", "2027-10-05", "2027-10-06", "2027-10-07"];
    assert_eq!(entered[..5], off.map(|day| (day.to_owned(), DayKind::Off)), "the weekend is off anyway");
    assert_eq!(entered[5..], [("2027-10-09".to_owned(), DayKind::Working)]);
    assert!(found.calendar.published(2027) && !found.calendar.published(2028));
    assert_eq!(testing::verbs(&app).await, ["calendar.year_published", "calendar.day_set", "calendar.day_set"]);
}

#[sqlx::test]
async fn what_is_there_is_altered_and_the_same_changes_nothing(pool: PgPool) {
    let app = testing::app(pool).await;
    let (actor, act) = registrar(&app).await;
    let renamed = |name: &str| DayForm { name: name.to_owned(), ..days(2016, "10-08", "", "working") };
    for name in ["国庆节", "调休", "调休"] {
        set_day(&app.db, &act, CommandKey::new(), renamed(name)).await.unwrap();
    }
    for _ in 0..2 {
        publish_year(&app.db, &act, CommandKey::new(), notice("2016", "国办发明电〔2015〕18号")).await.unwrap();
    }
    let found = view(&app.db, &actor, 2016).await.unwrap();
    assert_eq!(found.days.iter().find(|row| row.day.to_string() == "2016-10-08").unwrap().name, "调休");
    assert_eq!(testing::verbs(&app).await, ["calendar.day_set", "calendar.year_published"]);
    let (before, after): (serde_json::Value, serde_json::Value) =
        sqlx::query_as("select before, after from events where verb = 'calendar.day_set'")
            .fetch_one(&app.db)
            .await
            .unwrap();
    assert_eq!(before["days"], serde_json::json!([{ "day": "2016-10-08", "name": "国庆节" }]));
    assert_eq!(after["days"], serde_json::json!([{ "day": "2016-10-08", "name": "调休" }]));
}

#[sqlx::test]
async fn a_day_is_taken_out_and_the_week_decides_again(pool: PgPool) {
    let app = testing::app(pool).await;
    let (_, act) = registrar(&app).await;
    let saturday = "2016-10-08".parse().unwrap();
    assert!(read(&app.db).await.unwrap().is_working(saturday));
    for _ in 0..2 {
        assert_eq!(remove_day(&app.db, &act, "2016-10-08").await, Ok(2016));
    }
    assert!(!read(&app.db).await.unwrap().is_working(saturday));
    assert_eq!(remove_day(&app.db, &act, "2016-13-01").await, Err(AppError::NotFound));
    assert_eq!(testing::verbs(&app).await, ["calendar.day_removed"]);
}

#[sqlx::test]
async fn only_the_office_keeps_the_calendar(pool: PgPool) {
    let app = testing::app(pool).await;
    let may = [Role::Registrar, Role::Director];
    for role in Role::ALL.into_iter().filter(|role| !may.contains(role)) {
        let actor = testing::person(&app, role, "XTB").await;
        let (act, db, key) = (testing::act(&app, &actor), &app.db, CommandKey::new());
        for refused in [
            set_day(db, &act, key, days(2016, "10-10", "", "off")).await.map(|_| ()),
            remove_day(db, &act, "2016-10-08").await.map(|_| ()),
            publish_year(db, &act, key, notice("2030", "x")).await.map(|_| ()),
            view(db, &actor, 2016).await.map(|_| ()),
        ] {
            assert_eq!(refused, Err(AppError::NotFound), "{role:?}");
        }
    }
    let director = testing::person(&app, Role::Director, "XTB").await;
    set_day(&app.db, &testing::act(&app, &director), CommandKey::new(), days(2016, "10-10", "", "off")).await.unwrap();
    assert_eq!(view(&app.db, &director, 1999).await.map(|_| ()), Err(AppError::NotFound), "no such year");
    assert_eq!(testing::verbs(&app).await, ["calendar.day_set"]);
}

#[sqlx::test]
async fn what_cannot_be_accepted_is_told_at_its_field(pool: PgPool) {
    let app = testing::app(pool).await;
    let (_, act) = registrar(&app).await;
    let of = |form: DayForm| async { set_day(&app.db, &act, CommandKey::new(), form).await.unwrap_err() };
    let ok = || days(2016, "10-10", "", "off");
    for (form, field, words) in [
        (DayForm { day: String::new(), ..ok() }, "day", "填写日期"),
        (DayForm { day: "2016-02-30".into(), ..ok() }, "day", "没有这一天"),
        (DayForm { day: "2017-01-02".into(), ..ok() }, "day", "不在 2016 年"),
        (DayForm { until: "2017-01-02".into(), ..ok() }, "until", "不在 2016 年"),
        (DayForm { until: "10月".into(), ..ok() }, "until", "没有这一天"),
        (DayForm { until: "2016-10-09".into(), ..ok() }, "until", "之前"),
        (DayForm { kind: String::new(), ..ok() }, "kind", "选择"),
        (DayForm { kind: "working".into(), ..ok() }, "kind", "2016-10-10 是周一，本来就上班"),
        (days(2016, "10-15", "10-16", "off"), "kind", "2016-10-15 是周六，本来就休息"),
        (DayForm { name: "节".repeat(21), ..ok() }, "name", "现在是 21 字"),
        (DayForm { year: "1999".into(), ..ok() }, "year", "2000"),
    ] {
        let error = of(form).await;
        assert!(error.of_field(field).is_some_and(|message| message.contains(words)), "{field}: {error:?}");
    }
    for (form, field) in [
        (notice("2030", " "), "document"),
        (notice("2030", &"号".repeat(61)), "document"),
        (notice("year", "x"), "year"),
        (YearForm { published_on: "2029-11-31".into(), ..notice("2030", "x") }, "published_on"),
    ] {
        let error = publish_year(&app.db, &act, CommandKey::new(), form).await.unwrap_err();
        assert!(error.of_field(field).is_some(), "{field}: {error:?}");
    }
    assert!(testing::verbs(&app).await.is_empty());
}
