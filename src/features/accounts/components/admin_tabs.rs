//! The parts of administration, each for whom it is.

use leptos::prelude::*;

use crate::{
    features::{
        accounts::model::{can_choose_policy, can_grant_roles, can_manage_people},
        activity::model::can_read_audit,
        calendar::model::can_edit_calendar,
        lights::model::can_set_rules,
        units::model::can_manage_units,
    },
    shared::{actor::Actor, locale::Locale},
    t,
    ui::{Tab, Tabs},
};

/// A part of administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminPlace {
    People,
    Units,
    Classes,
    Roles,
    Policy,
    Audit,
    Calendar,
    Lights,
}

impl AdminPlace {
    const ALL: [Self; 8] = [
        Self::People,
        Self::Units,
        Self::Classes,
        Self::Roles,
        Self::Policy,
        Self::Audit,
        Self::Calendar,
        Self::Lights,
    ];

    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::People => "/admin/people",
            Self::Units => "/admin/units",
            Self::Classes => "/admin/classes",
            Self::Roles => "/admin/roles",
            Self::Policy => "/admin/policy",
            Self::Audit => "/admin/audit",
            Self::Calendar => "/admin/calendar",
            Self::Lights => "/admin/lights",
        }
    }

    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::People => t::accounts::people(locale),
            Self::Units => t::units::units(locale),
            Self::Classes => t::units::classes(locale),
            Self::Roles => t::accounts::roles(locale),
            Self::Policy => t::accounts::policy(locale),
            Self::Audit => t::accounts::audit(locale),
            Self::Calendar => t::calendar::title(locale),
            Self::Lights => t::lights::title(locale),
        }
    }

    /// What is done there, in a sentence.
    #[must_use]
    pub const fn note(self, locale: Locale) -> &'static str {
        match self {
            Self::People => t::accounts::people_note(locale),
            Self::Units => t::units::units_note(locale),
            Self::Classes => t::units::classes_note(locale),
            Self::Roles => t::accounts::roles_note(locale),
            Self::Policy => t::accounts::policy_note(locale),
            Self::Audit => t::accounts::audit_note(locale),
            Self::Calendar => t::calendar::note(locale),
            Self::Lights => t::lights::note(locale),
        }
    }

    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Units => "table",
            Self::Classes => "columns",
            Self::Roles => "user",
            Self::Policy => "lock",
            Self::Audit => "audit",
            Self::Calendar => "calendar",
            Self::Lights => "alert",
        }
    }

    fn is_for(self, actor: &Actor) -> bool {
        match self {
            Self::People => can_manage_people(actor),
            Self::Units | Self::Classes => can_manage_units(actor),
            Self::Roles => can_grant_roles(actor),
            Self::Policy => can_choose_policy(actor),
            Self::Audit => can_read_audit(actor),
            Self::Calendar => can_edit_calendar(actor),
            Self::Lights => can_set_rules(actor),
        }
    }
}

/// The parts that `actor` may use, in order.
pub fn admin_places(actor: &Actor) -> impl Iterator<Item = AdminPlace> + '_ {
    AdminPlace::ALL.into_iter().filter(|place| place.is_for(actor))
}

/// Tabs between them; none where there is only one.
pub fn admin_tabs(actor: &Actor, current: AdminPlace, locale: Locale) -> Option<AnyView> {
    let items: Vec<Tab> =
        admin_places(actor).map(|place| Tab::new(place.path(), place.label(locale), place == current)).collect();
    (items.len() > 1).then(|| view! { <Tabs label=t::accounts::admin(locale) items /> }.into_any())
}
