//! Between the sheet and the ledger: a row of a sheet as a task's content, and back.

use super::{
    content::{TaskContent, WrittenClass, WrittenMilestone, WrittenSource},
    import::{self, LedgerRow, SheetMilestone, SheetTask, Source},
    model::DueKind,
    queries::contents::Stored,
};

impl From<import::DueKind> for DueKind {
    fn from(kind: import::DueKind) -> Self {
        match kind {
            import::DueKind::Fixed => Self::Fixed,
            import::DueKind::Ongoing => Self::Ongoing,
            import::DueKind::Unscheduled => Self::Unscheduled,
        }
    }
}

impl From<DueKind> for import::DueKind {
    fn from(kind: DueKind) -> Self {
        match kind {
            DueKind::Fixed => Self::Fixed,
            DueKind::Ongoing => Self::Ongoing,
            DueKind::Unscheduled => Self::Unscheduled,
        }
    }
}

/// The row without what the sheet has no more say in: a deadline that it gives as it was before an extension, and the
/// steps of a task whose roadmap was approved. A date that is neither the original one nor the current one is a change.
#[must_use]
pub fn without_agreed(row: &SheetTask, stored: &Stored) -> SheetTask {
    let mut row = row.clone();
    let mut leave = |column: &str| row.absent.push(column.to_owned());
    if stored.agreed.extended_from.is_some() && row.deadline.date == stored.agreed.extended_from {
        leave("deadline");
    }
    if stored.agreed.roadmap {
        leave("roadmap");
        leave("timetable");
    }
    row
}

/// The content that confirming the row would store. What the sheet has no column for stays as it is stored.
#[must_use]
pub fn content(row: &SheetTask, stored: Option<&TaskContent>) -> TaskContent {
    let fresh = fresh(row);
    let Some(stored) = stored else { return fresh };
    let has = |column: &str| !row.absent.iter().any(|absent| absent == column);
    let keep = |has: bool, new: String, old: &str| if has { new } else { old.to_owned() };
    TaskContent {
        duties: stored.duties.clone(),
        field: keep(has("field"), fresh.field, &stored.field),
        content: keep(has("content"), fresh.content, &stored.content),
        note: keep(has("note"), fresh.note, &stored.note),
        progress: keep(row.progress.is_some(), fresh.progress, &stored.progress),
        sources: if has("source") { fresh.sources } else { stored.sources.clone() },
        milestones: if has("roadmap") { fresh.milestones } else { stored.milestones.clone() },
        participants: if has("participants") { fresh.participants } else { stored.participants.clone() },
        classes: if has("participants") { fresh.classes } else { stored.classes.clone() },
        unmatched: if has("participants") { fresh.unmatched } else { stored.unmatched.clone() },
        deadline_kind: if has("deadline") { fresh.deadline_kind } else { stored.deadline_kind },
        due: if has("deadline") { fresh.due } else { stored.due },
        deadline_text: keep(has("deadline"), fresh.deadline_text, &stored.deadline_text),
        ..fresh
    }
}

fn fresh(row: &SheetTask) -> TaskContent {
    TaskContent {
        seq: row.seq,
        field: row.field.clone(),
        title: row.title.clone(),
        content: row.content.clone(),
        lead: row.first_lead.clone(),
        co_leads: row.co_leads.clone(),
        participants: row.participants.clone(),
        classes: row
            .participant_classes
            .iter()
            .map(|class| WrittenClass { code: class.code.clone(), written: class.text.clone() })
            .collect(),
        unmatched: row.unknown_participants.clone(),
        duties: std::collections::BTreeMap::new(),
        deadline_kind: row.deadline.kind.into(),
        due: row.deadline.date,
        deadline_text: row.deadline.raw.clone().unwrap_or_default(),
        milestones: row.milestones.iter().map(milestone).collect(),
        sources: row
            .sources
            .iter()
            .map(|source| WrittenSource { document: source.doc.clone(), clause: source.clause.clone() })
            .collect(),
        note: row.note.clone(),
        progress: row.progress.clone().unwrap_or_default(),
    }
}

fn milestone(step: &SheetMilestone) -> WrittenMilestone {
    let kind = match (step.due, step.due_kind) {
        (Some(_), _) => DueKind::Fixed,
        (None, Some(kind)) => kind.into(),
        (None, None) => DueKind::Unscheduled,
    };
    WrittenMilestone {
        title: step.title.clone(),
        due: step.due,
        kind,
        due_text: step.due_text.clone().unwrap_or_default(),
    }
}

/// A stored task as a row of the sheet.
#[must_use]
pub fn row(task: &TaskContent) -> LedgerRow {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    LedgerRow {
        seq: task.seq,
        field: task.field.clone(),
        title: task.title.clone(),
        content: task.content.clone(),
        first_lead: task.lead.clone(),
        co_leads: task.co_leads.clone(),
        participants: task.participants.clone(),
        participant_classes: task
            .classes
            .iter()
            .map(|class| import::WrittenClass { code: class.code.clone(), text: class.written.clone() })
            .collect(),
        unknown_participants: task.unmatched.clone(),
        milestones: task
            .milestones
            .iter()
            .map(|step| SheetMilestone {
                title: step.title.clone(),
                due: step.due,
                due_kind: (step.kind == DueKind::Ongoing).then_some(import::DueKind::Ongoing),
                due_text: text(&step.due_text),
            })
            .collect(),
        deadline_kind: task.deadline_kind.into(),
        deadline_date: task.due,
        deadline_text: text(&task.deadline_text),
        sources: task
            .sources
            .iter()
            .map(|source| Source { doc: source.document.clone(), clause: source.clause.clone() })
            .collect(),
        note: task.note.clone(),
        progress: task.progress.clone(),
    }
}
