//! The list of people, as the system administrator (accounts) and the security administrator (roles) see it.

use leptos::prelude::*;

use crate::{
    features::{
        accounts::{
            model::role_label,
            queries::people::{AccountState, PeopleFilter, PeoplePage, PersonLine},
        },
        units::queries::UnitRow,
    },
    shared::{
        actor::{Role, Roles},
        locale::Locale,
    },
    t,
    ui::{
        Choice, Empty, FilterBar, FilterChip, FilterPick, FilterSearch, HeadCell, LinkButton, Outcome, OutcomeKind,
        Pagination, State, Table,
    },
};

impl PeopleFilter {
    /// From the address of the list.
    #[must_use]
    pub fn from_query(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name: &str| get(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        Self {
            text: text("q"),
            unit: text("unit"),
            state: text("state").and_then(|code| AccountState::from_code(&code)),
            role: text("role").and_then(|code| Role::from_code(&code)),
            after: text("after"),
            before: text("before"),
        }
    }

    /// The address of the list at `path` so filtered.
    #[must_use]
    pub fn href(&self, path: &str) -> String {
        let pairs: Vec<(&str, &str)> = [
            ("q", self.text.as_deref()),
            ("unit", self.unit.as_deref()),
            ("state", self.state.map(AccountState::code)),
            ("role", self.role.map(Role::code)),
            ("after", self.after.as_deref()),
            ("before", self.before.as_deref()),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect();
        match serde_urlencoded::to_string(pairs) {
            Ok(query) if !query.is_empty() => format!("{path}?{query}"),
            _ => path.to_owned(),
        }
    }

    /// The same filter, changed, from its first page.
    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut filter = Self { after: None, before: None, ..self.clone() };
        change(&mut filter);
        filter
    }
}

/// What an account's state is called.
pub const fn state_label(state: AccountState, locale: Locale) -> &'static str {
    match state {
        AccountState::InUse => t::accounts::in_use(locale),
        AccountState::Disabled => t::accounts::disabled(locale),
    }
}

/// Roles in words; a person without any is told so.
#[must_use]
pub fn role_words(roles: Roles, locale: Locale) -> String {
    let words: Vec<&str> = roles.iter().map(|role| role_label(role, locale)).collect();
    if words.is_empty() { t::accounts::no_role(locale).to_owned() } else { words.join(t::accounts::list_comma(locale)) }
}

/// Filter, table and pages; each name leads to `path`/id.
pub fn people_list(
    path: &'static str,
    filter: &PeopleFilter,
    found: &PeoplePage,
    units: &[UnitRow],
    locale: Locale,
) -> AnyView {
    let rows = if found.lines.is_empty() {
        view! {
            <Empty title=t::accounts::no_people(locale) text=t::accounts::no_people_text(locale) icon="search">
                <LinkButton href=path label=t::accounts::clear(locale) />
            </Empty>
        }
        .into_any()
    } else {
        table(path, filter, found, locale)
    };
    view! {
        {filters(path, filter, units, locale)}
        <section class="people" aria-label=t::accounts::people(locale)>
            {rows}
        </section>
    }
    .into_any()
}

fn filters(path: &'static str, filter: &PeopleFilter, units: &[UnitRow], locale: Locale) -> AnyView {
    let search = FilterSearch {
        name: "q",
        value: filter.text.clone().unwrap_or_default(),
        placeholder: t::accounts::find_people(locale).to_owned(),
    };
    let pick = |name, label: &str, options: Vec<Choice>, value: Option<&str>| FilterPick {
        name,
        label: label.to_owned(),
        options,
        value: value.unwrap_or_default().to_owned(),
        empty: None,
    };
    let states = AccountState::ALL.iter().map(|state| Choice::new(state.code(), state_label(*state, locale))).collect();
    let roles = Role::ALL.iter().map(|role| Choice::new(role.code(), role_label(*role, locale))).collect();
    let picks = vec![
        pick(
            "unit",
            t::accounts::unit(locale),
            units.iter().map(|unit| Choice::new(&unit.code, &unit.short_name)).collect(),
            filter.unit.as_deref(),
        ),
        pick("role", t::accounts::role(locale), roles, filter.role.map(Role::code)),
        pick("state", t::accounts::state(locale), states, filter.state.map(AccountState::code)),
    ];
    let unit = filter.unit.as_ref().map(|code| {
        units.iter().find(|unit| unit.code == *code).map_or_else(|| code.clone(), |unit| unit.short_name.clone())
    });
    let chips = [
        (t::accounts::text(locale), filter.text.clone(), filter.with(|filter| filter.text = None)),
        (t::accounts::unit(locale), unit, filter.with(|filter| filter.unit = None)),
        (
            t::accounts::role(locale),
            filter.role.map(|role| role_label(role, locale).to_owned()),
            filter.with(|filter| filter.role = None),
        ),
        (
            t::accounts::state(locale),
            filter.state.map(|state| state_label(state, locale).to_owned()),
            filter.with(|filter| filter.state = None),
        ),
    ]
    .into_iter()
    .filter_map(|(label, value, without)| {
        Some(FilterChip { label: label.to_owned(), value: value?, href: without.href(path) })
    })
    .collect();
    view! { <FilterBar action=path label=t::accounts::filter_people(locale) search picks chips clear=path /> }
        .into_any()
}

fn table(path: &'static str, filter: &PeopleFilter, found: &PeoplePage, locale: Locale) -> AnyView {
    let head = view! {
        <HeadCell label=t::accounts::name(locale) />
        <HeadCell label=t::accounts::unit(locale) />
        <HeadCell label=t::accounts::role(locale) />
        <HeadCell label=t::accounts::state(locale) />
    }
    .into_any();
    let rows = found.lines.iter().map(|line| row(path, line, locale)).collect_view();
    let previous = found.previous.clone().map(|account| filter.with(|filter| filter.before = Some(account)).href(path));
    let next = found.next.clone().map(|account| filter.with(|filter| filter.after = Some(account)).href(path));
    let text = t::accounts::shown(locale, found.lines.len(), found.count);
    view! {
        <Table label=t::accounts::people(locale) head sticky=true>{rows}</Table>
        <Pagination text previous next />
    }
    .into_any()
}

fn row(path: &'static str, line: &PersonLine, locale: Locale) -> AnyView {
    let state = match line.state {
        AccountState::Disabled => {
            view! { <Outcome kind=OutcomeKind::Stop label=t::accounts::disabled(locale) /> }.into_any()
        }
        AccountState::InUse if line.must_change_password => {
            view! { <State label=t::accounts::first_sign_in(locale) /> }.into_any()
        }
        AccountState::InUse => view! { <State label=t::accounts::in_use(locale) /> }.into_any(),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a class="link" href=format!("{path}/{}", line.id)>
                    {line.name.clone()}
                </a>
                <span class="sub meta--s">{line.account.clone()}</span>
            </th>
            <td role="cell">{line.unit_name.clone()} <span class="sub meta--s">{line.post.clone()}</span></td>
            <td role="cell">{role_words(line.roles, locale)}</td>
            <td role="cell">{state}</td>
        </tr>
    }
    .into_any()
}
