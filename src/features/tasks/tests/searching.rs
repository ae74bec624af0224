//! Searching the ledger for a text.

use sqlx::PgPool;

use super::{Ledger, content, full};
use crate::{
    features::tasks::{
        commands::{create::create, edit::edit},
        content::TaskContent,
    },
    shared::ids::CommandKey,
};

#[sqlx::test]
async fn two_characters_are_found_wherever_they_stand(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&TaskContent { title: "行政审批提速".to_owned(), content: "压缩时限".to_owned(), ..full(8) }).await;
    let other =
        TaskContent {
            title: "别的".to_owned(), content: "无关".to_owned(), lead: "P-KJT".to_owned(), ..content(2)
        };
    ledger
        .enter(&TaskContent { co_leads: Vec::new(), participants: Vec::new(), field: "其他".to_owned(), ..other })
        .await;
    for (place, text) in [
        ("title", "审批"),
        ("title, over the border of words", "政审"),
        ("content", "时限"),
        ("field", "改革"),
        ("lead", "编办"),
        ("co-lead", "发改"),
        ("participant", "财政"),
        ("unmatched", "某公"),
        ("document", "政发"),
        ("clause", "８项"),
        ("milestone", "常态"),
        ("note", "示例"),
        ("progress", "完成"),
        ("number", "35-08"),
        ("one character", "批"),
        ("the last character", "速"),
        ("full width", "３５－０８"),
        ("two terms", "审批 时限"),
        ("a longer phrase", "行政审批提速"),
    ] {
        assert_eq!(ledger.found(&[("q", text)]).await, ["35-08"], "{place}");
    }
    for text in ["批审", "审提", "审批 没有", "行政审批提速了", "不存在"] {
        assert!(ledger.found(&[("q", text)]).await.is_empty(), "{text}");
    }
}

#[sqlx::test]
async fn width_and_case_do_not_matter(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&TaskContent { title: "对接ＷＴＯ规则（Ｂ类）".to_owned(), ..content(1) }).await;
    for text in ["WTO", "wto", "ｗｔｏ", "Wt", "(b类)", "（Ｂ"] {
        assert_eq!(ledger.found(&[("q", text)]).await, ["35-01"], "{text}");
    }
}

#[sqlx::test]
async fn a_hit_in_the_title_comes_before_one_in_the_content(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let task = |seq, title: &str, text: &str, note: &str| TaskContent {
        title: title.to_owned(),
        content: text.to_owned(),
        note: note.to_owned(),
        ..content(seq)
    };
    ledger.enter(&task(1, "甲", "乙", "规范收费")).await;
    ledger.enter(&task(2, "甲", "规范收费", "")).await;
    ledger.enter(&task(3, "规范收费", "乙", "")).await;
    ledger.enter(&task(4, "规范收费", "乙", "")).await;
    assert_eq!(ledger.found(&[("q", "收费")]).await, ["35-03", "35-04", "35-02", "35-01"]);
    assert_eq!(ledger.found(&[("q", "收费"), ("sort", "number")]).await, ["35-01", "35-02", "35-03", "35-04"]);
}

#[sqlx::test]
async fn an_edit_changes_what_is_found(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let number = ledger.enter(&content(1)).await;
    let new = TaskContent { title: "压减证明".to_owned(), lead: "P-KJT".to_owned(), ..content(1) };
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), &number, 1, &new).await.unwrap();
    assert_eq!(ledger.found(&[("q", "证明 科技厅")]).await, ["35-01"]);
    assert!(ledger.found(&[("q", "中介")]).await.is_empty());
}

#[sqlx::test]
async fn no_text_is_read_as_a_command(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.enter(&TaskContent { title: "引号'与\\反斜杠".to_owned(), ..content(1) }).await;
    for text in [
        "'",
        "\\",
        "&",
        "|",
        "!",
        "<->",
        ":*",
        "()",
        ":",
        "*",
        "%",
        "_",
        "''",
        "\\'",
        "'\\",
        "!!",
        "( & | )",
        "<2>",
        "\u{0}",
        "\u{feff}",
        "'; drop table tasks; --",
        "' or 1=1 --",
        "𠮷'",
        "\"",
        "$1",
        "{}",
        "   ",
    ] {
        for sort in ["rank", "number", "due"] {
            ledger.found(&[("q", text), ("sort", sort)]).await;
        }
    }
    for text in ["引号'与", "与\\反斜杠", "引号:*", "(引号)", "<->引号", "&引号|"] {
        assert_eq!(ledger.found(&[("q", text)]).await, ["35-01"], "{text}");
    }
    assert_eq!(ledger.count().await, 1);
}

#[sqlx::test]
async fn very_long_texts_are_stored_and_found(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    // No two pairs of characters alike, as far as there are that many.
    let chinese = |length: u32, step: u32| -> String {
        (0..length).filter_map(|at| char::from_u32(0x4e00 + at * step % 20_000)).collect()
    };
    let title = format!("{}终结", chinese(9_998, 7));
    let long =
        TaskContent { title: title.clone(), content: chinese(32_767, 11), note: chinese(32_767, 13), ..content(1) };
    ledger.enter(&TaskContent { progress: chinese(32_767, 17), ..long }).await;
    let words = TaskContent { title: "w".repeat(10_000), content: "9".repeat(32_767), ..content(2) };
    create(&ledger.app.db, &ledger.act(), CommandKey::new(), "35", &words).await.unwrap();
    assert_eq!(ledger.found(&[("q", "终结")]).await, ["35-01"]);
    assert_eq!(ledger.found(&[("q", "wwwww")]).await, ["35-02"]);
    assert_eq!(ledger.found(&[("q", "9".repeat(100).as_str())]).await, ["35-02"]);
    assert_eq!(ledger.find("35-01").await.title, title);
    assert_eq!(ledger.found(&[("sort", "title"), ("order", "desc")]).await.len(), 2);
}
