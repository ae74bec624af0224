//! A sheet from its upload to its confirmation.

use std::collections::HashSet;

use sqlx::PgPool;

use super::{Ledger, at_field, content, day, last_event, new_plan};
use crate::{
    features::tasks::{
        commands::{
            confirm_import::{Confirmation, Imported, confirm_import},
            create_plan::NewPlan,
            edit::edit,
            life::{due::postpone, lock},
            steps::{ApprovedStep, write_steps},
            upload_import::{NewImport, upload_import},
        },
        content::TaskContent,
        inputs::TaskForm,
        queries::{
            imports::{self, Effect, Preview},
            names,
            of_unit::lead_of,
            plans,
        },
    },
    server::{context::Act, testing},
    shared::{
        actor::Role,
        error::AppError,
        ids::{CommandKey, ImportId},
        locale::Locale,
    },
};

const XLSX: &[u8] = include_bytes!("../../../../demo/ledger-72.xlsx");
const CSV: &str = include_str!("../../../../demo/ledger-72.csv");

pub(super) fn new_rows(preview: &Preview) -> usize {
    preview.count(|effect| matches!(effect, Effect::New))
}

pub(super) fn unchanged(preview: &Preview) -> usize {
    preview.count(|effect| matches!(effect, Effect::Unchanged))
}

impl Ledger {
    async fn send(&self, plan: Result<&str, NewPlan>, file_name: &str, content: &[u8]) -> Result<ImportId, AppError> {
        let import =
            NewImport { plan: plan.map(str::to_owned), file_name: file_name.to_owned(), content: content.to_vec() };
        upload_import(&self.app.db, &self.act(), import).await
    }

    pub(super) async fn upload(&self, file_name: &str, content: &[u8]) -> ImportId {
        self.send(Ok("35"), file_name, content).await.unwrap()
    }

    pub(super) async fn preview(&self, id: ImportId) -> Preview {
        let upload = imports::upload(&mut self.app.db.acquire().await.unwrap(), &self.registrar, id).await.unwrap();
        imports::preview(&mut self.app.db.acquire().await.unwrap(), &upload).await.unwrap()
    }

    pub(super) async fn confirm(
        &self,
        act: &Act,
        key: CommandKey,
        seen: &str,
        id: ImportId,
        but: &[&str],
    ) -> Result<Imported, AppError> {
        let left_out: HashSet<String> = but.iter().map(|&row| row.to_owned()).collect();
        confirm_import(&self.app.db, act, key, &Confirmation { import: id, digest: seen.to_owned(), left_out }).await
    }

    /// Uploads the sheet and enters all of it.
    pub(crate) async fn import(&self, file_name: &str, content: &[u8]) -> Imported {
        let id = self.upload(file_name, content).await;
        let seen = self.preview(id).await.digest;
        self.confirm(&self.act(), CommandKey::new(), &seen, id, &[]).await.unwrap()
    }
}

#[sqlx::test]
async fn the_sample_is_previewed_entered_and_found_unchanged(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let id = ledger.upload("ledger-72.xlsx", XLSX).await;
    let preview = ledger.preview(id).await;
    assert_eq!((new_rows(&preview), preview.rows.len(), preview.reading.reports.len()), (72, 72, 4));
    assert_eq!(ledger.count().await, 0, "a preview enters nothing");
    let done = ledger.confirm(&ledger.act(), CommandKey::new(), &preview.digest, id, &[]).await.unwrap();
    assert_eq!((done, ledger.count().await), (Imported { created: 72, changed: 0 }, 72));
    let verbs = ledger.verbs().await;
    assert_eq!(verbs.iter().filter(|verb| *verb == "task.imported").count(), 72);
    assert_eq!((verbs.len(), verbs[0].as_str(), verbs[73].as_str()), (74, "import.uploaded", "import.confirmed"));
    let (_, after) = last_event(&ledger.app, "task.imported").await;
    let last: TaskContent = serde_json::from_value(after.unwrap()).unwrap();
    assert_eq!(TaskContent::from(&ledger.find("35-72").await), last);
    // Its page now says what was done, and the same sheet has nothing more to enter, from either kind of file.
    let upload = imports::upload(&mut ledger.app.db.acquire().await.unwrap(), &ledger.registrar, id).await.unwrap();
    assert_eq!(upload.done, Some((72, 0)));
    for (name, bytes) in [("ledger-72.xlsx", XLSX), ("ledger-72.csv", CSV.as_bytes())] {
        let again = ledger.preview(ledger.upload(name, bytes).await).await;
        assert_eq!((unchanged(&again), again.rows.len()), (72, 72), "{name}");
    }
    assert_eq!(ledger.import("ledger-72.xlsx", XLSX).await, Imported { created: 0, changed: 0 });
    assert_eq!(ledger.count().await, 72);
}

