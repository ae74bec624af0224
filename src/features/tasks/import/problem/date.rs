//! Problems of dates, in the deadline and in lines of the timetable.

use chrono::NaiveDate;

use crate::features::tasks::import::reading::Severity;
use crate::{shared::locale::Locale, t::import as t};

/// A date that does not exist, is not there, or was read by a rule the author should know of.
#[derive(Clone, Debug, PartialEq)]
pub enum DateProblem {
    /// 2016年2月30日.
    NotReal {
        text: String,
    },
    DeadlineMissing,
    DeadlineNotADate {
        text: String,
    },
    DeadlineAmbiguous {
        text: String,
    },
    DeadlineAfterPlan {
        date: NaiveDate,
        end: NaiveDate,
    },
    DeadlineBeforePlan {
        date: NaiveDate,
        year: i32,
    },
    MilestoneNotADate {
        text: String,
    },
    MilestoneAmbiguous {
        text: String,
    },
    /// A number without date format, taken as a date.
    SerialConverted {
        number: String,
        date: NaiveDate,
    },
    /// A month or year without a day, taken as its end.
    WithoutDay {
        text: String,
        date: NaiveDate,
    },
    TwoDigitYear {
        text: String,
        date: NaiveDate,
    },
    TimeDropped {
        time: String,
    },
    ExtraText {
        text: String,
        date: NaiveDate,
    },
}

impl DateProblem {
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::NotReal { .. } => "date_does_not_exist",
            Self::DeadlineMissing => "deadline_missing",
            Self::DeadlineNotADate { .. } => "deadline_not_a_date",
            Self::DeadlineAmbiguous { .. } => "deadline_ambiguous",
            Self::DeadlineAfterPlan { .. } => "deadline_after_plan_end",
            Self::DeadlineBeforePlan { .. } => "deadline_before_plan_year",
            Self::MilestoneNotADate { .. } => "milestone_not_a_date",
            Self::MilestoneAmbiguous { .. } => "milestone_ambiguous",
            Self::SerialConverted { .. } => "serial_date_converted",
            Self::WithoutDay { .. } => "date_without_day",
            Self::TwoDigitYear { .. } => "date_two_digit_year",
            Self::TimeDropped { .. } => "time_dropped",
            Self::ExtraText { .. } => "date_with_other_text",
        }
    }

    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::NotReal { .. } => Severity::Error,
            _ => Severity::Warning,
        }
    }

    pub(super) fn message(&self, locale: Locale) -> String {
        match self {
            Self::NotReal { text } => t::date_does_not_exist(locale, text),
            Self::DeadlineMissing => t::deadline_missing(locale).into(),
            Self::DeadlineNotADate { text } => t::deadline_not_a_date(locale, text),
            Self::DeadlineAmbiguous { text } => t::deadline_ambiguous(locale, text),
            Self::DeadlineAfterPlan { date, end } => t::deadline_after_plan_end(locale, date, end),
            Self::DeadlineBeforePlan { date, year } => t::deadline_before_plan_year(locale, date, year),
            Self::MilestoneNotADate { text } => t::milestone_not_a_date(locale, text),
            Self::MilestoneAmbiguous { text } => t::milestone_ambiguous(locale, text),
            Self::SerialConverted { number, date } => t::serial_date_converted(locale, number, date),
            Self::WithoutDay { text, date } => t::date_without_day(locale, text, date),
            Self::TwoDigitYear { text, date } => t::date_two_digit_year(locale, text, date),
            Self::TimeDropped { time } => t::time_dropped(locale, time),
            Self::ExtraText { text, date } => t::date_with_other_text(locale, text, date),
        }
    }
}
