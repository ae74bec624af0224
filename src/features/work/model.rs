//! What can wait for somebody.

use chrono::NaiveDate;

use crate::{
    features::lights::model::Verdict,
    shared::{locale::Locale, working_days::WorkingDays},
    t,
};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 签收
    Sign,
    /// 交办: tasks that were entered and not yet given away.
    Dispatch,
    /// 退回待处理: a unit gave its part back.
    Returned,
    /// 报进展
    Report,
    /// A report that was returned.
    Correct,
    /// 协调请求: units ask the office or the first lead for help.
    Help,
    /// 工作日历: a year whose days off nobody has entered.
    Calendar,
    /// 逾期未签收: units that let the day pass.
    Unsigned,
    /// 拟路线图, or change one that came back.
    Roadmap,
    /// 确认路线图, by the unit's head.
    ConfirmRoadmap,
    /// 审路线图, by the office.
    ReviewRoadmap,
    /// 确认延期申请, by the unit's head.
    ConfirmExtension,
    /// 审定延期, by the head of the office.
    DecideExtension,
    /// 回复批示
    AnswerInstruction,
    /// 阅批示回复: a leader takes note of the reply.
    NoteInstruction,
    /// 回复催办: what the unit was urged to do and has not answered.
    Urged,
    /// 逾期未回复: red slips that a unit did not answer by their limit.
    Unanswered,
    /// 逾期步骤: another unit's milestone in a task of one's own.
    LateStep,
    /// 路线图在审: with the office.
    RoadmapInReview,
    /// 延期待审定: with the head of the office.
    ExtensionInReview,
}

impl Kind {
    /// The verb on the screen: 签收.
    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Sign => t::work::sign(locale),
            Self::Dispatch => t::work::dispatch(locale),
            Self::Returned => t::work::returned(locale),
            Self::Report => t::reports::work_report(locale),
            Self::Correct => t::reports::work_correct(locale),
            Self::Help => t::reports::work_help(locale),
            Self::Calendar => t::calendar::title(locale),
            Self::Unsigned => t::work::unsigned(locale),
            Self::Roadmap => t::work::roadmap(locale),
            Self::ConfirmRoadmap => t::work::confirm_roadmap(locale),
            Self::ReviewRoadmap => t::work::review_roadmap(locale),
            Self::ConfirmExtension => t::work::confirm_extension(locale),
            Self::DecideExtension => t::work::decide_extension(locale),
            Self::AnswerInstruction => t::work::answer_instruction(locale),
            Self::NoteInstruction => t::work::note_instruction(locale),
            Self::Urged => t::work::urged(locale),
            Self::Unanswered => t::work::unanswered(locale),
            Self::LateStep => t::work::late_step(locale),
            Self::RoadmapInReview => t::work::roadmap_in_review(locale),
            Self::ExtensionInReview => t::work::extension_in_review(locale),
        }
    }
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: Kind,
    /// What it is about: number and title of a task, or a count.
    pub title: String,
    /// Whose it is, or why.
    pub note: String,
    pub due: Option<NaiveDate>,
    /// Where it is done.
    pub href: String,
    /// The ledger number of the task that it is about.
    pub task: Option<String>,
    /// How that task stands.
    pub light: Option<Verdict>,
}

/// How soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Late,
    Today,
    /// Within five working days.
    Soon,
    Later,
    /// No day is set.
    Open,
}

impl Urgency {
    pub const ALL: [Self; 5] = [Self::Late, Self::Today, Self::Soon, Self::Later, Self::Open];

    /// How soon something due on `due` is, seen from `today`.
    #[must_use]
    pub fn of(due: Option<NaiveDate>, today: NaiveDate, calendar: &WorkingDays) -> Self {
        match due {
            None => Self::Open,
            Some(due) if due < today => Self::Late,
            Some(due) if due == today => Self::Today,
            Some(due) if calendar.between(today, due) <= 5 => Self::Soon,
            Some(_) => Self::Later,
        }
    }

    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Late => t::work::late(locale),
            Self::Today => t::work::today(locale),
            Self::Soon => t::work::soon(locale),
            Self::Later => t::work::later(locale),
            Self::Open => t::work::open(locale),
        }
    }
}

/// By urgency, in each by day; things without a day keep their order.
#[must_use]
pub fn by_urgency(items: Vec<Item>, today: NaiveDate, calendar: &WorkingDays) -> Vec<(Urgency, Vec<Item>)> {
    let mut groups: Vec<(Urgency, Vec<Item>)> = Urgency::ALL.into_iter().map(|urgency| (urgency, Vec::new())).collect();
    for item in items {
        let urgency = Urgency::of(item.due, today, calendar);
        if let Some((_, group)) = groups.iter_mut().find(|(known, _)| *known == urgency) {
            group.push(item);
        }
    }
    for (_, group) in &mut groups {
        group.sort_by_key(|item| item.due);
    }
    groups.retain(|(_, group)| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn item(title: &str, due: Option<&str>) -> Item {
        Item {
            kind: Kind::Sign,
            title: title.into(),
            note: String::new(),
            due: due.map(day),
            href: "/".into(),
            task: None,
            light: None,
        }
    }

    #[test]
    fn what_is_late_comes_first_and_days_count_as_working_days() {
        let calendar = WorkingDays::default();
        // 2016-11-30 is a Wednesday; five working days later is Wednesday, 7 December.
        let items = vec![
            item("e", None),
            item("d", Some("2016-12-08")),
            item("c", Some("2016-12-07")),
            item("b", Some("2016-11-30")),
            item("a2", Some("2016-11-29")),
            item("a1", Some("2016-11-01")),
        ];
        let groups = by_urgency(items, day("2016-11-30"), &calendar);
        let seen: Vec<(Urgency, Vec<&str>)> = groups
            .iter()
            .map(|(urgency, items)| (*urgency, items.iter().map(|item| item.title.as_str()).collect()))
            .collect();
        assert_eq!(
            seen,
            [
                (Urgency::Late, vec!["a1", "a2"]),
                (Urgency::Today, vec!["b"]),
                (Urgency::Soon, vec!["c"]),
                (Urgency::Later, vec!["d"]),
                (Urgency::Open, vec!["e"]),
            ]
        );
    }
}
