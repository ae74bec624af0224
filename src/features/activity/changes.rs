//! From the state before and after to what changed, field by field, in words.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::words::{field_order, field_text};
use crate::{
    features::{
        accounts::{model::role_label, policy::PasswordPolicy, second_factor::SecondFactorRule},
        calendar::model::kind_label,
        extensions::model::Decision,
        reports::model::{Confidence, Every},
        tasks::model::{DueKind, State},
        units::model::UnitKind,
    },
    shared::{actor::Role, locale::Locale, working_days::DayKind},
    t,
};

/// Short names of units by their codes: the record names units by code.
pub type UnitNames = HashMap<String, String>;

/// One field that changed. A missing side: it was not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    pub label: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Fields that hold codes of units.
const OF_UNITS: [&str; 8] = ["lead", "co_leads", "participants", "members", "unit", "units", "parent", "duties"];
/// Longer texts are cut to this many characters around what changed, where they are to be short.
const SHORT: usize = 120;
/// So much of what is equal stays in front.
const LEAD_IN: usize = 12;

/// What changed from `before` to `after`, in the order of reading. Fields that stayed as they were are left out.
#[must_use]
pub fn changes(before: Option<&Value>, after: Option<&Value>, names: &UnitNames, locale: Locale) -> Vec<FieldChange> {
    let none = Map::new();
    let side = |value: Option<&Value>| value.and_then(Value::as_object).unwrap_or(&none).clone();
    let (before, after) = (side(before), side(after));
    let mut fields: Vec<&String> = before.keys().chain(after.keys()).collect::<BTreeSet<_>>().into_iter().collect();
    fields.sort_by_key(|field| field_order(field));
    // A report has a content too, and is known by its period.
    let of_report = before.contains_key("period") || after.contains_key("period");
    let label = |field: &str| match field {
        "content" if of_report => t::reports::content(locale).to_owned(),
        field => field_text(field, locale).to_owned(),
    };
    fields
        .into_iter()
        .filter(|field| before.get(*field) != after.get(*field))
        .filter_map(|field| {
            let change = of_field(field, before.get(field), after.get(field), names, locale, label(field));
            (change.before != change.after).then_some(change)
        })
        .collect()
}

fn of_field(
    field: &str,
    before: Option<&Value>,
    after: Option<&Value>,
    names: &UnitNames,
    locale: Locale,
    label: String,
) -> FieldChange {
    let words = Words { field, names, locale };
    if let (Some(Value::Array(old)), Some(Value::Array(new))) = (before, after) {
        // Of a list, what went and what came.
        let gone: Vec<&Value> = old.iter().filter(|item| !new.contains(item)).collect();
        let come: Vec<&Value> = new.iter().filter(|item| !old.contains(item)).collect();
        if !gone.is_empty() || !come.is_empty() {
            return FieldChange { label, before: words.list(&gone), after: words.list(&come) };
        }
    }
    if let (Some(Value::Object(old)), Some(Value::Object(new))) = (before, after) {
        let only = |own: &Map<String, Value>, other: &Map<String, Value>| {
            let own = own.iter().filter(|(key, value)| other.get(*key) != Some(value));
            words.entries(own)
        };
        return FieldChange { label, before: only(old, new), after: only(new, old) };
    }
    let text = |value: Option<&Value>| value.and_then(|value| words.text(value));
    FieldChange { label, before: text(before), after: text(after) }
}

/// Writes the values of one field.
struct Words<'a> {
    field: &'a str,
    names: &'a UnitNames,
    locale: Locale,
}

impl Words<'_> {
    /// None for what is empty.
    fn text(&self, value: &Value) -> Option<String> {
        match value {
            Value::Null => None,
            Value::Bool(true) => Some(t::activity::yes(self.locale).to_owned()),
            Value::Bool(false) => Some(t::activity::no(self.locale).to_owned()),
            Value::Number(number) => Some(number.to_string()),
            Value::String(text) => (!text.is_empty()).then(|| self.word(text)),
            Value::Array(items) => self.list(&items.iter().collect::<Vec<_>>()),
            Value::Object(map) => self.record(map),
        }
    }

    fn list(&self, items: &[&Value]) -> Option<String> {
        let texts: Vec<String> = items.iter().filter_map(|item| self.text(item)).collect();
        (!texts.is_empty()).then(|| texts.join(t::activity::list_comma(self.locale)))
    }

    /// The parts of one thing, one after the other: a document and its clause, a step and its day.
    fn record(&self, map: &Map<String, Value>) -> Option<String> {
        if self.field == "duties" {
            return self.entries(map.iter());
        }
        let parts = match self.field {
            "classes" => vec!["written"],
            "milestones" => vec!["due", "title"],
            "sources" => vec!["document", "clause"],
            "attachments" => vec!["name"],
            _ => map.keys().map(String::as_str).collect(),
        };
        let texts: Vec<String> = parts.into_iter().filter_map(|part| self.text(map.get(part)?)).collect();
        (!texts.is_empty()).then(|| texts.join(" "))
    }

    fn entries<'v>(&self, entries: impl Iterator<Item = (&'v String, &'v Value)>) -> Option<String> {
        let texts: Vec<String> =
            entries.filter_map(|(key, value)| Some(format!("{}: {}", self.word(key), self.text(value)?))).collect();
        (!texts.is_empty()).then(|| texts.join(t::activity::list_comma(self.locale)))
    }

    /// The word for a code.
    fn word(&self, code: &str) -> String {
        let known = match self.field {
            "role" => Role::from_code(code).map(|role| role_label(role, self.locale)),
            "state" => State::from_code(code).map(|state| state.label(self.locale)),
            "confidence" => Confidence::from_code(code).map(|confidence| confidence.label(self.locale)),
            "report_every" => Every::from_code(code).map(|every| every.label(self.locale)),
            "deadline_kind" => DueKind::from_code(code).map(|kind| kind.label(self.locale)),
            "kind" | "candidate_kinds" => UnitKind::from_code(code).map(|kind| kind.label(self.locale)),
            "decision" => Decision::from_code(code).map(|decision| decision.label(self.locale)),
            "day_kind" => DayKind::from_code(code).map(|kind| kind_label(kind, self.locale)),
            "second_factor" => SecondFactorRule::from_code(code).map(|rule| rule.label(self.locale)),
            "password_policy" => PasswordPolicy::from_code(code).map(|policy| policy.label(self.locale)),
            field if OF_UNITS.contains(&field) => self.names.get(code).map(String::as_str),
            _ => None,
        };
        known.unwrap_or(code).to_owned()
    }
}