#[sqlx::test]
async fn a_changed_cell_changes_exactly_its_field(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.import("ledger-72.csv", CSV.as_bytes()).await;
    let changed = CSV.replacen("完善省市县三级权力清单和责任清单", "公布三级清单", 1);
    assert_ne!(changed, CSV);
    let id = ledger.upload("ledger-72.csv", changed.as_bytes()).await;
    let preview = ledger.preview(id).await;
    assert_eq!((unchanged(&preview), new_rows(&preview)), (71, 0));
    let row = preview.rows.iter().find(|row| matches!(row.effect, Effect::Changed(_))).unwrap();
    let Effect::Changed(changes) = &row.effect else { unreachable!() };
    assert_eq!(
        (row.task.seq, changes.len(), changes[0].field, changes[0].after.as_str()),
        (8, 1, "title", "公布三级清单")
    );
    let before = TaskContent::from(&ledger.find("35-08").await);
    let done = ledger.confirm(&ledger.act(), CommandKey::new(), &preview.digest, id, &[]).await.unwrap();
    assert_eq!(done, Imported { created: 0, changed: 1 });
    let after = TaskContent { title: "公布三级清单".to_owned(), ..before.clone() };
    assert_eq!(TaskContent::from(&ledger.find("35-08").await), after);
    let json = |content: &TaskContent| Some(serde_json::to_value(content).unwrap());
    assert_eq!(last_event(&ledger.app, "task.edited").await, (json(&before), json(&after)));
    let touched: i64 =
        sqlx::query_scalar("select count(*) from tasks where version > 1").fetch_one(&ledger.app.db).await.unwrap();
    assert_eq!((touched, ledger.found(&[("q", "公布三级清单")]).await), (1, vec!["35-08".to_owned()]));
}

#[sqlx::test]
async fn what_was_agreed_since_holds_against_the_sheet(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.import("ledger-72.csv", CSV.as_bytes()).await;
    let task = ledger.find("35-08").await;
    let unit = lead_of(&ledger.app.db, task.id).await.unwrap().unwrap();
    let act = ledger.act();
    let mut tx = ledger.app.db.begin().await.unwrap();
    let held = lock(&mut tx, &act, "35-08").await.unwrap();
    postpone(&mut tx, &act, &held, day("2016-12-19")).await.unwrap();
    let step = ApprovedStep {
        milestone: None,
        title: "公布目录".to_owned(),
        deliverable: "目录".to_owned(),
        due: day("2016-12-18"),
    };
    write_steps(&mut tx, &act, task.id, unit, &[step]).await.unwrap();
    tx.commit().await.unwrap();
    let agreed = TaskContent::from(&ledger.find("35-08").await);

    let preview = ledger.preview(ledger.upload("ledger-72.csv", CSV.as_bytes()).await).await;
    let row = preview.rows.iter().find(|row| row.task.seq == 8).unwrap();
    let kept: Vec<(&str, &str)> = row.kept.iter().map(|kept| (kept.field, kept.before.as_str())).collect();
    assert_eq!(kept, [("roadmap", "1.公布目录"), ("timetable", "1.2016-12-18"), ("deadline", "2016-12-19")]);
    assert_eq!((unchanged(&preview), preview.rows.len()), (72, 72));

    // Another cell of the row is entered; what was agreed stays.
    let changed = CSV.replacen("完善省市县三级权力清单和责任清单", "公布三级清单", 1);
    assert_eq!(ledger.import("ledger-72.csv", changed.as_bytes()).await, Imported { created: 0, changed: 1 });
    let title = "公布三级清单".to_owned();
    assert_eq!(TaskContent::from(&ledger.find("35-08").await), TaskContent { title, ..agreed });
}

