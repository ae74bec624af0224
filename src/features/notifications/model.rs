//! What a notification says, and to whom.

use serde_json::Value;

use crate::{
    features::tasks::model::can_read_tasks,
    shared::{
        actor::{Actor, Role},
        ids::{PersonId, TaskId, UnitId},
        locale::Locale,
    },
    t,
};

/// What stands in a sentence: texts by name, as they were when the notification was made.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a>(pub &'a Value);

impl<'a> Args<'a> {
    fn get(self, name: &str) -> &'a str {
        self.0.get(name).and_then(Value::as_str).unwrap_or_default()
    }
}

/// `Topic = "its code in the database": text(what its sentence needs)`. The texts are in `locales/*/notifications.json`;
/// what they need stands in the order of the Chinese text. `number` comes from [`Notice::task`].
macro_rules! topics {
    ($($(#[$doc:meta])* $topic:ident = $code:literal: $text:ident($($arg:ident),*);)*) => {
        /// What a notification is about. A new topic is entered here and in the two files of texts, nowhere else.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Topic { $($(#[$doc])* $topic),* }

        impl Topic {
            pub const ALL: &[Self] = &[$(Self::$topic),*];

            /// The name in the database.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$topic => $code),* }
            }

            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|topic| topic.code() == code)
            }

            /// The names of the texts that the sentence needs.
            #[must_use]
            pub const fn needs(self) -> &'static [&'static str] {
                match self { $(Self::$topic => &[$(stringify!($arg)),*]),* }
            }

            /// The sentence in the reader's language.
            #[must_use]
            pub fn sentence(self, args: Args<'_>, locale: Locale) -> String {
                match self { $(Self::$topic => t::notifications::$text(locale, $(args.get(stringify!($arg))),*)),* }
            }
        }
    };
}

/// The sentence of a kept notification. A topic that this program does not know yet (or any more) has a general one.
#[must_use]
pub fn sentence(topic: &str, args: &Value, locale: Locale) -> String {
    let args = Args(args);
    match Topic::from_code(topic) {
        Some(topic) => topic.sentence(args, locale),
        None => t::notifications::something(locale, args.get("number")),
    }
}

topics! {
    /// 交办, to each unit that is to sign.
    TaskDispatched = "task_dispatched": task_dispatched(number, title, day);
    /// 退回: a unit gave a task back.
    TaskReturned = "task_returned": task_returned(unit, number, title, reason);
    /// 中止
    TaskStopped = "task_stopped": task_stopped(number, title, reason);
    /// 合并; `into` is the number of the task that goes on.
    TaskMerged = "task_merged": task_merged(number, title, into);
    /// 合并, to the units of the task that goes on with `other` in it.
    TaskTakesOver = "task_takes_over": task_takes_over(other, other_title, number, title);
    /// 恢复
    TaskResumed = "task_resumed": task_resumed(number, title);
    /// 逾期未签收, to the unit and to the office.
    SignOverdue = "sign_overdue": sign_overdue(unit, number, title, day);
    /// 路线图送审
    RoadmapSent = "roadmap_sent": roadmap_sent(unit, number, title);
    /// 路线图退回
    RoadmapReturned = "roadmap_returned": roadmap_returned(number, title, reason);
    /// 路线图通过
    RoadmapApproved = "roadmap_approved": roadmap_approved(number, title);
    /// 进展待报: so many reports on the period are to be sent by `day`.
    ReportDue = "report_due": report_due(count, period, day);
    /// 进展逾期未报: so many reports on the period were to be sent by `day`.
    ReportLate = "report_late": report_late(count, period, day);
    /// 进展退回
    ReportReturned = "report_returned": report_returned(number, title, period, reason);
    /// 请求协调
    HelpAsked = "help_asked": help_asked(unit, number, title, text);
    /// 协调请求已答复, to the unit that asked.
    HelpAnswered = "help_answered": help_answered(number, title, text);
    /// 催办 by hand, with the person's words.
    Urged = "urged": urged(number, title, day, text);
    /// 催办 by itself: a step of the roadmap (`what`) that is due on `due`; reply by `day`. A red slip is urgent.
    StepUrgedBlue = "step_urged_blue": step_urged_blue(number, title, what, due, day);
    StepUrgedYellow = "step_urged_yellow": step_urged_yellow(number, title, what, due, day);
    StepUrgedRed = "step_urged_red": step_urged_red(number, title, what, due, day);
    /// The same about the deadline of the whole task.
    DeadlineUrgedBlue = "deadline_urged_blue": deadline_urged_blue(number, title, due, day);
    DeadlineUrgedYellow = "deadline_urged_yellow": deadline_urged_yellow(number, title, due, day);
    DeadlineUrgedRed = "deadline_urged_red": deadline_urged_red(number, title, due, day);
    /// 催办回复
    UrgeReplied = "urge_replied": urge_replied(unit, number, title, text);
    /// 延期申请 that the head of the unit is to confirm; `day` is the new date asked for.
    ExtensionToConfirm = "extension_to_confirm": extension_to_confirm(person, number, title, day, reason);
    /// 延期申请, to who decides; `day` is the new date asked for.
    ExtensionAsked = "extension_asked": extension_asked(unit, number, title, day, reason);
    /// 同意延期 to `day`.
    ExtensionGranted = "extension_granted": extension_granted(number, title, day);
    /// 不同意延期
    ExtensionRefused = "extension_refused": extension_refused(number, title, reason);
    /// 撤回延期申请
    ExtensionWithdrawn = "extension_withdrawn": extension_withdrawn(unit, number, title);
    /// 批示; a reply is due on `day`.
    InstructionGiven = "instruction_given": instruction_given(person, number, title, text, day);
    /// 批示回复
    InstructionAnswered = "instruction_answered": instruction_answered(unit, number, title, text);
    /// 批示逾期未回复, to the unit and to the office: a reply was due on `day`.
    InstructionLate = "instruction_late": instruction_late(unit, number, title, day);
    /// 批示办结
    InstructionNoted = "instruction_noted": instruction_noted(person, number, title);
}

