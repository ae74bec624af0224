//! The preview of an uploaded sheet: every row as it would be entered, compared with what is stored now.

mod lines;

use std::collections::HashMap;

use sha2::{Digest as _, Sha256};
use sqlx::PgConnection;

use super::{
    contents::{self, Stored},
    plans::{self, Plan},
};
use crate::{
    features::{
        tasks::{
            commands::create_plan::NewPlan,
            content::TaskContent,
            import::{
                self, AliasEntry, AliasTarget, ClassEntry, FieldChange, PlanFrame, Reading, SheetTask, UnitBook,
                UnitEntry,
            },
            model::can_edit_ledger,
            sheet,
        },
        units,
    },
    shared::{actor::Actor, error::AppError, ids::ImportId},
};
pub use lines::Line;

/// For which plan a sheet was uploaded.
#[derive(Clone, Debug)]
pub enum ImportPlan {
    Existing(Plan),
    /// Opened with the confirmation.
    New(NewPlan),
}

impl ImportPlan {
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Existing(plan) => &plan.name,
            Self::New(plan) => &plan.name,
        }
    }

    #[must_use]
    pub fn prefix(&self) -> &str {
        match self {
            Self::Existing(plan) => &plan.prefix,
            Self::New(plan) => &plan.prefix,
        }
    }

    /// What the reader of sheets needs to know of the plan.
    #[must_use]
    pub fn frame(&self) -> PlanFrame {
        let ends_on = match self {
            Self::Existing(plan) => plan.ends_on,
            Self::New(plan) => plan.ends_on,
        };
        PlanFrame { year: chrono::Datelike::year(&ends_on), ends_on }
    }
}

/// An uploaded sheet.
pub struct Upload {
    pub id: ImportId,
    pub plan: ImportPlan,
    pub file_name: String,
    pub content: Vec<u8>,
    /// How many tasks were entered and changed, once confirmed.
    pub done: Option<(i32, i32)>,
}

/// What entering a row would do.
#[derive(Clone, Debug)]
pub enum Effect {
    New,
    Changed(Vec<FieldChange>),
    Unchanged,
}

/// The row's units by their short names.
pub struct UnitNames {
    pub lead: String,
    pub co_leads: Vec<String>,
    /// Units, classes and unmatched participants.
    pub participants: Vec<String>,
}

/// A row of the sheet beside the ledger.
pub struct PreviewRow {
    pub task: SheetTask,
    pub names: UnitNames,
    pub effect: Effect,
    /// Where the ledger holds against the sheet: what was agreed since.
    pub kept: Vec<FieldChange>,
    /// What would be stored.
    pub content: TaskContent,
    pub stored: Option<Stored>,
}

impl PreviewRow {
    /// Names the row in the form.
    #[must_use]
    pub fn key(&self) -> String {
        self.task.seq.to_string()
    }
}

/// The whole preview.
pub struct Preview {
    pub reading: Reading,
    pub rows: Vec<PreviewRow>,
    /// Changes when sheet or ledger do: what is confirmed is what was seen.
    pub digest: String,
}

impl Preview {
    pub fn count(&self, effect: fn(&Effect) -> bool) -> usize {
        self.rows.iter().filter(|row| effect(&row.effect)).count()
    }
}

/// An upload of the actor's own.
///
/// # Errors
/// [`AppError::NotFound`] when there is none, or it is somebody else's.
pub async fn upload(db: &mut PgConnection, actor: &Actor, id: ImportId) -> Result<Upload, AppError> {
    if !can_edit_ledger(actor) {
        return Err(AppError::NotFound);
    }
    let row = sqlx::query!(
        "select i.file_name, i.content, i.new_plan, i.confirmed_at, i.created, i.changed, p.prefix as \"prefix?\"
         from imports i left join plans p on p.id = i.plan_id
         where i.id = $1 and i.person_id = $2",
        id.0,
        actor.person.0,
    )
    .fetch_optional(&mut *db)
    .await?
    .ok_or(AppError::NotFound)?;
    let plan = match (row.prefix, row.new_plan) {
        (Some(prefix), _) => {
            ImportPlan::Existing(plans::find(&mut *db, Some(&prefix)).await?.ok_or(AppError::NotFound)?)
        }
        (None, Some(plan)) => ImportPlan::New(serde_json::from_value(plan).map_err(|error| {
            tracing::error!(%error, "a kept plan cannot be read");
            AppError::Internal
        })?),
        (None, None) => return Err(AppError::NotFound),
    };
    let done = row.confirmed_at.map(|_| (row.created, row.changed));
    Ok(Upload { id, plan, file_name: row.file_name, content: row.content, done })
}

