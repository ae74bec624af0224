//! The figures of the dashboard: they add up, and each is the count of the list it leads to.

use sqlx::{Executor as _, PgPool};

use super::{
    kept,
    queries::{self, Figures},
};
use crate::{
    features::tasks::{
        content::TaskContent,
        model::UnitRole,
        tests::{Ledger, content},
    },
    server::{
        audit::sealing::{Round, seal},
        testing,
    },
    shared::{
        actor::{Actor, Role},
        time,
    },
    ui::LightKind,
};

const XLSX: &[u8] = include_bytes!("../../../demo/ledger-72.xlsx");

/// The sample, some tasks further on in their life.
async fn sample(pool: PgPool) -> Ledger {
    let ledger = Ledger::open(pool).await;
    ledger.import("ledger-72.xlsx", XLSX).await;
    for (state, every) in [("written_off", 7), ("in_progress", 3), ("stopped", 18)] {
        sqlx::query("update tasks set state = $1 where seq % $2 = 0")
            .bind(state)
            .bind(every)
            .execute(&ledger.app.db)
            .await
            .unwrap();
    }
    // Some have not reported; some units have not signed.
    let late = "update tasks set reported_until = case when seq % 2 = 0 then date '2016-10-30' else '2016-11-30' end;
                insert into dispatches (id, task_id, person_id, at)
                select gen_random_uuid(), t.id, p.id, now() from tasks t, (select id from people limit 1) p
                where t.seq % 9 = 0;
                insert into assignments (id, dispatch_id, task_id, unit_id, given_at, sign_by)
                select gen_random_uuid(), d.id, d.task_id, tu.unit_id, now(), date '2016-11-28' + tu.position % 4
                from dispatches d join task_units tu on tu.task_id = d.task_id;";
    sqlx::raw_sql(late).execute(&ledger.app.db).await.unwrap();
    ledger
}

