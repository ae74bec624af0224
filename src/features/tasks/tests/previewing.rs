//! The order of a preview's lines, and what is kept of rows that are held back.

use sqlx::PgPool;

use super::Ledger;
use crate::{
    features::tasks::{
        commands::confirm_import::Imported,
        import::Column,
        preview_place::part,
        queries::imports::{Effect, Line},
    },
    shared::ids::CommandKey,
};

const HEADER: &str = "序号,领域,重点任务,工作内容及目标,牵头单位,完成时限\n";

/// A sheet of so many rows; `change` writes one row otherwise.
fn sheet(rows: i32, change: impl Fn(i32) -> Option<String>) -> String {
    let row = |seq| change(seq).unwrap_or_else(|| format!("{seq},审批,清理事项{seq},逐项清理。,省编办,2016-11-30"));
    HEADER.to_owned() + &(1..=rows).map(|seq| row(seq) + "\n").collect::<String>()
}

#[sqlx::test]
async fn the_one_change_of_a_long_sheet_is_on_the_first_page_and_can_be_left_out(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let first = ledger.import("long.csv", sheet(400, |_| None).as_bytes()).await;
    assert_eq!(first, Imported { created: 400, changed: 0 });
    let changed =
        sheet(400, |seq| (seq == 350).then(|| "350,审批,清理别的事项,逐项清理。,省编办,2016-11-30".to_owned()));
    for (left_out, done) in [(&["350"][..], 0), (&[], 1)] {
        let id = ledger.upload("long.csv", changed.as_bytes()).await;
        let preview = ledger.preview(id).await;
        let lines = preview.lines();
        let seqs: Vec<i32> = lines
            .iter()
            .filter_map(|line| match line {
                Line::Row(row) => Some(row.task.seq),
                Line::HeldBack(_) => None,
            })
            .collect();
        assert_eq!((seqs.len(), &seqs[..3], seqs[350]), (400, &[350, 1, 2][..], 351));
        let first_page = &lines[part(0, lines.len())];
        assert_eq!(first_page.iter().filter_map(Line::entered).collect::<Vec<_>>(), [350]);
        assert_eq!(lines.iter().filter_map(Line::entered).count(), 1, "nothing else enters");
        let answer = ledger.confirm(&ledger.act(), CommandKey::new(), &preview.digest, id, left_out).await;
        assert_eq!(answer, Ok(Imported { created: 0, changed: done }));
    }
    assert_eq!((ledger.find("35-350").await.title.as_str(), ledger.count().await), ("清理别的事项", 400));
}

#[sqlx::test]
async fn rows_held_back_stand_among_the_others(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.import("a.csv", sheet(3, |_| None).as_bytes()).await;
    let faulty = sheet(6, |seq| match seq {
        2 => Some("2,审批,,逐项清理。,省编办,2016-11-30".to_owned()),
        4 => Some(format!("四点五,审批,没有编号的事项,{},省编办,2016-11-30", "长".repeat(900))),
        6 => Some("6,审批,没有牵头,逐项清理。,,2016-11-30".to_owned()),
        _ => None,
    });
    let preview = ledger.preview(ledger.upload("a.csv", faulty.as_bytes()).await).await;
    let lines: Vec<String> = preview
        .lines()
        .iter()
        .map(|line| match line {
            Line::Row(row) if matches!(row.effect, Effect::New) => format!("new {}", row.task.row),
            Line::Row(row) => format!("same {}", row.task.row),
            Line::HeldBack(held) => format!("held {} {}", held.row, held.text(Column::Title)),
        })
        .collect();
    assert_eq!(lines, ["held 3 ", "held 5 没有编号的事项", "new 6", "held 7 没有牵头", "same 2", "same 4"]);
    let held = &preview.reading.held_back;
    assert_eq!((held[0].text(Column::Seq), held[1].text(Column::Seq)), ("2", "四点五"));
    assert_eq!(held[1].text(Column::Content).chars().count(), 201, "shown, never stored: cut");
}
