//! The rule in the program and `task_light` in the database mean the same, for any task, calendar, rule and day.

use chrono::NaiveDate;
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use sqlx::PgPool;

use crate::{
    features::{
        lights::model::{Facts, Judge, Reason, Rule},
        reports::model::{Every, Period, Rule as ReportRule},
        tasks::model::State,
    },
    server::testing,
    shared::working_days::{DayKind, WorkingDays, is_weekend},
    ui::LightKind,
};

const DAYS: usize = 60;
const TASKS: usize = 200;

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (736_200..736_400_i32).prop_map(|number| NaiveDate::from_num_days_from_ce_opt(number).expect("2016 to 2017"))
}

fn any_calendar() -> impl Strategy<Value = WorkingDays> {
    let kind = |day| if is_weekend(day) { DayKind::Working } else { DayKind::Off };
    prop::collection::vec(any_day(), 0..60)
        .prop_map(move |days| WorkingDays::new([], days.into_iter().map(|day| (day, kind(day)))))
}

/// Of a plan that lasts as long as the sample's.
fn reports(every: Every) -> ReportRule {
    ReportRule { every, starts_on: day("2016-01-01"), ends_on: day("2016-12-20") }
}

fn any_judge() -> impl Strategy<Value = Judge> {
    let rule = (0..30_i32, 1..30_i32, any::<bool>(), any::<bool>());
    (any_day(), any_calendar(), rule).prop_map(|(today, calendar, (yellow_days, more, report_missing, half))| {
        let rule = Rule { effective_from: today, blue_days: yellow_days + more, yellow_days, report_missing };
        Judge::new(today, rule, calendar, reports(if half { Every::HalfMonth } else { Every::Month }))
    })
}

fn any_facts() -> impl Strategy<Value = Facts> {
    (
        prop::sample::select(&State::ALL[..]),
        prop::option::weighted(0.9, any_day()),
        prop::option::weighted(0.9, any_day()),
    )
        .prop_map(|(state, open_due, reported_until)| Facts { state, open_due, reported_until })
}

fn sample<T: std::fmt::Debug>(runner: &mut TestRunner, strategy: impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).expect("a value").current()
}

#[sqlx::test]
async fn database_and_program_see_the_same_light(pool: PgPool) {
    let app = testing::app(pool).await;
    // The same cases in each run: a failure can be looked at.
    let runner = &mut TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    for _ in 0..DAYS {
        let judge = sample(runner, any_judge());
        let tasks = sample(runner, prop::collection::vec(any_facts(), TASKS));
        let lights: Vec<Option<String>> = sqlx::query_scalar(
            "select task_light(state, open_due, reported_until, $4, $5, $6, $7)
             from unnest($1::text[], $2::date[], $3::date[]) with ordinality t (state, open_due, reported_until, place)
             order by place",
        )
        .bind(tasks.iter().map(|facts| facts.state.code()).collect::<Vec<_>>())
        .bind(tasks.iter().map(|facts| facts.open_due).collect::<Vec<_>>())
        .bind(tasks.iter().map(|facts| facts.reported_until).collect::<Vec<_>>())
        .bind(judge.today)
        .bind(judge.yellow_until())
        .bind(judge.blue_until())
        .bind(judge.reports_due())
        .fetch_all(&app.db)
        .await
        .unwrap();
        for (facts, light) in tasks.iter().zip(lights) {
            let verdict = judge.light(facts);
            assert_eq!(verdict.map(|verdict| verdict.light.code()), light.as_deref(), "{facts:?} {judge:?}");
        }
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The first rule, on the sample's day, with weekends off alone.
fn judge() -> Judge {
    let rule = Rule { effective_from: day("2000-01-01"), blue_days: 10, yellow_days: 3, report_missing: true };
    Judge::new(day("2016-11-30"), rule, WorkingDays::default(), reports(Every::Month))
}

fn in_progress(due: &str) -> Facts {
    Facts { state: State::InProgress, open_due: Some(day(due)), reported_until: Some(day("2016-10-31")) }
}

#[test]
fn each_light_begins_on_its_day() {
    for (due, light, days) in [
        ("2016-11-29", LightKind::Red, 1),
        ("2016-11-30", LightKind::Yellow, 0),
        // Three working days on is Monday, 5 December.
        ("2016-12-05", LightKind::Yellow, 3),
        ("2016-12-06", LightKind::Blue, 4),
        ("2016-12-14", LightKind::Blue, 10),
        ("2016-12-15", LightKind::Green, 11),
    ] {
        let verdict = judge().light(&in_progress(due)).unwrap();
        let found = match verdict.reason {
            Reason::Overdue { days, .. } | Reason::Near { days, .. } | Reason::Far { days, .. } => days,
            other => panic!("{due}: {other:?}"),
        };
        assert_eq!((verdict.light, found), (light, days), "{due}");
    }
}

#[test]
fn a_missing_report_warns_unless_something_is_worse() {
    let unreported = |due| Facts { reported_until: Some(day("2016-10-30")), ..in_progress(due) };
    let verdict = judge().light(&unreported("2016-12-20")).unwrap();
    let reason = Reason::Unreported {
        period: Period { start: day("2016-10-01"), end: day("2016-10-31") },
        due: day("2016-10-31"),
    };
    assert_eq!((verdict.light, verdict.reason), (LightKind::Yellow, reason));
    assert_eq!(judge().light(&unreported("2016-11-29")).unwrap().light, LightKind::Red);
    assert!(judge().is_unreported(&unreported("2016-11-29")));
    let without = Judge { closed: None, ..judge() };
    assert_eq!(without.light(&unreported("2016-12-20")).unwrap().light, LightKind::Green);
}

#[test]
fn only_what_is_with_units_has_a_light_from_dates() {
    for state in State::ALL {
        let facts = Facts { state, ..in_progress("2016-11-01") };
        let light = judge().light(&facts).map(|verdict| verdict.light);
        let wanted = match state {
            State::Registered | State::Stopped | State::Merged => None,
            State::WrittenOff => Some(LightKind::Grey),
            _ => Some(LightKind::Red),
        };
        assert_eq!(light, wanted, "{state:?}");
        assert_eq!(facts.state.is_with_units(), wanted == Some(LightKind::Red));
    }
    let undated = Facts { open_due: None, ..in_progress("2016-12-20") };
    assert_eq!(judge().light(&undated).unwrap().reason, Reason::NoDay);
}
