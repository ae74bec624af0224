//! Problems of the roadmap, its timetable, and the source documents.

use crate::features::tasks::import::reading::Severity;
use crate::{shared::locale::Locale, t::import as t};

/// Steps and dates that do not match, or lists that are too long.
#[derive(Clone, Debug, PartialEq)]
pub enum StepProblem {
    CountMismatch {
        steps: usize,
        dates: usize,
    },
    /// Lines of the timetable that belong to no step.
    DatesLeftOver {
        text: String,
    },
    TooManySteps {
        limit: usize,
    },
    TooManySources {
        limit: usize,
    },
}

impl StepProblem {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::CountMismatch { .. } | Self::DatesLeftOver { .. } => "milestone_count_mismatch",
            Self::TooManySteps { .. } => "too_many_steps",
            Self::TooManySources { .. } => "too_many_sources",
        }
    }

    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::CountMismatch { .. } | Self::DatesLeftOver { .. } => Severity::Warning,
            Self::TooManySteps { .. } | Self::TooManySources { .. } => Severity::Error,
        }
    }

    pub(super) fn message(&self, locale: Locale) -> String {
        match self {
            Self::CountMismatch { steps, dates } => t::milestone_count_mismatch(locale, steps, dates),
            Self::DatesLeftOver { text } => t::milestone_dates_left_over(locale, text),
            Self::TooManySteps { limit } => t::too_many_steps(locale, limit),
            Self::TooManySources { limit } => t::too_many_sources(locale, limit),
        }
    }
}