impl FieldChange {
    /// The same with long texts cut to where they differ.
    #[must_use]
    pub fn short(self) -> Self {
        let (before, after) = (self.before.unwrap_or_default(), self.after.unwrap_or_default());
        let equal = before.chars().zip(after.chars()).take_while(|(old, new)| old == new).count();
        let cut = |text: String| (!text.is_empty()).then(|| cut(&text, equal));
        Self { label: self.label, before: cut(before), after: cut(after) }
    }
}

fn cut(text: &str, equal: usize) -> String {
    let length = text.chars().count();
    if length <= SHORT {
        return text.to_owned();
    }
    let start = equal.saturating_sub(LEAD_IN).min(length - SHORT);
    let part: String = text.chars().skip(start).take(SHORT).collect();
    let (front, back) = (if start > 0 { "…" } else { "" }, if start + SHORT < length { "…" } else { "" });
    format!("{front}{part}{back}")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(before: Option<Value>, after: Option<Value>) -> Vec<(String, String, String)> {
        let names = [("P-01", "省编办"), ("P-02", "省发改委")].map(|(code, name)| (code.to_owned(), name.to_owned()));
        changes(before.as_ref(), after.as_ref(), &names.into(), Locale::Chinese)
            .into_iter()
            .map(|change| (change.label, change.before.unwrap_or_default(), change.after.unwrap_or_default()))
            .collect()
    }

    fn row(label: &str, before: &str, after: &str) -> (String, String, String) {
        (label.to_owned(), before.to_owned(), after.to_owned())
    }

    #[test]
    fn only_what_differs_is_told_in_words_and_in_order() {
        let before = json!({
            "title": "清理", "note": "", "lead": "P-01", "participants": ["P-01", "P-02"], "due": null,
            "deadline_kind": "ongoing", "milestones": [{"title": "调研", "due": "2016-06-30", "kind": "fixed"}],
            "duties": {"P-01": "牵头", "P-02": "配合"}, "unheard_of": 1,
        });
        let after = json!({
            "title": "清理", "note": null, "lead": "P-02", "participants": ["P-01", "省外办"], "due": "2016-11-30",
            "deadline_kind": "fixed", "milestones": [{"title": "调研", "due": "2016-07-31", "kind": "fixed"}],
            "duties": {"P-01": "牵头", "P-02": "会签"}, "unheard_of": true,
        });
        assert_eq!(
            of(Some(before), Some(after)),
            [
                row("第一牵头", "省编办", "省发改委"),
                row("配合单位", "省发改委", "省外办"),
                row("承担内容", "省发改委: 配合", "省发改委: 会签"),
                row("时限类别", "持续推进", "按日期"),
                row("完成时限", "", "2016-11-30"),
                row("步骤", "2016-06-30 调研", "2016-07-31 调研"),
                row("unheard_of", "1", "是"),
            ]
        );
    }

    #[test]
    fn a_new_record_tells_what_it_holds_and_an_end_what_it_held() {
        assert_eq!(of(None, Some(json!({"alias": "编办", "note": ""}))), [row("别名", "", "编办")]);
        assert_eq!(of(Some(json!({"role": "liaison"})), None), [row("角色", "联络员", "")]);
        assert_eq!(of(None, None), []);
        assert_eq!(of(Some(json!([1])), Some(json!("x"))), [], "no fields, nothing to tell");
    }

    #[test]
    fn the_content_of_a_report_is_not_that_of_a_task() {
        let said = |field: &str| of(None, Some(json!({"content": "已报", field: "2016-11-01—11-30"})));
        assert_eq!(said("period")[0], row("本期进展", "", "已报"));
        assert_eq!(said("due")[0], row("工作内容及目标", "", "已报"));
    }

    #[test]
    fn a_changed_order_is_told_whole() {
        let of_order = of(Some(json!({"co_leads": ["P-01", "P-02"]})), Some(json!({"co_leads": ["P-02", "P-01"]})));
        assert_eq!(of_order, [row("共同牵头", "省编办、省发改委", "省发改委、省编办")]);
    }

    #[test]
    fn long_texts_are_cut_to_where_they_differ() {
        let old = format!("{}甲{}", "文".repeat(300), "尾".repeat(300));
        let new = format!("{}乙{}", "文".repeat(300), "尾".repeat(300));
        let change = FieldChange { label: String::new(), before: Some(old), after: Some(new) }.short();
        let (before, after) = (change.before.unwrap(), change.after.unwrap());
        assert!(before.contains('甲') && after.contains('乙'));
        assert!(before.starts_with('…') && before.ends_with('…') && before.chars().count() == SHORT + 2);
    }
}
