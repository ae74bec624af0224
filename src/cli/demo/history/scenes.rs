//! What can happen.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};

use crate::features::{extensions::model::Decision, reports::model::Confidence, roadmaps::commands::propose::Then};

/// One thing that somebody does at a moment.
#[derive(Clone, Debug)]
pub struct Scene {
    pub at: DateTime<Utc>,
    pub doing: Doing,
}

/// A report as somebody writes it.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Steps of the task that are done by then, counted from the first.
    pub done: usize,
    pub percent: i32,
    pub confidence: Confidence,
    /// What is asked of the office; empty where nothing is.
    pub help: &'static str,
}

/// An extension as it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub until: &'static str,
    pub cause: &'static str,
    pub progress: &'static str,
}

/// What is done. Tasks are named by their number in the sheet, units by their code, people by their account.
#[derive(Clone, Debug)]
pub enum Doing {
    Dispatch {
        tasks: Vec<u16>,
        named: Vec<(String, String)>,
        note: &'static str,
    },
    /// The unit signs for all that it was given, but for these.
    Sign {
        unit: Cow<'static, str>,
        but: &'static [u16],
    },
    GiveBack {
        unit: &'static str,
        task: u16,
        why: &'static str,
    },
    GiveAgain {
        unit: &'static str,
        task: u16,
    },
    Stop {
        task: u16,
        why: &'static str,
    },
    Merge {
        task: u16,
        into: u16,
        why: &'static str,
    },
    /// The lead's liaison officer draws up the steps that are open; those that cannot be kept end by `last` if it is given.
    Draft {
        task: u16,
        then: Then,
        last: Option<NaiveDate>,
    },
    Confirm {
        task: u16,
    },
    Approve {
        task: u16,
    },
    ReturnRoadmap {
        task: u16,
        comment: &'static str,
    },
    /// The lead reports.
    Report {
        task: u16,
        told: Told,
    },
    /// A unit reports on its parts in tasks that others lead: on `all`, or on those for which it is named.
    ReportParts {
        unit: String,
        all: bool,
    },
    ReturnReport {
        task: u16,
        why: &'static str,
    },
    AnswerHelp {
        task: u16,
        answer: &'static str,
    },
    Ask {
        task: u16,
        asked: Asked,
    },
    ConfirmAsked {
        task: u16,
        asked: Asked,
    },
    Decide {
        task: u16,
        decision: Decision,
        until: &'static str,
        reason: &'static str,
    },
    Instruct {
        task: u16,
        text: &'static str,
        reply_by: &'static str,
    },
    Answer {
        task: u16,
        text: &'static str,
    },
    Note {
        task: u16,
    },
    Urge {
        by: &'static str,
        unit: &'static str,
        task: u16,
        text: &'static str,
        limit: &'static str,
    },
    ReplyToUrge {
        unit: &'static str,
        task: u16,
        text: &'static str,
    },
    /// The ladder of urging makes its round.
    Ladder,
    /// Units answer what they were urged to before this day.
    AnswerUrges,
    /// Those with this account, or everybody, read what they were told.
    Read {
        accounts: &'static [&'static str],
    },
}
