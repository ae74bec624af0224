//! The list at 100,000 tasks: each of its statements reads a short range of an index. The statements are the very ones
//! that pages use, run under `explain analyze`, so what counts is how many rows PostgreSQL read, not what it expected.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::Value;
use sqlx::{Connection as _, Executor as _, PgPool, Postgres, QueryBuilder};
use uuid::Uuid;

use super::Ledger;
use crate::{
    features::tasks::{
        filter::LedgerFilter,
        queries::list::{self, COUNTED, PAGE},
    },
    server::testing,
    shared::actor::{Actor, Role},
};

/// Every order with its key as it stands in a cursor.
const SORTS: [(&str, &str); 6] = [
    ("number", "''::text"),
    ("due", "coalesce(current_due, date '9999-12-31')::text"),
    ("open", "open_day(state, open_due)::text"),
    ("title", "left(title, 100)"),
    ("field", "field"),
    ("updated", "to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"),
];
/// No unit has a part in so many tasks, and a tenth of all is no whole table.
const OF_A_UNIT: u64 = 10_000;
const EXPLAIN: &str = "explain (analyze, timing off, costs off, format json) ";

/// Tasks of every unit with few different days, titles and fields; each has a lead and one that takes part.
const FILL: &str = "
    insert into tasks (id, plan_id, seq, number, field, title, state, deadline_kind, original_due, current_due, open_due,
                       created_at, updated_at)
    select uuidv, plan.id, n, '35-' || n, '领域' || n / 64 % 9, '清理规范中介服务 ' || (n * 7919) % 50000,
           case when n % 3 = 0 then 'registered' when n % 7 = 0 then 'written_off' else 'in_progress' end, kind.kind, kind.due,
           kind.due, kind.due, now(), now() - (n * 7919) % 30000 * interval '1 minute'
    from plans plan, generate_series(1, 100000) n,
        lateral (select case when n % 10 = 0 then 'ongoing' else 'fixed' end as kind,
                        case when n % 10 <> 0 then date '2016-01-01' + (n * 31) % 350 end as due) kind,
        lateral (select md5(n::text)::uuid as uuidv) id;
    insert into task_units (task_id, unit_id, role, position)
    select t.id, u.id, case when place = 1 then 'lead' else 'participant' end, place
    from tasks t, generate_series(1, 2) place,
        lateral (select (t.seq * 13 + place * 7) % count(*) as chosen from units) c
        join (select id, row_number() over (order by code) - 1 as at from units) u on u.at = c.chosen;
    analyze tasks; analyze task_units;";

async fn large(pool: PgPool) -> Ledger {
    let ledger = Ledger::open(pool).await;
    let mut connection = ledger.app.db.acquire().await.unwrap().detach();
    connection.execute("set role none").await.unwrap();
    // Every reference above leads to a row that was just read: looking each up again takes most of the time.
    connection.execute("set session_replication_role = replica").await.unwrap();
    connection.execute(FILL).await.unwrap();
    connection.close().await.unwrap();
    ledger
}

/// What a plan did: the rows of `tasks` that were read, and the most rows that went into a sort.
#[derive(Debug, Default, PartialEq)]
struct Work {
    read: u64,
    sorted: u64,
    whole: bool,
}

impl Work {
    async fn of(ledger: &Ledger, mut statement: QueryBuilder<Postgres>) -> Self {
        let plan: Value = statement.build_query_scalar().fetch_one(&ledger.app.db).await.unwrap();
        let mut work = Self::default();
        work.add(&plan[0]["Plan"]);
        work
    }

    /// No more than a unit's own tasks were looked at.
    fn is_of_a_unit(&self) -> bool {
        self.read <= OF_A_UNIT && self.sorted <= OF_A_UNIT && !self.whole
    }

    fn add(&mut self, node: &Value) {
        let number = |name: &str| node[name].as_f64().unwrap_or_default();
        let kind = node["Node Type"].as_str().unwrap_or_default();
        if node["Relation Name"] == "tasks" {
            let each = number("Actual Rows") + number("Rows Removed by Filter");
            self.read += (each * number("Actual Loops")) as u64;
            self.whole |= kind == "Seq Scan";
        }
        for child in node["Plans"].as_array().into_iter().flatten() {
            if kind.contains("Sort") {
                self.sorted = self.sorted.max(child["Actual Rows"].as_f64().unwrap_or_default() as u64);
            }
            self.add(child);
        }
    }
}