#[sqlx::test]
async fn rows_that_were_left_out_are_not_entered(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let id = ledger.upload("ledger-72.xlsx", XLSX).await;
    let seen = ledger.preview(id).await.digest;
    let done = ledger.confirm(&ledger.act(), CommandKey::new(), &seen, id, &["8", "72", "999"]).await.unwrap();
    assert_eq!((done.created, ledger.count().await), (70, 70));
    let again = ledger.preview(ledger.upload("ledger-72.xlsx", XLSX).await).await;
    let left: Vec<i32> =
        again.rows.iter().filter(|row| matches!(row.effect, Effect::New)).map(|row| row.task.seq).collect();
    assert_eq!(left, [8, 72]);
}

#[sqlx::test]
async fn what_is_entered_is_what_was_seen(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let id = ledger.upload("ledger-72.xlsx", XLSX).await;
    let seen = ledger.preview(id).await.digest;
    // Meanwhile somebody enters one of its numbers by hand.
    ledger.enter(&content(8)).await;
    let events = ledger.verbs().await;
    for digest in [seen.as_str(), "", "nonsense"] {
        let answer = ledger.confirm(&ledger.act(), CommandKey::new(), digest, id, &[]).await;
        assert_eq!(answer, Err(AppError::Conflict), "{digest:?}");
    }
    assert_eq!((ledger.count().await, ledger.verbs().await), (1, events.clone()));
    // And then edits it, after the preview was looked at again.
    let seen = ledger.preview(id).await.digest;
    edit(&ledger.app.db, &ledger.act(), CommandKey::new(), "35-08", 1, &content(8)).await.unwrap();
    let answer = ledger.confirm(&ledger.act(), CommandKey::new(), &seen, id, &[]).await;
    assert_eq!((answer, ledger.count().await), (Err(AppError::Conflict), 1));
}

#[sqlx::test]
async fn a_sheet_is_its_uploaders_own(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let id = ledger.upload("ledger-72.xlsx", XLSX).await;
    let seen = ledger.preview(id).await.digest;
    let other = testing::person(&ledger.app, Role::Registrar, "XTB").await;
    let found = imports::upload(&mut ledger.app.db.acquire().await.unwrap(), &other, id).await.map(drop);
    assert_eq!(found, Err(AppError::NotFound));
    let act = testing::act(&ledger.app, &other);
    let answer = ledger.confirm(&act, CommandKey::new(), &seen, id, &[]).await;
    assert_eq!((answer, ledger.count().await), (Err(AppError::NotFound), 0));
}