/// Every figure that the page shows, with the filter it leads to.
fn links(figures: &Figures) -> Vec<(i64, Vec<(&'static str, String)>)> {
    let mut links = vec![
        (figures.total, vec![]),
        (figures.written_off, vec![("state", "written_off".to_owned())]),
        (figures.without_day, vec![("no_due", "1".to_owned())]),
    ];
    links.extend(figures.states.iter().map(|(state, count)| (*count, vec![("state", state.code().to_owned())])));
    links.extend(figures.fields.iter().map(|(field, count)| (*count, vec![("field", field.clone())])));
    links.extend(
        figures
            .months
            .iter()
            .map(|month| (month.count, vec![("due_from", time::day(month.first)), ("due_to", time::day(month.last))])),
    );
    links.extend(figures.lights.iter().map(|(light, count)| (*count, vec![("light", light.code().to_owned())])));
    links.extend(figures.burn.left.iter().map(|(day, left)| (*left, vec![("open_on", time::day(*day))])));
    for (waiting, code) in [(&figures.unsigned, "unsigned"), (&figures.unreported, "unreported")] {
        links.push((waiting.tasks, vec![("waits", code.to_owned())]));
        for unit in &waiting.units {
            let mut filter = vec![("waits", code.to_owned()), ("unit", unit.code.clone())];
            filter.extend((code == "unreported").then(|| ("role", "lead".to_owned())));
            links.push((unit.count, filter));
        }
    }
    for unit in &figures.units {
        let of = |role: &[(&'static str, String)], rest: (&'static str, String)| {
            role.iter().cloned().chain([("unit", unit.code.clone()), rest]).collect::<Vec<_>>()
        };
        let lead = [("role", "lead".to_owned())];
        for (states, lights, role) in
            [(&unit.lead_states, &unit.lead_lights, &lead[..]), (&unit.states, &unit.lights, &[][..])]
        {
            links.extend(states.iter().map(|(state, count)| (*count, of(role, ("state", state.code().to_owned())))));
            links.extend(lights.iter().map(|(light, count)| (*count, of(role, ("light", light.code().to_owned())))));
        }
        let at = |role: UnitRole| vec![("unit", unit.code.clone()), ("role", role.code().to_owned())];
        links.push((unit.lead, at(UnitRole::Lead)));
        links.push((unit.co_lead, at(UnitRole::CoLead)));
        links.push((unit.participant, at(UnitRole::Participant)));
        links.push((unit.lead + unit.co_lead + unit.participant, vec![("unit", unit.code.clone())]));
    }
    links
}

async fn count(ledger: &Ledger, actor: &Actor) -> Figures {
    let mut db = ledger.app.db.acquire().await.unwrap();
    queries::figures(&mut db, actor, &ledger.plan, ledger.app.clock.today()).await.unwrap()
}

async fn check(ledger: &Ledger, actor: &Actor) -> Figures {
    let figures = count(ledger, actor).await;
    let by_field: i64 = figures.fields.iter().map(|(_, count)| count).sum();
    let by_month: i64 = figures.months.iter().map(|month| month.count).sum();
    let by_state: i64 = figures.states.iter().map(|(_, count)| count).sum();
    assert_eq!([by_field, by_month + figures.without_day, by_state], [figures.total; 3]);
    for (count, filter) in links(&figures) {
        let filter: Vec<_> = filter.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(ledger.page(actor, &filter).await.count, count, "{filter:?}");
    }
    figures
}

#[sqlx::test]
async fn the_figures_of_the_office_add_up_and_lead_to_their_rows(pool: PgPool) {
    let ledger = sample(pool).await;
    let figures = check(&ledger, &ledger.registrar).await;
    assert_eq!((figures.total, figures.fields.len(), figures.without_day, figures.written_off), (72, 12, 4, 7));
    assert_eq!(figures.units.iter().map(|unit| unit.lead).sum::<i64>(), 72);
    assert_eq!(figures.units.iter().map(|unit| unit.co_lead).sum::<i64>(), 24);
    assert!(figures.months.is_sorted_by_key(|month| month.first));
    assert!(figures.lights.iter().any(|(light, _)| *light == LightKind::Grey));
    // Four of the eight with unsigned parts are stopped: they wait for nobody, and will not be written off.
    assert!(figures.unsigned.tasks == 4 && figures.unreported.tasks > 0, "{:?}", figures.unsigned);
    assert_eq!(figures.burn.left.last().map(|(_, left)| *left), Some(61));
}

#[sqlx::test]
async fn a_unit_is_told_of_its_own_tasks_only(pool: PgPool) {
    let ledger = sample(pool).await;
    let alone = TaskContent { lead: "P-TYJ".to_owned(), co_leads: Vec::new(), participants: Vec::new(), ..content(90) };
    ledger.enter(&TaskContent { field: "别无他人".to_owned(), ..alone }).await;
    let liaison = testing::person(&ledger.app, Role::Liaison, "P-BB").await;
    let figures = check(&ledger, &liaison).await;
    assert!(figures.total > 0 && figures.total < 72, "{}", figures.total);
    assert!(figures.fields.iter().all(|(field, _)| field != "别无他人"));
    // Every unit beside it stands there with the tasks they share.
    let own = figures.units.iter().find(|unit| unit.code == "P-BB").unwrap();
    assert_eq!(own.lead + own.co_lead + own.participant, figures.total);
    assert!(figures.units.iter().all(|unit| unit.lead <= figures.total));
}

#[sqlx::test]
async fn an_empty_plan_has_no_figures(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let figures = count(&ledger, &ledger.registrar).await;
    assert_eq!(
        figures,
        Figures { burn: figures.burn.clone(), working_days_left: figures.working_days_left, ..Figures::default() }
    );
    assert_eq!(figures.burn.left, [(ledger.plan.starts_on, 0)]);
}

async fn shown(ledger: &Ledger, actor: &Actor) -> i64 {
    kept::figures(&ledger.app.db, actor, &ledger.plan, ledger.app.clock.today()).await.unwrap().total
}

/// Takes a task away without an event, which only a test does: shows whether figures were counted or kept.
async fn take_one_away_unseen(ledger: &Ledger) {
    let statement = "delete from tasks where id = (select id from tasks order by seq desc limit 1)";
    let mut connection = ledger.app.db.acquire().await.unwrap().detach();
    connection.execute("set role none").await.unwrap();
    connection.execute(statement).await.unwrap();
}

async fn seal_all(ledger: &Ledger) {
    while seal(&ledger.app.db, &ledger.app.clock).await.unwrap() != Round::Idle {}
}

#[sqlx::test]
async fn figures_are_kept_until_something_they_count_changes(pool: PgPool) {
    let ledger = sample(pool).await;
    let liaison = testing::person(&ledger.app, Role::Liaison, "P-TYJ").await;
    // What waits to be sealed may still be told: nothing is kept on its account.
    assert_eq!(shown(&ledger, &ledger.registrar).await, 72);
    take_one_away_unseen(&ledger).await;
    assert_eq!(shown(&ledger, &ledger.registrar).await, 71);
    seal_all(&ledger).await;
    assert_eq!(shown(&ledger, &ledger.registrar).await, 71);
    take_one_away_unseen(&ledger).await;
    assert_eq!(shown(&ledger, &ledger.registrar).await, 71, "kept");
    // Signing in changes no figure.
    testing::person(&ledger.app, Role::Leader, "XTB").await;
    assert_eq!(shown(&ledger, &ledger.registrar).await, 71, "kept");
    // What another reader sees is kept by itself.
    assert!(shown(&ledger, &liaison).await < 70);
    ledger.enter(&content(90)).await;
    assert_eq!(shown(&ledger, &ledger.registrar).await, 71, "one gone, one new, though nothing is sealed yet");
    seal_all(&ledger).await;
    assert_eq!(shown(&ledger, &ledger.registrar).await, 71);
    ledger.enter(&content(91)).await;
    seal_all(&ledger).await;
    assert_eq!(shown(&ledger, &ledger.registrar).await, 72, "sealed meanwhile");
}

#[sqlx::test]
async fn figures_of_a_restored_database_are_counted_anew(pool: PgPool) {
    let ledger = sample(pool).await;
    seal_all(&ledger).await;
    assert_eq!(shown(&ledger, &ledger.registrar).await, 72);
    let mut connection = ledger.app.db.acquire().await.unwrap().detach();
    connection.execute("set role none").await.unwrap();
    connection.execute("delete from event_seals where number > 3; delete from tasks where seq > 10").await.unwrap();
    assert_eq!(shown(&ledger, &ledger.registrar).await, 10);
}
