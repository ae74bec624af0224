//! Problems of leads and participants.

use crate::features::tasks::import::reading::Severity;
use crate::{shared::locale::Locale, t::import as t};

/// A unit that is missing, not known, or named more than once.
#[derive(Clone, Debug, PartialEq)]
pub enum UnitProblem {
    LeadMissing,
    LeadUnknown {
        name: String,
        suggestion: Option<String>,
    },
    LeadIsClass {
        name: String,
    },
    /// The unit marked （牵头） is not the first; the order decides all the same.
    LeadMarkedBehind {
        name: String,
    },
    ParticipantUnknown {
        name: String,
        suggestion: Option<String>,
    },
    Repeated {
        name: String,
    },
    ParticipantIsLead {
        name: String,
    },
    TooManyNames {
        limit: usize,
    },
}

impl UnitProblem {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::LeadMissing => "lead_missing",
            Self::LeadUnknown { .. } => "lead_unknown",
            Self::LeadIsClass { .. } => "lead_is_class",
            Self::LeadMarkedBehind { .. } => "lead_marked_behind",
            Self::ParticipantUnknown { .. } => "participant_unknown",
            Self::Repeated { .. } => "unit_repeated",
            Self::ParticipantIsLead { .. } => "participant_is_lead",
            Self::TooManyNames { .. } => "too_many_names",
        }
    }

    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::LeadMissing | Self::LeadUnknown { .. } | Self::LeadIsClass { .. } | Self::TooManyNames { .. } => {
                Severity::Error
            }
            Self::LeadMarkedBehind { .. }
            | Self::ParticipantUnknown { .. }
            | Self::Repeated { .. }
            | Self::ParticipantIsLead { .. } => Severity::Warning,
        }
    }

    pub(super) fn message(&self, locale: Locale) -> String {
        match self {
            Self::LeadMissing => t::lead_missing(locale).into(),
            Self::LeadUnknown { name, suggestion: Some(near) } => t::lead_unknown_near(locale, name, near),
            Self::LeadUnknown { name, suggestion: None } => t::lead_unknown(locale, name),
            Self::LeadIsClass { name } => t::lead_is_class(locale, name),
            Self::LeadMarkedBehind { name } => t::lead_marked_behind(locale, name),
            Self::ParticipantUnknown { name, suggestion: Some(near) } => {
                t::participant_unknown_near(locale, name, near)
            }
            Self::ParticipantUnknown { name, suggestion: None } => t::participant_unknown(locale, name),
            Self::Repeated { name } => t::unit_repeated(locale, name),
            Self::ParticipantIsLead { name } => t::participant_is_lead(locale, name),
            Self::TooManyNames { limit } => t::too_many_names(locale, limit),
        }
    }

    pub(super) fn suggestion(&self) -> Option<&str> {
        match self {
            Self::LeadUnknown { suggestion, .. } | Self::ParticipantUnknown { suggestion, .. } => suggestion.as_deref(),
            _ => None,
        }
    }
}
