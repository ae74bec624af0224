//! The rule of lights, and why a light is what it is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    features::{
        reports::model::{Period, Rule as ReportRule, is_reported_on},
        tasks::model::State,
    },
    shared::{
        actor::{Actor, Role},
        locale::Locale,
        working_days::WorkingDays,
    },
    t,
    ui::{LightKind, PointKind},
};

/// The rules belong to the head of the office.
#[must_use]
pub fn can_set_rules(actor: &Actor) -> bool {
    actor.roles.any(&[Role::Director])
}

/// When a light turns, from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    pub effective_from: NaiveDate,
    /// 临近 with so many working days left, or fewer.
    pub blue_days: i32,
    /// 预警 with so many working days left, or fewer.
    pub yellow_days: i32,
    /// 预警 too when the report of the last closed period is missing.
    pub report_missing: bool,
}

/// What a task is judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub state: State,
    /// The earliest day still open.
    pub open_due: Option<NaiveDate>,
    /// No report is owed that is due up to this day; none before the first lead signed.
    pub reported_until: Option<NaiveDate>,
}

/// Which light, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub light: LightKind,
    pub reason: Reason,
}

/// Why; days are working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Past `due`, by so many days; none when only days off have passed.
    Overdue {
        due: NaiveDate,
        days: i64,
    },
    /// Few days left, in the yellow or the blue part.
    Near {
        due: NaiveDate,
        days: i64,
    },
    /// The first lead's report on this period is missing.
    Unreported {
        period: Period,
        due: NaiveDate,
    },
    /// More days left than the rule asks for.
    Far {
        due: NaiveDate,
        days: i64,
    },
    /// No day is open.
    NoDay,
    WrittenOff,
}

impl Reason {
    /// The open day that it speaks of.
    #[must_use]
    pub const fn due(self) -> Option<NaiveDate> {
        match self {
            Self::Overdue { due, .. } | Self::Near { due, .. } | Self::Far { due, .. } => Some(due),
            Self::Unreported { .. } | Self::NoDay | Self::WrittenOff => None,
        }
    }
}

/// All that tasks of one plan are judged by on one day.
#[derive(Clone, Debug)]
pub struct Judge {
    pub today: NaiveDate,
    pub rule: Rule,
    pub calendar: WorkingDays,
    /// The last period whose reports were due before today, and the day they were due; none where missing reports do
    /// not count.
    pub closed: Option<(Period, NaiveDate)>,
}

impl Judge {
    #[must_use]
    pub fn new(today: NaiveDate, rule: Rule, calendar: WorkingDays, reports: ReportRule) -> Self {
        let closed = Period::last_due(reports, today, &calendar).filter(|_| rule.report_missing);
        let closed = closed.map(|period| (period, period.due_on(&calendar)));
        Self { today, rule, calendar, closed }
    }

    /// The last day that has so many working days left, or fewer.
    fn last_with(&self, days: i32) -> NaiveDate {
        let next = self.calendar.add(self.today, days.saturating_add(1));
        next.pred_opt().unwrap_or(next)
    }

    /// The day on which the last reports fell due before today.
    #[must_use]
    pub fn reports_due(&self) -> Option<NaiveDate> {
        self.closed.map(|(_, due)| due)
    }

    /// The last day of 预警.
    #[must_use]
    pub fn yellow_until(&self) -> NaiveDate {
        self.last_with(self.rule.yellow_days)
    }

    /// The last day of 临近.
    #[must_use]
    pub fn blue_until(&self) -> NaiveDate {
        self.last_with(self.rule.blue_days)
    }

    /// How a step with this open day is drawn; without one it is done. Before a task is with its units nothing is late.
    #[must_use]
    pub fn point(&self, state: State, open_due: Option<NaiveDate>) -> PointKind {
        match open_due {
            None => PointKind::Done,
            Some(_) if !state.is_with_units() => PointKind::Planned,
            Some(day) if day < self.today => PointKind::Late,
            Some(day) if day <= self.blue_until() => PointKind::Soon,
            Some(_) => PointKind::Planned,
        }
    }

    /// 本期未报: whether the first lead's report on the last closed period is missing.
    #[must_use]
    pub fn is_unreported(&self, facts: &Facts) -> bool {
        let late = facts.reported_until.zip(self.reports_due()).is_some_and(|(until, due)| until < due);
        late && is_reported_on(facts.state)
    }

    /// The light of a task; `task_light` in the database means the same.
    #[must_use]
    pub fn light(&self, facts: &Facts) -> Option<Verdict> {
        if facts.state == State::WrittenOff {
            return Some(Verdict { light: LightKind::Grey, reason: Reason::WrittenOff });
        }
        if !facts.state.is_with_units() {
            return None;
        }
        let left = facts.open_due.map(|due| (due, self.calendar.between(self.today, due)));
        let within = |days: i32| left.filter(|(_, left)| *left <= i64::from(days));
        let (light, reason) = if let Some((due, days)) = left.filter(|(due, _)| *due < self.today) {
            (LightKind::Red, Reason::Overdue { due, days: -days })
        } else if let Some((due, days)) = within(self.rule.yellow_days) {
            (LightKind::Yellow, Reason::Near { due, days })
        } else if let Some((period, due)) = self.closed.filter(|_| self.is_unreported(facts)) {
            (LightKind::Yellow, Reason::Unreported { period, due })
        } else if let Some((due, days)) = within(self.rule.blue_days) {
            (LightKind::Blue, Reason::Near { due, days })
        } else if let Some((due, days)) = left {
            (LightKind::Green, Reason::Far { due, days })
        } else {
            (LightKind::Green, Reason::NoDay)
        };
        Some(Verdict { light, reason })
    }
}

/// 正常, 临近, 预警, 逾期, 已销账
#[must_use]
pub const fn light_label(light: LightKind, locale: Locale) -> &'static str {
    match light {
        LightKind::Red => t::lights::red(locale),
        LightKind::Yellow => t::lights::yellow(locale),
        LightKind::Blue => t::lights::blue(locale),
        LightKind::Green => t::lights::green(locale),
        LightKind::Grey => t::lights::grey(locale),
    }
}

/// The light in words, with its reason where that says more.
#[must_use]
pub fn verdict_label(verdict: Verdict, locale: Locale) -> String {
    match verdict.reason {
        Reason::Overdue { days, .. } if days > 0 => t::lights::overdue_by(locale, days),
        Reason::Near { days: 0, .. } => t::lights::due_today(locale).to_owned(),
        Reason::Near { days, .. } => t::lights::due_within(locale, days),
        Reason::Unreported { .. } => t::lights::unreported(locale).to_owned(),
        Reason::Overdue { .. } | Reason::Far { .. } | Reason::NoDay | Reason::WrittenOff => {
            light_label(verdict.light, locale).to_owned()
        }
    }
}
