//! The forms of the ledger: flat texts in, typed values or messages beside the fields out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    commands::create_plan::NewPlan,
    content::{TaskContent, WrittenClass, WrittenMilestone, WrittenSource},
    model::DueKind,
};
use crate::{
    features::reports::model::Every,
    shared::{error::FieldError, locale::Locale, text::clean, time},
    t,
};

/// Longest single-line text.
const LINE: usize = 500;
/// Longest text of several lines; a cell of a sheet holds no more either.
const TEXT: usize = 32_767;

/// The form that enters or edits a task, as it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TaskForm {
    pub seq: String,
    pub field: String,
    pub title: String,
    pub content: String,
    pub lead: String,
    pub co_leads: Vec<String>,
    pub participants: Vec<String>,
    pub classes: Vec<String>,
    /// 未对应到单位的配合单位, one a line.
    pub unmatched: String,
    /// 单位：职责, one a line.
    pub duties: String,
    pub deadline_kind: String,
    pub due: String,
    pub deadline_text: String,
    /// 文号与条款, one a line.
    pub sources: String,
    pub milestone_titles: Vec<String>,
    pub milestone_dues: Vec<String>,
    pub note: String,
    pub progress: String,
}

/// Units and classes by code with their names: what duties are written for, and how a class was worded.
pub struct KnownNames {
    /// Code and short name.
    pub units: Vec<(String, String)>,
    /// Code and label.
    pub classes: Vec<(String, String)>,
}

