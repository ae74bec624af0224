//! The database's functions mean the same as `shared::working_days`: compared over random calendars and days.

use chrono::NaiveDate;
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use sqlx::PgPool;

use crate::{
    features::calendar::queries::read,
    server::testing,
    shared::working_days::{DayKind, WorkingDays},
};

const CALENDARS: usize = 12;
const PAIRS: usize = 300;

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (735_000..737_500_i32).prop_map(|number| NaiveDate::from_num_days_from_ce_opt(number).expect("2012 to 2019"))
}

/// The same cases in each run: a failure can be looked at.
fn runner() -> TestRunner {
    TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

fn sample<T: std::fmt::Debug>(runner: &mut TestRunner, strategy: impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).expect("a value").current()
}

async fn store(db: &PgPool, days: &[NaiveDate]) {
    sqlx::query("delete from calendar_days").execute(db).await.unwrap();
    sqlx::query(
        "insert into calendar_days (day, kind)
         select day, case when extract(isodow from day) < 6 then 'off' else 'working' end from unnest($1::date[]) d (day)
         on conflict do nothing",
    )
    .bind(days)
    .execute(db)
    .await
    .unwrap();
}

#[sqlx::test]
async fn database_and_program_count_alike(pool: PgPool) {
    let app = testing::app(pool).await;
    let runner = &mut runner();
    for _ in 0..CALENDARS {
        store(&app.db, &sample(runner, prop::collection::vec(any_day(), 0..200))).await;
        let calendar = read(&app.db).await.unwrap();
        let pairs = sample(runner, prop::collection::vec((any_day(), any_day(), -900..900_i32), PAIRS));
        let from: Vec<NaiveDate> = pairs.iter().map(|(from, _, _)| *from).collect();
        let to: Vec<NaiveDate> = pairs.iter().map(|(_, to, _)| *to).collect();
        let steps: Vec<i32> = pairs.iter().map(|(_, _, n)| *n).collect();
        let counted: Vec<(i32, NaiveDate)> = sqlx::query_as(
            "select working_days_between(a, b), add_working_days(a, n)
             from unnest($1::date[], $2::date[], $3::integer[]) with ordinality t (a, b, n, place) order by place",
        )
        .bind(&from)
        .bind(&to)
        .bind(&steps)
        .fetch_all(&app.db)
        .await
        .unwrap();
        for ((from, to, n), (between, added)) in pairs.into_iter().zip(counted) {
            assert_eq!(i64::from(between), calendar.between(from, to), "{from} {to}");
            assert_eq!(added, calendar.add(from, n), "{from} {n}");
        }
    }
}

#[sqlx::test]
async fn far_away_they_still_agree(pool: PgPool) {
    let app = testing::app(pool).await;
    let calendar = read(&app.db).await.unwrap();
    let day: NaiveDate = "2016-11-30".parse().unwrap();
    for n in [i32::MIN, -WorkingDays::FURTHEST, -1, 0, 1, WorkingDays::FURTHEST, i32::MAX] {
        let added: NaiveDate =
            sqlx::query_scalar("select add_working_days($1, $2)").bind(day).bind(n).fetch_one(&app.db).await.unwrap();
        assert_eq!(added, calendar.add(day, n), "{n}");
    }
}

#[sqlx::test]
async fn only_days_that_depart_from_the_week_are_kept(pool: PgPool) {
    let app = testing::app(pool).await;
    for (day, kind) in [("2030-10-05", DayKind::Off), ("2030-10-07", DayKind::Working)] {
        let insert = sqlx::query("insert into calendar_days (day, kind) values ($1, $2)")
            .bind(day.parse::<NaiveDate>().unwrap())
            .bind(kind.code());
        let error = insert.execute(&app.db).await.unwrap_err();
        let constraint = error.as_database_error().and_then(|error| error.constraint());
        assert_eq!(constraint, Some("calendar_days_exceptional"), "{day}");
    }
}