/// The work of a page's two statements: its rows, and how many there are.
async fn work(ledger: &Ledger, actor: &Actor, query: &[(&str, &str)]) -> [Work; 2] {
    let filter = LedgerFilter::from_pairs(query.iter().copied());
    let judge = ledger.judge().await;
    let rows = Work::of(ledger, list::rows_sql(EXPLAIN, actor, &ledger.plan, &filter, &judge)).await;
    [rows, Work::of(ledger, list::count_sql(EXPLAIN, actor, &ledger.plan, &filter, &judge)).await]
}

/// A cursor three quarters down the list.
async fn deep(ledger: &Ledger, key: &str) -> String {
    let found = format!("select {key}, seq, id from tasks order by {key}, seq, id offset 75000 limit 1");
    let found: (String, i32, Uuid) =
        sqlx::query_as(sqlx::AssertSqlSafe(found)).fetch_one(&ledger.app.db).await.unwrap();
    URL_SAFE_NO_PAD.encode(serde_json::json!(found).to_string())
}

#[sqlx::test]
async fn a_page_of_a_hundred_thousand_tasks_is_a_short_range_of_an_index(pool: PgPool) {
    let ledger = large(pool).await;
    let department = testing::person(&ledger.app, Role::Liaison, "P-CZT").await;
    let mut faults = Vec::new();
    for (sort, key) in SORTS {
        let deep = deep(&ledger, key).await;
        for order in ["asc", "desc"] {
            for place in [("after", ""), ("after", deep.as_str()), ("before", deep.as_str())] {
                let query = [("sort", sort), ("order", order), place];
                let [rows, count] = work(&ledger, &ledger.registrar, &query).await;
                if rows.read > PAGE as u64 + 1 || rows.sorted > 0 || rows.whole || count.read > COUNTED as u64 + 1 {
                    faults.push(format!("as office, {query:?}: {rows:?}, {count:?}"));
                }
                let [rows, count] = work(&ledger, &department, &query).await;
                if !rows.is_of_a_unit() || !count.is_of_a_unit() {
                    faults.push(format!("as department, {query:?}: {rows:?}, {count:?}"));
                }
            }
        }
        for role in [("role", ""), ("role", "lead")] {
            let query = [("sort", sort), ("unit", "P-CZT"), role];
            for (who, actor) in [("office", &ledger.registrar), ("department", &department)] {
                let [rows, count] = work(&ledger, actor, &query).await;
                if !rows.is_of_a_unit() || !count.is_of_a_unit() {
                    faults.push(format!("as {who}, {query:?}: {rows:?}, {count:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[sqlx::test]
async fn a_light_costs_one_look_at_each_task_at_most(pool: PgPool) {
    let ledger = large(pool).await;
    let department = testing::person(&ledger.app, Role::Liaison, "P-CZT").await;
    let mut faults = Vec::new();
    for light in ["red", "yellow", "blue", "red,yellow", "green", "grey"] {
        for sort in ["number", "open"] {
            let query = [("light", light), ("sort", sort)];
            let [rows, count] = work(&ledger, &ledger.registrar, &query).await;
            if rows.read > 100_000 || count.read > 100_000 {
                faults.push(format!("as office, {query:?}: {rows:?}, {count:?}"));
            }
            let [rows, count] = work(&ledger, &department, &query).await;
            if !rows.is_of_a_unit() || !count.is_of_a_unit() {
                faults.push(format!("as department, {query:?}: {rows:?}, {count:?}"));
            }
        }
    }
    // What is overdue is the beginning of the index of open days.
    let [rows, _] = work(&ledger, &ledger.registrar, &[("light", "red"), ("sort", "open")]).await;
    if rows.read > PAGE as u64 + 1 || rows.sorted > 0 {
        faults.push(format!("overdue: {rows:?}"));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