impl TaskForm {
    /// The codes of all units and classes that were chosen.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        [&self.lead]
            .into_iter()
            .chain(&self.co_leads)
            .chain(&self.participants)
            .chain(&self.classes)
            .filter(|code| !code.contains('\0'))
            .cloned()
            .collect()
    }

    /// Reads the form.
    ///
    /// # Errors
    /// One message for each field that cannot be accepted.
    pub fn parse(&self, names: &KnownNames, locale: Locale) -> Result<TaskContent, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut fail = |field: &str, message: String| errors.push(FieldError::new(field, message));
        let seq = crate::shared::text::folded(&self.seq).parse::<i32>().ok().filter(|seq| (1..=99_999).contains(seq));
        if seq.is_none() {
            fail("seq", t::tasks::seq_wrong(locale).to_owned());
        }
        for (field, value, label, limit) in [
            ("title", &self.title, t::tasks::title(locale), 10_000),
            ("field", &self.field, t::tasks::field(locale), 200),
            ("content", &self.content, t::tasks::content_and_goal(locale), TEXT),
            ("note", &self.note, t::tasks::note(locale), TEXT),
            ("progress", &self.progress, t::tasks::progress(locale), TEXT),
            ("deadline_text", &self.deadline_text, t::tasks::deadline_text(locale), LINE),
        ] {
            let length = clean(value).chars().count();
            if length > limit {
                fail(field, t::tasks::too_long(locale, label, limit, length));
            } else if length == 0 && (field == "title" || field == "field") {
                fail(field, t::tasks::needed(locale, label));
            }
        }
        if self.lead.is_empty() {
            fail("lead", t::tasks::lead_needed(locale).to_owned());
        }
        if self.co_leads.contains(&self.lead) || self.participants.contains(&self.lead) {
            fail("lead", t::tasks::lead_twice(locale).to_owned());
        }
        if let Some(twice) = self.participants.iter().find(|code| self.co_leads.contains(code)) {
            fail("participants", t::tasks::unit_twice(locale, names.unit_name(twice)));
        }
        let kind = DueKind::from_code(&self.deadline_kind).unwrap_or(DueKind::Fixed);
        let due = time::parse_day(&self.due);
        if kind == DueKind::Fixed && due.is_none() {
            let message =
                if self.due.trim().is_empty() { t::tasks::due_needed(locale) } else { t::tasks::no_such_day(locale) };
            fail("due", message.to_owned());
        }
        let duties = self.duties(names, locale).unwrap_or_else(|message| {
            fail("duties", message);
            BTreeMap::new()
        });
        let milestones = self.milestones(locale).unwrap_or_else(|message| {
            fail("milestones", message);
            Vec::new()
        });
        let (true, Some(seq)) = (errors.is_empty(), seq) else { return Err(errors) };
        Ok(TaskContent {
            seq,
            field: clean(&self.field),
            title: clean(&self.title),
            content: clean(&self.content),
            lead: self.lead.clone(),
            co_leads: self.co_leads.clone(),
            participants: self.participants.clone(),
            classes: self.classes.iter().map(|code| names.written_class(code)).collect(),
            unmatched: lines(&self.unmatched).map(str::to_owned).collect(),
            duties,
            deadline_kind: kind,
            due: due.filter(|_| kind == DueKind::Fixed),
            deadline_text: clean(&self.deadline_text),
            milestones,
            sources: lines(&self.sources).map(source).collect(),
            note: clean(&self.note),
            progress: clean(&self.progress),
        })
    }

    /// `单位：职责` lines, for units that take part.
    fn duties(&self, names: &KnownNames, locale: Locale) -> Result<BTreeMap<String, String>, String> {
        lines(&self.duties)
            .map(|line| {
                let (name, duty) =
                    line.split_once(['：', ':']).ok_or_else(|| t::tasks::duty_without_colon(locale, line))?;
                let code = names.unit_code(name.trim()).ok_or_else(|| t::tasks::duty_of_nobody(locale, name.trim()))?;
                Ok((code.to_owned(), duty.trim().to_owned()))
            })
            .collect()
    }

    fn milestones(&self, locale: Locale) -> Result<Vec<WrittenMilestone>, String> {
        let dues = self.milestone_dues.iter().map(String::as_str).chain(std::iter::repeat(""));
        let rows = self.milestone_titles.iter().map(|title| clean(title)).zip(dues.map(str::trim));
        rows.filter(|(title, due)| !title.is_empty() || !due.is_empty())
            .map(|(title, due)| {
                if title.is_empty() {
                    return Err(t::tasks::milestone_without_title(locale, due));
                }
                match (due.is_empty(), time::parse_day(due)) {
                    (true, _) => {
                        Ok(WrittenMilestone { title, due: None, kind: DueKind::Unscheduled, due_text: String::new() })
                    }
                    (false, Some(day)) => {
                        Ok(WrittenMilestone { title, due: Some(day), kind: DueKind::Fixed, due_text: String::new() })
                    }
                    (false, None) => Err(t::tasks::milestone_day_wrong(locale, &title)),
                }
            })
            .collect()
    }

    /// The form filled with a task, for editing.
    #[must_use]
    pub fn of(task: &TaskContent, names: &KnownNames) -> Self {
        let duties = task.duties.iter().map(|(code, duty)| format!("{}：{duty}", names.unit_name(code)));
        let sources =
            task.sources.iter().map(|source| format!("{} {}", source.document, source.clause).trim().to_owned());
        Self {
            seq: task.seq.to_string(),
            field: task.field.clone(),
            title: task.title.clone(),
            content: task.content.clone(),
            lead: task.lead.clone(),
            co_leads: task.co_leads.clone(),
            participants: task.participants.clone(),
            classes: task.classes.iter().map(|class| class.code.clone()).collect(),
            unmatched: task.unmatched.join("\n"),
            duties: duties.collect::<Vec<_>>().join("\n"),
            deadline_kind: task.deadline_kind.code().to_owned(),
            due: task.due.map(time::day).unwrap_or_default(),
            deadline_text: task.deadline_text.clone(),
            sources: sources.collect::<Vec<_>>().join("\n"),
            milestone_titles: task.milestones.iter().map(|milestone| milestone.title.clone()).collect(),
            milestone_dues: task
                .milestones
                .iter()
                .map(|milestone| milestone.due.map(time::day).unwrap_or_default())
                .collect(),
            note: task.note.clone(),
            progress: task.progress.clone(),
        }
    }

    /// The form as it came back, from what was typed.
    #[must_use]
    pub fn typed(fields: &BTreeMap<String, Vec<String>>) -> Self {
        let one = |name: &str| fields.get(name).and_then(|values| values.first()).cloned().unwrap_or_default();
        let all = |name: &str| fields.get(&format!("{name}[]")).cloned().unwrap_or_default();
        Self {
            seq: one("seq"),
            field: one("field"),
            title: one("title"),
            content: one("content"),
            lead: one("lead"),
            co_leads: all("co_leads"),
            participants: all("participants"),
            classes: all("classes"),
            unmatched: one("unmatched"),
            duties: one("duties"),
            deadline_kind: one("deadline_kind"),
            due: one("due"),
            deadline_text: one("deadline_text"),
            sources: one("sources"),
            milestone_titles: all("milestone_titles"),
            milestone_dues: all("milestone_dues"),
            note: one("note"),
            progress: one("progress"),
        }
    }
}

impl KnownNames {
    fn unit_name<'a>(&'a self, code: &'a str) -> &'a str {
        self.units.iter().find(|(known, _)| known == code).map_or(code, |(_, name)| name)
    }

    fn unit_code(&self, name: &str) -> Option<&str> {
        self.units.iter().find(|(_, known)| known == name).map(|(code, _)| code.as_str())
    }

