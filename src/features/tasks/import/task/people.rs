//! Leads and participants.

use super::{Row, Taken};
use crate::features::tasks::import::{
    column::Column,
    limits,
    problem::UnitProblem,
    reading::ClassMention,
    units::{Mention, Mentions, Part, mentions},
    words::says_nothing,
};

/// Who does a task.
pub(super) struct People {
    pub(super) first_lead: String,
    pub(super) co_leads: Vec<String>,
    pub(super) participants: Vec<String>,
    pub(super) classes: Vec<ClassMention>,
    pub(super) expanded: Vec<String>,
    pub(super) unknown: Vec<String>,
}

impl Row<'_> {
    /// None if there is no first lead; that is reported.
    pub(super) fn people(&mut self) -> Option<People> {
        let (leads, usable) = self.named(Column::Leads, Part::Lead);
        let (co_leads, _) = self.named(Column::CoLeads, Part::Lead);
        let (participants, _) = self.named(Column::Participants, Part::Participant);
        let mut codes = Vec::new();
        let named = !leads.leads.is_empty();
        self.leads(Column::Leads, &leads.leads, &mut codes);
        if let Some(name) = leads.marked_behind {
            self.problem(Column::Leads, UnitProblem::LeadMarkedBehind { name });
        }
        if !named && usable {
            self.problem(Column::Leads, UnitProblem::LeadMissing);
        }
        let first = codes.len();
        self.leads(Column::CoLeads, &co_leads.leads, &mut codes);
        // 配合单位 may name leads too (牵头：…), and 牵头单位 participants.
        self.leads(Column::Participants, &participants.leads, &mut codes);
        let mut people = People {
            first_lead: String::new(),
            co_leads: Vec::new(),
            participants: Vec::new(),
            classes: Vec::new(),
            expanded: Vec::new(),
            unknown: Vec::new(),
        };
        self.participants(Column::Leads, leads.participants, &codes, &mut people);
        self.participants(Column::CoLeads, co_leads.participants, &codes, &mut people);
        self.participants(Column::Participants, participants.participants, &codes, &mut people);
        people.expanded = self.expanded(&people, &codes);
        if first == 0 {
            return None;
        }
        let mut codes = codes.into_iter();
        people.first_lead = codes.next()?;
        people.co_leads = codes.collect();
        Some(people)
    }

    fn named(&mut self, column: Column, part: Part) -> (Mentions, bool) {
        let text = match self.take(column) {
            Taken::Value(value) => value.text(),
            Taken::Blank => String::new(),
            Taken::Unusable => return (Mentions::default(), false),
        };
        if says_nothing(&text) {
            return (Mentions::default(), true);
        }
        let found = mentions(&text, part, self.context.book);
        if found.leads.len() + found.participants.len() > limits::NAMES {
            self.problem(column, UnitProblem::TooManyNames { limit: limits::NAMES });
            return (Mentions::default(), false);
        }
        (found, true)
    }

    fn leads(&mut self, column: Column, found: &[Mention], codes: &mut Vec<String>) {
        for mention in found {
            match mention {
                Mention::Unit { code, text } if codes.contains(code) => {
                    self.problem(column, UnitProblem::Repeated { name: text.clone() });
                }
                Mention::Unit { code, .. } => codes.push(code.clone()),
                Mention::Class { text, .. } => self.problem(column, UnitProblem::LeadIsClass { name: text.clone() }),
                Mention::Unknown(text) => {
                    let suggestion = self.context.book.nearest(text).map(str::to_owned);
                    self.problem(column, UnitProblem::LeadUnknown { name: shortened(text), suggestion });
                }
            }
        }
    }

    fn participants(&mut self, column: Column, found: Vec<Mention>, leads: &[String], people: &mut People) {
        for mention in found {
            match mention {
                Mention::Unit { code, text } if leads.contains(&code) => {
                    self.problem(column, UnitProblem::ParticipantIsLead { name: text });
                }
                Mention::Unit { code, text } if people.participants.contains(&code) => {
                    self.problem(column, UnitProblem::Repeated { name: text });
                }
                Mention::Unit { code, .. } => people.participants.push(code),
                Mention::Class { code, text } if people.classes.iter().any(|class| class.code == code) => {
                    self.problem(column, UnitProblem::Repeated { name: text });
                }
                Mention::Class { code, text } => {
                    if let Some(class) = self.context.book.class(&code) {
                        let expanded = if class.closed { class.expands_to.clone() } else { Vec::new() };
                        people.classes.push(ClassMention { code, text, closed: class.closed, expanded });
                    }
                }
                Mention::Unknown(text) => {
                    let suggestion = self.context.book.nearest(&text).map(str::to_owned);
                    self.problem(column, UnitProblem::ParticipantUnknown { name: shortened(&text), suggestion });
                    people.unknown.push(text);
                }
            }
        }
    }

    fn expanded(&self, people: &People, leads: &[String]) -> Vec<String> {
        let of_classes = people.classes.iter().flat_map(|class| class.expanded.iter());
        let codes = people.participants.iter().chain(of_classes).filter(|code| !leads.contains(code)).cloned();
        self.context.book.in_order(codes.collect())
    }
}

/// A name as reports quote it.
fn shortened(text: &str) -> String {
    if text.chars().count() <= 60 { text.to_owned() } else { text.chars().take(60).chain(['…']).collect() }
}
