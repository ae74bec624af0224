//! 导航: which entries somebody sees.

use crate::{
    features::{accounts, activity, calendar, tasks, urging},
    shared::{actor::Actor, locale::Locale},
    t,
};

/// An entry of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Work,
    Dashboard,
    Tasks,
    Urges,
    Admin,
}

impl Place {
    const ALL: [Self; 5] = [Self::Work, Self::Dashboard, Self::Tasks, Self::Urges, Self::Admin];

    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Work => "/",
            Self::Dashboard => "/dashboard",
            Self::Tasks => "/tasks",
            Self::Urges => "/urges",
            Self::Admin => "/admin",
        }
    }

    #[must_use]
    pub const fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Work => t::work::my_work(locale),
            Self::Dashboard => t::shell::dashboard(locale),
            Self::Tasks => t::shell::tasks(locale),
            Self::Urges => t::urging::urges(locale),
            Self::Admin => t::shell::admin(locale),
        }
    }

    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Work => "inbox",
            Self::Dashboard => "home",
            Self::Tasks => "ledger",
            Self::Urges => "send",
            Self::Admin => "audit",
        }
    }

    fn is_for(self, actor: &Actor) -> bool {
        match self {
            Self::Work => true,
            Self::Dashboard | Self::Tasks => tasks::model::can_read_tasks(actor),
            Self::Urges => urging::model::can_read_urges(actor),
            Self::Admin => {
                accounts::model::can_manage_people(actor)
                    || accounts::model::can_grant_roles(actor)
                    || activity::model::can_read_audit(actor)
                    || calendar::model::can_edit_calendar(actor)
            }
        }
    }
}

/// The entries that `actor` may use, in order.
pub fn places(actor: &Actor) -> impl Iterator<Item = Place> + '_ {
    Place::ALL.into_iter().filter(|place| place.is_for(actor))
}
