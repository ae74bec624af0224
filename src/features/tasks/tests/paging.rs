//! Pages of the list: every order, both directions, each task exactly once.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use sqlx::PgPool;
use uuid::Uuid;

use super::{Ledger, content, day, numbers};
use crate::{
    features::tasks::{
        commands::create::create,
        content::TaskContent,
        filter::LedgerFilter,
        model::DueKind,
        queries::list::{self, PAGE},
    },
    server::testing,
    shared::ids::CommandKey,
};

const TASKS: i32 = 130;
const SORTS: [&str; 6] = ["number", "due", "title", "field", "updated", "rank"];

/// Tasks with few different days, titles, fields and times, some without a day.
async fn many(pool: PgPool) -> Ledger {
    let ledger = Ledger::open(pool).await;
    for seq in 1..=TASKS {
        let dated = seq % 4 != 0;
        let task = TaskContent {
            title: format!("中介服务第{}类", seq % 3),
            field: format!("领域{}", seq % 5),
            content: if seq % 7 == 0 { "中介服务".to_owned() } else { String::new() },
            deadline_kind: if dated { DueKind::Fixed } else { DueKind::Ongoing },
            due: dated.then(|| day("2016-11-30") + TimeDelta::days(i64::from(seq % 2))),
            ..content(seq)
        };
        let app = testing::later(&ledger.app, TimeDelta::microseconds(i64::from(seq % 6)));
        let act = testing::act(&app, &ledger.registrar);
        create(&app.db, &act, CommandKey::new(), "35", &task).await.unwrap();
    }
    ledger
}

/// All numbers, going from page to page.
async fn walk(ledger: &Ledger, query: &[(&str, &str)], forwards: bool, from: Option<String>) -> (Vec<String>, String) {
    let (mut seen, mut cursor, mut end) = (Vec::new(), from, String::new());
    for turn in 0.. {
        let from = cursor.unwrap_or_default();
        // Without a value a parameter says nothing.
        let query = [query, &[(if forwards { "after" } else { "before" }, from.as_str())]].concat();
        let page = ledger.page(&ledger.registrar, &query).await;
        assert_eq!(page.count, i64::from(TASKS));
        if forwards {
            assert_eq!(page.previous.is_some(), turn > 0, "{query:?}");
            seen.extend(numbers(&page));
            cursor = page.next;
            end = page.previous.unwrap_or(end);
        } else {
            assert!(page.next.is_some(), "{query:?}");
            seen.splice(0..0, numbers(&page));
            cursor = page.previous;
        }
        if cursor.is_none() {
            break;
        }
        assert!(turn < 10, "it never ends: {query:?}");
    }
    (seen, end)
}

#[sqlx::test]
async fn every_order_visits_every_task_once_forwards_and_backwards(pool: PgPool) {
    let ledger = many(pool).await;
    let all: Vec<String> = (1..=TASKS).map(|seq| format!("35-{seq:02}")).collect();
    for sort in SORTS {
        for order in ["asc", "desc"] {
            let query = [("sort", sort), ("order", order), ("q", "中介服务")];
            let filter = LedgerFilter::from_pairs(query);
            let judge = ledger.judge().await;
            let ids = list::ids(&ledger.app.db, &ledger.registrar, &ledger.plan, &filter, &judge).await.unwrap();
            let in_order: Vec<String> = sqlx::query_scalar(
                "select t.number from unnest($1::uuid[]) with ordinality w (id, place) join tasks t using (id) order by place",
            )
            .bind(ids)
            .fetch_all(&ledger.app.db)
            .await
            .unwrap();
            let (forwards, last) = walk(&ledger, &query, true, None).await;
            assert_eq!(forwards, in_order, "{query:?}");
            let mut sorted = forwards.clone();
            sorted.sort_by_key(|number| number[3..].parse::<i32>().unwrap());
            assert_eq!(sorted, all, "{query:?}");
            // From the last page back: everything before it, in the same order.
            let (backwards, _) = walk(&ledger, &query, false, Some(last)).await;
            assert_eq!(backwards, forwards[..2 * PAGE], "{query:?}");
        }
    }
}

