//! Which tasks the list shows, in which order, from where: all of it is in the address, so that a view can be sent on.

use chrono::NaiveDate;

use super::model::{State, UnitRole};
use crate::{
    shared::{text::escaped, time},
    ui::LightKind,
};

/// Orders of the list; each has its index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By number in the plan.
    #[default]
    Number,
    Due,
    /// By the day that a task is judged by: what is most overdue first.
    Open,
    Title,
    Field,
    Updated,
    /// Best match first; only with a text.
    Rank,
}

impl Sort {
    pub const ALL: [Self; 7] =
        [Self::Number, Self::Due, Self::Open, Self::Title, Self::Field, Self::Updated, Self::Rank];

    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Due => "due",
            Self::Open => "open",
            Self::Title => "title",
            Self::Field => "field",
            Self::Updated => "updated",
            Self::Rank => "rank",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.code() == code)
    }
}

/// What a task waits for, late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// 未签收 by a unit, past the day to sign for it.
    Unsigned,
    /// 本期未报: the report of the last closed period is missing.
    Unreported,
}

impl Waits {
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unsigned => "unsigned",
            Self::Unreported => "unreported",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Unsigned, Self::Unreported].into_iter().find(|waits| waits.code() == code)
    }
}

/// What the address says. Values that make no sense are left out: an old or mistyped link still shows the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFilter {
    /// The plan's prefix; the newest plan when none is named.
    pub plan: Option<String>,
    pub field: Option<String>,
    /// The unit's code.
    pub unit: Option<String>,
    pub role: Option<UnitRole>,
    pub state: Option<State>,
    /// One of these, in the order of severity; all tasks when there are none.
    pub lights: Vec<LightKind>,
    pub waits: Option<Waits>,
    pub due_from: Option<NaiveDate>,
    pub due_to: Option<NaiveDate>,
    /// Tasks without a day (持续推进 and the like).
    pub no_due: bool,
    /// Tasks that were not written off at the end of this day.
    pub open_on: Option<NaiveDate>,
    pub text: Option<String>,
    pub sort: Option<Sort>,
    pub descending: bool,
    /// Rows after this cursor; see `queries::list`.
    pub after: Option<String>,
    /// Rows before this cursor.
    pub before: Option<String>,
}

/// No text that is searched for is longer.
const TEXT_LENGTH: usize = 100;

impl LedgerFilter {
    /// Reads the parameters of an address.
    #[must_use]
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut filter = Self::default();
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let text = || Some(value.chars().take(TEXT_LENGTH).collect::<String>().replace('\0', ""));
            match name {
                "plan" => filter.plan = text(),
                "field" => filter.field = text(),
                "unit" => filter.unit = text(),
                "role" => filter.role = UnitRole::from_code(value),
                "state" => filter.state = State::from_code(value),
                "light" => filter.lights = lights(value),
                "waits" => filter.waits = Waits::from_code(value),
                "due_from" => filter.due_from = time::parse_day(value),
                "due_to" => filter.due_to = time::parse_day(value),
                "no_due" => filter.no_due = value == "1",
                "open_on" => filter.open_on = time::parse_day(value),
                "q" => filter.text = text(),
                "sort" => filter.sort = Sort::from_code(value),
                "order" => filter.descending = value == "desc",
                "after" => filter.after = Some(value.to_owned()),
                "before" => filter.before = Some(value.to_owned()),
                _ => {}
            }
        }
        filter
    }

    /// The order in force: what was chosen, else the best match for a text, else by number.
    #[must_use]
    pub fn order(&self) -> Sort {
        match (self.sort, &self.text) {
            (Some(Sort::Rank) | None, None) => Sort::Number,
            (Some(sort), _) => sort,
            (None, Some(_)) => Sort::Rank,
        }
    }

    /// Whether anything but the plan narrows the list.
    #[must_use]
    pub fn narrows(&self) -> bool {
        let Self { field, unit, role, state, lights, waits, due_from, due_to, no_due, open_on, text, .. } = self;
        field.is_some()
            || unit.is_some()
            || role.is_some()
            || state.is_some()
            || !lights.is_empty()
            || waits.is_some()
            || due_from.is_some()
            || due_to.is_some()
            || *no_due
            || open_on.is_some()
            || text.is_some()
    }

    /// The parameters, in a fixed order, without defaults.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        let mut push = |name, value: Option<String>| {
            if let Some(value) = value {
                pairs.push((name, value));
            }
        };
        push("plan", self.plan.clone());
        push("q", self.text.clone());
        push("field", self.field.clone());
        push("unit", self.unit.clone());
        push("role", self.role.map(|role| role.code().to_owned()));
        push("state", self.state.map(|state| state.code().to_owned()));
        let lights: Vec<&str> = self.lights.iter().map(|light| light.code()).collect();
        push("light", (!lights.is_empty()).then(|| lights.join(",")));
        push("waits", self.waits.map(|waits| waits.code().to_owned()));
        push("due_from", self.due_from.map(time::day));
        push("due_to", self.due_to.map(time::day));
        push("no_due", self.no_due.then(|| "1".to_owned()));
        push("open_on", self.open_on.map(time::day));
        push("sort", self.sort.map(|sort| sort.code().to_owned()));
        push("order", self.descending.then(|| "desc".to_owned()));
        push("after", self.after.clone());
        push("before", self.before.clone());
        pairs
    }

    /// The address of `path` with this filter.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() {
            return path.to_owned();
        }
        let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        format!("{path}?{}", query.join("&"))
    }

    /// The same list changed by `change`, from its beginning.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut filter = Self { after: None, before: None, ..self.clone() };
        change(&mut filter);
        filter
    }
}

/// Codes between commas, in the order of severity.
fn lights(value: &str) -> Vec<LightKind> {
    LightKind::ALL.into_iter().filter(|light| value.split(',').any(|code| code.trim() == light.code())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_back_as_it_was_written() {
        let filter = LedgerFilter::from_pairs([
            ("plan", "35"),
            ("q", "审批 & 备案"),
            ("unit", "P-BB"),
            ("role", "lead"),
            ("light", "yellow, red"),
            ("waits", "unreported"),
            ("due_to", "2016-11-30"),
            ("sort", "due"),
            ("order", "desc"),
        ]);
        let href = filter.href("/tasks");
        let query = href.split_once('?').expect("a query").1;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).expect("a query string");
        let again = LedgerFilter::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(again, filter);
    }

    #[test]
    fn nonsense_is_left_out() {
        let filter = LedgerFilter::from_pairs([
            ("role", "boss"),
            ("due_to", "2016-02-30"),
            ("sort", "x"),
            ("light", "pink"),
            ("waits", "x"),
            ("q", " "),
        ]);
        assert_eq!(filter, LedgerFilter::default());
        assert_eq!(filter.href("/tasks"), "/tasks");
    }

    #[test]
    fn best_match_needs_a_text() {
        assert_eq!(LedgerFilter::from_pairs([("sort", "rank")]).order(), Sort::Number);
        assert_eq!(LedgerFilter::from_pairs([("q", "审批")]).order(), Sort::Rank);
        assert_eq!(LedgerFilter::from_pairs([("q", "审批"), ("sort", "due")]).order(), Sort::Due);
    }
}
