//! The ledger as a file, and back.

use sqlx::PgPool;

use super::{Ledger, content, importing::unchanged};
use crate::{
    features::tasks::{
        content::TaskContent,
        filter::LedgerFilter,
        queries::{
            file::{self, Kind, LedgerFile},
            imports,
        },
    },
    server::testing,
    shared::{
        actor::{Actor, Role},
        error::AppError,
        locale::Locale,
    },
};

const XLSX: &[u8] = include_bytes!("../../../../demo/ledger-72.xlsx");

impl Ledger {
    async fn file(&self, actor: &Actor, query: &[(&str, &str)], kind: Kind) -> Result<LedgerFile, AppError> {
        let filter = LedgerFilter::from_pairs(query.iter().copied());
        file::ledger(&self.app.db, actor, &filter, kind, self.app.clock.today(), Locale::Chinese).await
    }

    /// The numbers in the plan that a file for `actor` holds.
    async fn exported(&self, actor: &Actor, query: &[(&str, &str)]) -> Vec<i32> {
        let file = self.file(actor, query, Kind::Xlsx).await.unwrap();
        let id = self.upload(&file.name, &file.content).await;
        let upload = imports::upload(&mut self.app.db.acquire().await.unwrap(), &self.registrar, id).await.unwrap();
        let preview = imports::preview(&mut self.app.db.acquire().await.unwrap(), &upload).await.unwrap();
        preview.rows.iter().map(|row| row.task.seq).collect()
    }
}

#[sqlx::test]
async fn what_is_exported_is_imported_without_a_difference(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.import("ledger-72.xlsx", XLSX).await;
    for kind in [Kind::Xlsx, Kind::Csv] {
        let file = ledger.file(&ledger.registrar, &[], kind).await.unwrap();
        assert_eq!(file.name, format!("2016年.{}", kind.ending()));
        let preview = ledger.preview(ledger.upload(&file.name, &file.content).await).await;
        assert_eq!((unchanged(&preview), preview.rows.len()), (72, 72), "{kind:?}");
    }
}

#[sqlx::test]
async fn texts_that_look_like_formulas_stay_texts(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    for (seq, text) in (1..).zip(["=1+1", "+86 431", "-5", "@sum(A1)", "\t=2", "'=3", "a,\"b\"；c\nd"]) {
        let odd =
            TaskContent {
                title: format!("{text}甲"), content: text.to_owned(), note: text.to_owned(), ..content(seq)
            };
        ledger.enter(&odd).await;
    }
    for kind in [Kind::Xlsx, Kind::Csv] {
        let file = ledger.file(&ledger.registrar, &[], kind).await.unwrap();
        let preview = ledger.preview(ledger.upload(&file.name, &file.content).await).await;
        let effects: Vec<_> = preview.rows.iter().map(|row| (row.task.seq, &row.effect)).collect();
        assert_eq!((unchanged(&preview), preview.rows.len()), (7, 7), "{kind:?} {effects:?}");
    }
}

#[sqlx::test]
async fn a_file_holds_what_its_reader_may_see_and_asked_for(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    for seq in 1..=3 {
        ledger.enter(&content(seq)).await;
    }
    let alone = TaskContent { lead: "P-KJT".to_owned(), co_leads: Vec::new(), participants: Vec::new(), ..content(4) };
    ledger.enter(&alone).await;
    let liaison = testing::person(&ledger.app, Role::Liaison, "P-CZT").await;
    assert_eq!(ledger.exported(&liaison, &[]).await, [1, 2, 3]);
    assert_eq!(ledger.exported(&ledger.registrar, &[("unit", "P-KJT")]).await, [4]);
    assert_eq!(ledger.exported(&ledger.registrar, &[("order", "desc"), ("sort", "number")]).await, [4, 3, 2, 1]);
    let missing = ledger.file(&ledger.registrar, &[("plan", "99")], Kind::Csv).await.map(drop);
    assert_eq!(missing, Err(AppError::NotFound));
}
