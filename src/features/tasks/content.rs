//! What the office writes about a task: one shape for the form, the importer and the activity record.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    model::DueKind,
    search::{Weight, vector},
};

/// A class among the participants, with the words of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenClass {
    pub code: String,
    pub written: String,
}

/// 来源文件与条款
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenSource {
    pub document: String,
    pub clause: String,
}

/// 步骤与时间
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenMilestone {
    pub title: String,
    pub due: Option<NaiveDate>,
    pub kind: DueKind,
    /// The words of the timetable where a date alone does not say them all.
    pub due_text: String,
}

/// A task as it is written down. Units are named by their codes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskContent {
    pub seq: i32,
    pub field: String,
    pub title: String,
    pub content: String,
    pub lead: String,
    pub co_leads: Vec<String>,
    /// Units written out; those that stand for a class are not among them.
    pub participants: Vec<String>,
    pub classes: Vec<WrittenClass>,
    /// Participants that no unit matches, as written.
    pub unmatched: Vec<String>,
    /// What each unit does, by unit code.
    pub duties: BTreeMap<String, String>,
    pub deadline_kind: DueKind,
    pub due: Option<NaiveDate>,
    /// The words of the sheet, also beside a date that was read from them.
    pub deadline_text: String,
    pub milestones: Vec<WrittenMilestone>,
    pub sources: Vec<WrittenSource>,
    pub note: String,
    pub progress: String,
}

impl TaskContent {
    /// The day by which something is open first: what `lights::commands::refresh` finds for a task that is new. Written at
    /// once, it needs no second version of the row.
    #[must_use]
    pub fn first_open_day(&self) -> Option<NaiveDate> {
        self.milestones.iter().filter_map(|milestone| milestone.due).chain(self.due).min()
    }

    /// The literal of the task's search vector. `units` are the names by which its units are known.
    #[must_use]
    pub fn search_vector(&self, number: &str, units: &[&str]) -> String {
        let mut parts: Vec<(Weight, &str)> = vec![(Weight::Title, &self.title), (Weight::Title, number)];
        parts.push((Weight::Name, &self.field));
        parts.extend(units.iter().map(|name| (Weight::Name, *name)));
        parts.extend(self.unmatched.iter().map(|name| (Weight::Name, name.as_str())));
        parts.push((Weight::Body, &self.content));
        parts.extend(self.milestones.iter().map(|milestone| (Weight::Body, milestone.title.as_str())));
        for source in &self.sources {
            parts.extend([(Weight::Note, source.document.as_str()), (Weight::Note, source.clause.as_str())]);
        }
        parts.extend([(Weight::Note, self.note.as_str()), (Weight::Note, self.progress.as_str())]);
        vector(&parts)
    }
}

impl TaskContent {
    /// This content as a form sent it, with the words of the sheet that the form cannot show: those beside the dates of
    /// the timetable, those of a class, and where a source's document ends. They stay where the rest is the same.
    #[must_use]
    pub fn keeping_words_of(mut self, stored: &Self) -> Self {
        for class in &mut self.classes {
            if let Some(known) = stored.classes.iter().find(|known| known.code == class.code) {
                class.written.clone_from(&known.written);
            }
        }
        let mut known = stored.milestones.iter().collect::<Vec<_>>();
        for milestone in &mut self.milestones {
            let same = |known: &&WrittenMilestone| known.title == milestone.title && known.due == milestone.due;
            if let Some(at) = known.iter().position(same) {
                *milestone = known.remove(at).clone();
            }
        }
        let line = |source: &WrittenSource| {
            source.document.chars().chain(source.clause.chars()).filter(|c| !c.is_whitespace()).collect::<String>()
        };
        for source in &mut self.sources {
            if let Some(known) = stored.sources.iter().find(|known| line(known) == line(source)) {
                source.clone_from(known);
            }
        }
        self
    }
}

#[cfg(feature = "ssr")]
impl From<&super::queries::details::TaskDetails> for TaskContent {
    fn from(task: &super::queries::details::TaskDetails) -> Self {
        use super::model::UnitRole;
        let codes = |role| task.units(role).filter(|part| part.class.is_none()).map(|part| part.unit_code.clone());
        let duties = task.parts.iter().filter(|part| !part.duty.is_empty());
        Self {
            seq: task.seq,
            field: task.field.clone(),
            title: task.title.clone(),
            content: task.content.clone(),
            lead: codes(UnitRole::Lead).next().unwrap_or_default(),
            co_leads: codes(UnitRole::CoLead).collect(),
            participants: codes(UnitRole::Participant).collect(),
            classes: task
                .classes
                .iter()
                .map(|class| WrittenClass { code: class.code.clone(), written: class.written.clone() })
                .collect(),
            unmatched: task.unmatched.clone(),
            duties: duties.map(|part| (part.unit_code.clone(), part.duty.clone())).collect(),
            deadline_kind: task.due.kind,
            due: task.due.current,
            deadline_text: task.due.text.clone(),
            milestones: task
                .milestones
                .iter()
                .map(|milestone| WrittenMilestone {
                    title: milestone.title.clone(),
                    due: milestone.due,
                    kind: milestone.kind,
                    due_text: milestone.due_text.clone(),
                })
                .collect(),
            sources: task
                .sources
                .iter()
                .map(|source| WrittenSource { document: source.document.clone(), clause: source.clause.clone() })
                .collect(),
            note: task.note.clone(),
            progress: task.progress.clone(),
        }
    }
}