/// Whom a notice concerns. Reporters hear only what is for them in person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Person(PersonId),
    /// Heads and liaison officers of a unit.
    Unit(UnitId),
    UnitHeads(UnitId),
    Liaisons(UnitId),
    /// 经办 and 复核
    Office,
    Directors,
    Leaders,
}

impl Audience {
    /// The one person, or else people with one of these roles, of the unit where there is one.
    #[must_use]
    pub const fn filter(self) -> (Option<PersonId>, Option<UnitId>, &'static [Role]) {
        match self {
            Self::Person(person) => (Some(person), None, &[]),
            Self::Unit(unit) => (None, Some(unit), &[Role::UnitHead, Role::Liaison]),
            Self::UnitHeads(unit) => (None, Some(unit), &[Role::UnitHead]),
            Self::Liaisons(unit) => (None, Some(unit), &[Role::Liaison]),
            Self::Office => (None, None, &[Role::Registrar, Role::Director]),
            Self::Directors => (None, None, &[Role::Director]),
            Self::Leaders => (None, None, &[Role::Leader]),
        }
    }
}

/// Which tasks somebody may read: all, those of a unit, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight {
    pub all: bool,
    pub unit: Option<UnitId>,
}

impl Sight {
    /// For the database function `visible_tasks`.
    #[must_use]
    pub fn of(actor: &Actor) -> Self {
        Self { all: actor.sees_all_tasks(), unit: can_read_tasks(actor).then_some(actor.unit) }
    }
}

/// A notification before it is known whom it reaches.
#[derive(Clone, Debug)]
pub struct Notice<'a> {
    pub topic: Topic,
    /// The task it is about, with its ledger number.
    pub task: Option<(TaskId, &'a str)>,
    pub audience: Audience,
    /// An object of texts, as [`Topic::needs`] names them without `number`. Days as `2016-11-30`.
    pub args: Value,
    /// Mailed at once, in quiet hours too: red slips.
    pub urgent: bool,
    /// Names the occasion, e.g. `dispatch:{dispatch id}:{unit id}`: nobody is told twice of the same.
    pub dedupe: String,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The places of a text in order of first appearance.
    fn places(text: &str) -> Vec<&str> {
        let mut places = Vec::new();
        for part in text.split('{').skip(1) {
            let place = part.split('}').next().unwrap_or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    #[test]
    fn every_topic_passes_its_texts_in_the_order_of_its_sentence() {
        let texts = include_str!("../../../locales/zh-CN/notifications.json");
        let texts: BTreeMap<&str, &str> = serde_json::from_str(texts).expect("one object of texts");
        for topic in Topic::ALL {
            assert_eq!(places(texts[topic.code()]), topic.needs(), "{}", topic.code());
            assert_eq!(Topic::from_code(topic.code()), Some(*topic));
        }
    }
}
