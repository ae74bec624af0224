//! The rules of lights: those that hold, held and will hold, and the form of a new one.

use chrono::NaiveDate;
use leptos::{prelude::*, server_fn::ServerFn as _};

use crate::{
    features::lights::{api::AddRule, inputs::RuleForm, model::Rule, queries::RuleRow},
    server::http::forms::{Returned, field_errors, returned},
    shared::{ids::CommandKey, locale::Locale, time},
    t,
    ui::{
        Button, ButtonKind, Choice, Choices, DateField, Errors, Form, FormActions, FormRow, HeadCell, Panel, State,
        Table, TextField,
    },
};

/// All rules; the one in force is marked.
pub fn rule_list(rules: &[RuleRow], today: NaiveDate, locale: Locale) -> AnyView {
    let in_force = rules.iter().map(|row| row.rule.effective_from).find(|from| *from <= today);
    let rows = rules.iter().map(|row| line(row, in_force, locale)).collect_view();
    let head = view! {
        <HeadCell label=t::lights::from(locale) />
        <HeadCell label=t::lights::blue(locale) />
        <HeadCell label=t::lights::yellow(locale) />
        <HeadCell label=t::lights::missing_report(locale) />
        <HeadCell label=t::lights::added_by(locale) />
    }
    .into_any();
    let title = t::lights::rules(locale);
    view! {
        <Panel id="rules" title>
            <Table label=title head class="table--cards">{rows}</Table>
            <p class="meta">{t::lights::rules_note(locale)}</p>
        </Panel>
    }
    .into_any()
}

fn line(row: &RuleRow, in_force: Option<NaiveDate>, locale: Locale) -> AnyView {
    let Rule { effective_from, blue_days, yellow_days, report_missing } = row.rule;
    let mark = (in_force == Some(effective_from)).then(|| view! { <State label=t::lights::now(locale) mine=true /> });
    let added_by = row.added_by.clone().unwrap_or_else(|| t::lights::came_with(locale).to_owned());
    let missing = if report_missing { t::lights::warns(locale) } else { t::lights::does_not_count(locale) };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="nowrap">
                <span class="num">{time::day(effective_from)}</span>
                " "
                {mark}
            </th>
            <td role="cell" data-label=t::lights::blue(locale)>{t::lights::within(locale, blue_days.into())}</td>
            <td role="cell" data-label=t::lights::yellow(locale)>{t::lights::within(locale, yellow_days.into())}</td>
            <td role="cell" data-label=t::lights::missing_report(locale)>{missing}</td>
            <td role="cell" data-label=t::lights::added_by(locale)>{added_by}</td>
        </tr>
    }
    .into_any()
}

impl RuleForm {
    fn typed(back: &Returned) -> Self {
        let value = |field: &str| back.value(field).unwrap_or_default();
        Self {
            effective_from: value("effective_from"),
            blue_days: value("blue_days"),
            yellow_days: value("yellow_days"),
            report_missing: value("report_missing"),
        }
    }

    /// Begins as the newest rule, from today.
    fn after(rule: Option<&Rule>, today: NaiveDate) -> Self {
        let number = |pick: fn(&Rule) -> i32| rule.map(|rule| pick(rule).to_string()).unwrap_or_default();
        Self {
            effective_from: time::day(today),
            blue_days: number(|rule| rule.blue_days),
            yellow_days: number(|rule| rule.yellow_days),
            report_missing: if rule.is_none_or(|rule| rule.report_missing) { "1".to_owned() } else { "0".to_owned() },
        }
    }
}

/// The form of a rule that holds from today or later.
pub fn rule_form(rules: &[RuleRow], today: NaiveDate, locale: Locale) -> AnyView {
    let back = returned("lights/add_rule");
    let newest = rules.first().map(|row| &row.rule);
    let form = back.as_ref().map_or_else(|| RuleForm::after(newest, today), RuleForm::typed);
    let errors = Errors(back.as_ref().map(|back| field_errors(&back.error)).unwrap_or_default());
    let key = back
        .and_then(|back| back.value("key"))
        .filter(|key| !key.is_empty())
        .unwrap_or_else(|| CommandKey::new().to_string());
    let day = view! {
        <DateField
            name="effective_from"
            label=t::lights::from(locale)
            value=form.effective_from.clone()
            error=errors.of("effective_from")
            hint=t::lights::from_hint(locale)
            min=time::day(today)
            required=true
        />
    }
    .into_any();
    let number = |name: &'static str, label: &'static str, value: &str| {
        view! {
            <TextField
                name
                label
                value=value.to_owned()
                error=errors.of(name)
                inputmode="numeric"
                autocomplete="off"
                required=true
            />
        }
        .into_any()
    };
    let numbers = view! {
        {number("blue_days", t::lights::blue_days(locale), &form.blue_days)}
        {number("yellow_days", t::lights::yellow_days(locale), &form.yellow_days)}
    }
    .into_any();
    let options = vec![Choice::new("1", t::lights::warns(locale)), Choice::new("0", t::lights::does_not_count(locale))];
    let missing = view! {
        <Choices
            name="report_missing"
            required=true
            label=t::lights::missing_report(locale)
            options
            values=vec![form.report_missing.clone()]
            error=errors.of("report_missing")
        />
    }
    .into_any();
    view! {
        <Panel id="add" title=t::lights::add_rule(locale)>
            <Form action=AddRule::PATH key fields=Vec::new() errors>
                {day}
                <FormRow>{numbers}</FormRow>
                {missing}
                <FormActions>
                    <Button label=t::lights::add_rule(locale) kind=ButtonKind::Primary />
                </FormActions>
            </Form>
        </Panel>
    }
    .into_any()
}