#[sqlx::test]
async fn equal_keys_go_by_number_and_tasks_without_a_day_come_last(pool: PgPool) {
    let ledger = many(pool).await;
    let (due, _) = walk(&ledger, &[("sort", "due")], true, None).await;
    assert_eq!((due[0].as_str(), due[1].as_str(), due[129].as_str()), ("35-02", "35-06", "35-128"));
    let (updated, _) = walk(&ledger, &[("sort", "updated"), ("order", "desc")], true, None).await;
    assert_eq!((updated[0].as_str(), updated[1].as_str()), ("35-125", "35-119"));
    let (rank, _) = walk(&ledger, &[("q", "中介")], true, None).await;
    assert_eq!((rank[0].as_str(), rank[1].as_str()), ("35-07", "35-14"), "those with two hits first");
}

#[sqlx::test]
async fn an_odd_cursor_is_left_out(pool: PgPool) {
    let ledger = many(pool).await;
    let id = Uuid::now_v7();
    let cursor = |key: &str| URL_SAFE_NO_PAD.encode(serde_json::json!([key, 5, id]).to_string());
    let odd = [
        "x".to_owned(),
        "'; drop table tasks; --".to_owned(),
        URL_SAFE_NO_PAD.encode("[]"),
        URL_SAFE_NO_PAD.encode("[1,2,3]"),
        URL_SAFE_NO_PAD.encode(format!("[\"\",99999999999,\"{id}\"]")),
        URL_SAFE_NO_PAD.encode([0xff, 0xfe]),
        cursor("\0"),
    ];
    for sort in SORTS {
        let mut odd = odd.to_vec();
        match sort {
            "number" => odd.push(cursor("1")),
            "due" => {
                odd.extend(["", "soon", "2016-02-30", "+12016-01-01", "-0044-03-15", "0000-01-01"].map(cursor));
            }
            "updated" => odd.extend(["", "2016-11-30", "+12016-01-01T00:00:00Z", "-0044-03-15T00:00:00Z"].map(cursor)),
            "rank" => odd.extend(["", "1.5", "99999999999999999999"].map(cursor)),
            _ => {}
        }
        let query = [("sort", sort), ("q", "中介服务")];
        let first = ledger.page(&ledger.registrar, &query).await;
        for odd in &odd {
            for name in ["after", "before"] {
                let page = ledger.page(&ledger.registrar, &[query[0], query[1], (name, odd.as_str())]).await;
                assert_eq!(numbers(&page), numbers(&first), "{sort} {name} {odd}");
                assert_eq!((page.previous, &page.next), (None, &first.next), "{sort} {name} {odd}");
            }
        }
        // One that another order made, or an old link whose task is gone, leads somewhere without fault.
        for key in ["2016-11-30", "2016-11-30T01:00:00.000001Z", "-5", "领域3", "’ or 1=1"] {
            ledger.page(&ledger.registrar, &[query[0], query[1], ("after", cursor(key).as_str())]).await;
        }
    }
}

#[sqlx::test]
async fn counting_stops_at_a_thousand(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    sqlx::query(
        "insert into tasks (id, plan_id, seq, number, field, title, deadline_kind, created_at, updated_at)
         select gen_random_uuid(), $1, n, '35-' || n, '领域' || n % 2, '任务', 'ongoing', now(), now()
         from generate_series(1, 1200) n",
    )
    .bind(ledger.plan.id.0)
    .execute(&ledger.app.db)
    .await
    .unwrap();
    assert_eq!(ledger.page(&ledger.registrar, &[]).await.count, list::COUNTED + 1);
    assert_eq!(ledger.page(&ledger.registrar, &[("field", "领域1")]).await.count, 600);
}
