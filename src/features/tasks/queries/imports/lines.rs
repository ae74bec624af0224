//! The preview in the order it is read: what would be entered and what is held back first, what stays as it is after.

use super::{Effect, Preview, PreviewRow};
use crate::features::tasks::import::HeldBack;

/// A line of the preview.
#[derive(Clone, Copy)]
pub enum Line<'a> {
    Row(&'a PreviewRow),
    /// Not entered, because of an error.
    HeldBack(&'a HeldBack),
}

impl Line<'_> {
    /// The number of the task that entering would make or change.
    #[must_use]
    pub fn entered(&self) -> Option<i32> {
        match self {
            Self::Row(row) if !matches!(row.effect, Effect::Unchanged) => Some(row.task.seq),
            Self::Row(_) | Self::HeldBack(_) => None,
        }
    }
}

impl Preview {
    /// New, changed and held-back rows in the order of the sheet, then the unchanged ones.
    #[must_use]
    pub fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::with_capacity(self.rows.len() + self.reading.held_back.len());
        let mut unchanged = Vec::new();
        let mut held_back = self.reading.held_back.iter().peekable();
        for (at, row) in self.rows.iter().enumerate() {
            while let Some(held) = held_back.next_if(|held| held.after <= at) {
                lines.push(Line::HeldBack(held));
            }
            match row.effect {
                Effect::Unchanged => unchanged.push(Line::Row(row)),
                Effect::New | Effect::Changed(_) => lines.push(Line::Row(row)),
            }
        }
        lines.extend(held_back.map(Line::HeldBack));
        lines.append(&mut unchanged);
        lines
    }
}