/// Reads the sheet and compares it with the ledger.
pub async fn preview(db: &mut PgConnection, upload: &Upload) -> Result<Preview, AppError> {
    let book = std::sync::Arc::new(unit_book(&mut *db).await?);
    let stored = match &upload.plan {
        ImportPlan::Existing(plan) => contents::of_plan(db, plan.id).await?,
        ImportPlan::New(_) => Vec::new(),
    };
    // Reading and comparing thousands of rows is work for a thread of its own.
    let (name, content, frame) = (upload.file_name.clone(), upload.content.clone(), upload.plan.frame());
    tokio::task::spawn_blocking(move || compare(import::read(&name, &content, &book, &frame), stored, &book))
        .await
        .map_err(|error| {
            tracing::error!(%error, "reading a sheet was cut off");
            AppError::Internal
        })
}

fn compare(mut reading: Reading, stored: Vec<Stored>, book: &UnitBook) -> Preview {
    let mut by_seq: HashMap<i32, Stored> = stored.into_iter().map(|task| (task.content.seq, task)).collect();
    let mut digest = Sha256::new();
    let mut rows = Vec::with_capacity(reading.tasks.len());
    for task in std::mem::take(&mut reading.tasks) {
        let stored = by_seq.remove(&task.seq);
        let (effect, kept) = stored.as_ref().map_or((Effect::New, Vec::new()), |stored| against(stored, &task, book));
        digest.update(format!("{}:{:?};", task.seq, stored.as_ref().map(|stored| stored.version)));
        let content = match &stored {
            Some(stored) => sheet::content(&sheet::without_agreed(&task, stored), Some(&stored.content)),
            None => sheet::content(&task, None),
        };
        rows.push(PreviewRow { names: names(&task, book), task, effect, kept, content, stored });
    }
    let digest = digest.finalize().iter().take(16).fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
    Preview { reading, rows, digest }
}

/// What entering the row would do to the stored task, and what it would not do though the sheet says otherwise.
fn against(stored: &Stored, task: &SheetTask, book: &UnitBook) -> (Effect, Vec<FieldChange>) {
    let row = sheet::row(&stored.content);
    let changes = import::compare(&row, &sheet::without_agreed(task, stored), book);
    let mut kept = import::compare(&row, task, book);
    kept.retain(|change| !changes.contains(change));
    let effect = if changes.is_empty() { Effect::Unchanged } else { Effect::Changed(changes) };
    (effect, kept)
}

fn names(task: &SheetTask, book: &UnitBook) -> UnitNames {
    let wordings = |codes: &[String]| codes.iter().map(|code| book.wording(code)).collect::<Vec<_>>();
    let mut participants = wordings(&task.participants);
    participants.extend(task.participant_classes.iter().map(|class| class.text.clone()));
    participants.extend(task.unknown_participants.iter().cloned());
    UnitNames { lead: book.wording(&task.first_lead), co_leads: wordings(&task.co_leads), participants }
}

/// Units, their other wordings and classes, as the reader of sheets needs them.
pub async fn unit_book(db: &mut PgConnection) -> Result<UnitBook, AppError> {
    let rows = units::queries::unit_book_rows(db).await?;
    Ok(UnitBook::new(
        rows.units
            .into_iter()
            .map(|unit| UnitEntry {
                code: unit.code,
                name: unit.name,
                short_name: unit.short_name,
                sort_order: unit.sort_order,
            })
            .collect(),
        rows.aliases
            .into_iter()
            .map(|alias| AliasEntry {
                alias: alias.alias,
                target: match alias.target {
                    units::queries::AliasTarget::Unit(code) => AliasTarget::Unit(code),
                    units::queries::AliasTarget::Class(code) => AliasTarget::Class(code),
                },
            })
            .collect(),
        rows.classes
            .into_iter()
            .map(|class| ClassEntry {
                code: class.code,
                label: class.label,
                closed: class.closed,
                expands_to: class.members,
            })
            .collect(),
    ))
}