#[sqlx::test]
async fn a_new_plan_is_opened_with_the_confirmation_only(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let id = ledger.send(Err(new_plan("2016年补充", "36")), "ledger-72.xlsx", XLSX).await.unwrap();
    let seen = ledger.preview(id).await.digest;
    assert_eq!(ledger.confirm(&ledger.act(), CommandKey::new(), "stale", id, &[]).await, Err(AppError::Conflict));
    assert!(plans::find(&ledger.app.db, Some("36")).await.unwrap().is_none());
    ledger.confirm(&ledger.act(), CommandKey::new(), &seen, id, &[]).await.unwrap();
    assert_eq!(plans::find(&ledger.app.db, Some("36")).await.unwrap().unwrap().name, "2016年补充");
    assert_eq!(ledger.find("36-72").await.plan_name, "2016年补充");
    let verbs = ledger.verbs().await;
    assert_eq!((verbs[1].as_str(), verbs.last().map(String::as_str)), ("plan.created", Some("import.confirmed")));
    // Name and prefix are told as taken when the sheet is uploaded.
    at_field(ledger.send(Err(new_plan("2016年补充", "37")), "a.csv", b"x").await, "plan_name");
    at_field(ledger.send(Err(new_plan("2017年", "36")), "a.csv", b"x").await, "plan_prefix");
    at_field(ledger.send(Ok("99"), "a.csv", b"x").await, "plan");
    at_field(ledger.send(Ok("35"), "a.csv", b"").await, "file");
}

#[sqlx::test]
async fn confirmed_twice_it_is_entered_once(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let id = ledger.upload("ledger-72.xlsx", XLSX).await;
    let seen = ledger.preview(id).await.digest;
    let (key, act) = (CommandKey::new(), ledger.act());
    let (one, two) = tokio::join!(ledger.confirm(&act, key, &seen, id, &[]), ledger.confirm(&act, key, &seen, id, &[]));
    let done = Ok(Imported { created: 72, changed: 0 });
    assert_eq!((&one, &two), (&done, &done));
    assert_eq!(ledger.confirm(&act, key, &seen, id, &[]).await, done);
    let other_key = ledger.confirm(&act, CommandKey::new(), &seen, id, &[]).await;
    assert_eq!(other_key, Err(AppError::Conflict));
    assert_eq!((ledger.count().await, ledger.verbs().await.len()), (72, 74));
}

#[sqlx::test]
async fn a_sheet_of_which_nothing_was_entered_is_done_with_as_well(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let id = ledger.upload("ledger-72.xlsx", XLSX).await;
    let seen = ledger.preview(id).await.digest;
    let all: Vec<String> = (1..=72).map(|seq| seq.to_string()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let done = ledger.confirm(&ledger.act(), CommandKey::new(), &seen, id, &all).await;
    assert_eq!(done, Ok(Imported { created: 0, changed: 0 }));
    let again = ledger.confirm(&ledger.act(), CommandKey::new(), &seen, id, &[]).await;
    assert_eq!((again, ledger.count().await), (Err(AppError::Conflict), 0));
}

#[sqlx::test]
async fn two_sheets_at_once_do_not_mix(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    let (first, second) = (ledger.upload("a.xlsx", XLSX).await, ledger.upload("b.csv", CSV.as_bytes()).await);
    let (seen, seen_too) = (ledger.preview(first).await.digest, ledger.preview(second).await.digest);
    let act = ledger.act();
    let (one, two) = tokio::join!(
        ledger.confirm(&act, CommandKey::new(), &seen, first, &[]),
        ledger.confirm(&act, CommandKey::new(), &seen_too, second, &[])
    );
    assert_eq!([&one, &two].into_iter().filter(|answer| answer.is_ok()).count(), 1, "{one:?} {two:?}");
    assert_eq!(ledger.count().await, 72);
}

/// Whatever the sheet says, its task can be opened in the form and saved without losing a word.
#[sqlx::test]
async fn the_form_keeps_every_task_of_the_sample(pool: PgPool) {
    let ledger = Ledger::open(pool).await;
    ledger.import("ledger-72.xlsx", XLSX).await;
    let known = names::known(&mut ledger.app.db.acquire().await.unwrap()).await.unwrap();
    for seq in 1..=72 {
        let stored = TaskContent::from(&ledger.find(&format!("35-{seq:02}")).await);
        let form = TaskForm::of(&stored, &known).parse(&known, Locale::Chinese).unwrap();
        assert_eq!(form.keeping_words_of(&stored), stored);
    }
}