    fn written_class(&self, code: &str) -> WrittenClass {
        let label = self.classes.iter().find(|(known, _)| known == code).map_or(code, |(_, label)| label);
        WrittenClass { code: code.to_owned(), written: label.to_owned() }
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// `吉政发〔2016〕35号 第8项`: the document up to 号, then the clause.
fn source(line: &str) -> WrittenSource {
    let cut = line.find('号').map_or_else(|| line.find(' ').unwrap_or(line.len()), |at| at + '号'.len_utf8());
    let (document, clause) = line.split_at(cut);
    WrittenSource { document: clean(document), clause: clean(clause) }
}

/// The form that opens a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanForm {
    pub name: String,
    pub prefix: String,
    pub starts_on: String,
    pub ends_on: String,
    pub report_every: String,
}

impl PlanForm {
    /// Reads the form.
    ///
    /// # Errors
    /// One message for each field that cannot be accepted.
    pub fn parse(&self, locale: Locale) -> Result<NewPlan, Vec<FieldError>> {
        let mut errors = Vec::new();
        let name = clean(&self.name);
        if name.is_empty() || name.chars().count() > LINE {
            errors.push(FieldError::new("plan_name", t::tasks::needed(locale, t::tasks::plan_name(locale))));
        }
        let prefix = clean(&self.prefix);
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '.';
        if prefix.is_empty() || prefix.len() > 12 || !prefix.chars().all(fits) {
            errors.push(FieldError::new("plan_prefix", t::tasks::prefix_wrong(locale)));
        }
        let (starts_on, ends_on) = (time::parse_day(&self.starts_on), time::parse_day(&self.ends_on));
        if starts_on.is_none() {
            errors.push(FieldError::new("plan_starts_on", t::tasks::no_such_day(locale)));
        }
        if ends_on.is_none() {
            errors.push(FieldError::new("plan_ends_on", t::tasks::no_such_day(locale)));
        }
        let (Some(starts_on), Some(ends_on)) = (starts_on, ends_on) else { return Err(errors) };
        if ends_on <= starts_on {
            errors.push(FieldError::new("plan_ends_on", t::tasks::ends_before_start(locale)));
        }
        if errors.is_empty() {
            let report_every = Every::from_code(&self.report_every).unwrap_or_default();
            Ok(NewPlan { name, prefix, starts_on, ends_on, report_every, is_sample: false })
        } else {
            Err(errors)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> KnownNames {
        KnownNames {
            units: vec![("P-BB".into(), "省编办".into()), ("P-FGW".into(), "省发改委".into())],
            classes: vec![("RELATED_ALL".into(), "各有关部门".into())],
        }
    }

    fn form() -> TaskForm {
        TaskForm {
            seq: "８".into(),
            field: "行政审批改革".into(),
            title: "清理中介服务".into(),
            lead: "P-BB".into(),
            participants: vec!["P-FGW".into()],
            classes: vec!["RELATED_ALL".into()],
            duties: "省发改委：报目录\n".into(),
            deadline_kind: "fixed".into(),
            due: "2016-11-30".into(),
            sources: "吉政发〔2016〕35号第8项\n吉政办函〔2016〕113号".into(),
            milestone_titles: vec!["公布".into(), String::new()],
            milestone_dues: vec!["2016-11-18".into(), String::new()],
            ..TaskForm::default()
        }
    }

    fn wrong(change: impl FnOnce(&mut TaskForm)) -> Vec<String> {
        let mut form = form();
        change(&mut form);
        match form.parse(&names(), Locale::Chinese) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.into_iter().map(|error| error.field).collect(),
        }
    }

    #[test]
    fn a_filled_form_is_read_and_written_back() {
        let task = form().parse(&names(), Locale::Chinese).expect("valid");
        assert_eq!((task.seq, task.milestones.len(), task.duties["P-FGW"].as_str()), (8, 1, "报目录"));
        assert_eq!(task.sources[0], WrittenSource { document: "吉政发〔2016〕35号".into(), clause: "第8项".into() });
        let again = TaskForm::of(&task, &names()).parse(&names(), Locale::Chinese).expect("valid");
        assert_eq!(again, task);
    }

    #[test]
    fn each_fault_is_told_at_its_field() {
        assert_eq!(wrong(|_| {}), Vec::<String>::new());
        assert_eq!(wrong(|form| form.seq = "零".into()), ["seq"]);
        assert_eq!(wrong(|form| form.title = " ".into()), ["title"]);
        assert_eq!(wrong(|form| form.title = "长".repeat(10_001)), ["title"]);
        assert_eq!(wrong(|form| form.lead.clear()), ["lead"]);
        assert_eq!(wrong(|form| form.co_leads = vec!["P-BB".into()]), ["lead"]);
        assert_eq!(wrong(|form| form.co_leads = vec!["P-FGW".into()]), ["participants"]);
        assert_eq!(wrong(|form| form.due = "2016-02-30".into()), ["due"]);
        assert_eq!(wrong(|form| form.duties = "无名局：事".into()), ["duties"]);
        assert_eq!(wrong(|form| form.milestone_dues = vec!["明天".into()]), ["milestones"]);
    }
}
