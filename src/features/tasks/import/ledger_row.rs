//! A task as the ledger keeps it: what is exported, and what an incoming row is compared with.

use chrono::NaiveDate;

use super::reading::{DueKind, SheetMilestone, SheetTask, Source};

/// A stored task, units as codes.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerRow {
    pub seq: i32,
    pub field: String,
    pub title: String,
    pub content: String,
    pub first_lead: String,
    pub co_leads: Vec<String>,
    /// Units written out, not those that stand for a class.
    pub participants: Vec<String>,
    pub participant_classes: Vec<WrittenClass>,
    pub unknown_participants: Vec<String>,
    pub milestones: Vec<SheetMilestone>,
    pub deadline_kind: DueKind,
    pub deadline_date: Option<NaiveDate>,
    /// The words of the sheet, as kept; none where the sheet had a date cell.
    pub deadline_text: Option<String>,
    pub sources: Vec<Source>,
    pub note: String,
    /// Exported as a column only where some row has it.
    pub progress: String,
}

/// A class of participants in the wording of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenClass {
    pub code: String,
    pub text: String,
}

impl From<&SheetTask> for LedgerRow {
    fn from(task: &SheetTask) -> Self {
        Self {
            seq: task.seq,
            field: task.field.clone(),
            title: task.title.clone(),
            content: task.content.clone(),
            first_lead: task.first_lead.clone(),
            co_leads: task.co_leads.clone(),
            participants: task.participants.clone(),
            participant_classes: task
                .participant_classes
                .iter()
                .map(|class| WrittenClass { code: class.code.clone(), text: class.text.clone() })
                .collect(),
            unknown_participants: task.unknown_participants.clone(),
            milestones: task.milestones.clone(),
            deadline_kind: task.deadline.kind,
            deadline_date: task.deadline.date,
            deadline_text: task.deadline.raw.clone(),
            sources: task.sources.clone(),
            note: task.note.clone(),
            progress: task.progress.clone().unwrap_or_default(),
        }
    }
}
