//! Pure rules of accounts.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    shared::{
        actor::{Actor, Role, Roles},
        ids::PersonId,
        locale::Locale,
    },
    t,
};

/// A session ends when it was not used for this long (等保 2.0 third level; quality.md).
pub const IDLE_LIMIT: TimeDelta = TimeDelta::minutes(15);
/// A session ends this long after signing in, used or not.
pub const ABSOLUTE_LIMIT: TimeDelta = TimeDelta::hours(12);
/// Failed sign-ins of one account from one address before it has to wait.
pub const FAILURES_ALLOWED: i64 = 5;
/// Failed sign-ins from one address, whatever the accounts, before it has to wait. A whole office may share an address.
pub const FAILURES_OF_ADDRESS: i64 = 100;
/// How long it has to wait, counted from the last failure.
pub const WAITING_TIME: TimeDelta = TimeDelta::minutes(15);
/// How long the step that asks for a one-time code waits for it.
pub const TICKET_LIMIT: TimeDelta = TimeDelta::minutes(5);
/// How long a secret of one-time codes waits to be confirmed. Whoever saw it on an unlocked screen is not to know the one
/// that its owner confirms weeks later.
pub const SETUP_LIMIT: TimeDelta = TimeDelta::minutes(10);
/// How many earlier passwords are not accepted again.
pub const PASSWORDS_REMEMBERED: i64 = 5;

/// Accounts, units and people are the system administrator's.
#[must_use]
pub fn can_manage_people(actor: &Actor) -> bool {
    actor.roles.has(Role::SysAdmin)
}

/// Roles are the security administrator's.
#[must_use]
pub fn can_grant_roles(actor: &Actor) -> bool {
    actor.roles.has(Role::SecurityAdmin)
}

/// So are the password policy, and who must use one-time codes.
#[must_use]
pub fn can_choose_policy(actor: &Actor) -> bool {
    actor.roles.has(Role::SecurityAdmin)
}

/// So is helping whose telephone is lost.
#[must_use]
pub fn can_reset_second_factors(actor: &Actor) -> bool {
    actor.roles.has(Role::SecurityAdmin)
}

/// What a role is called.
#[must_use]
pub const fn role_label(role: Role, locale: Locale) -> &'static str {
    match role {
        Role::Registrar => t::accounts::registrar(locale),
        Role::Director => t::accounts::director(locale),
        Role::Inspector => t::accounts::inspector(locale),
        Role::Leader => t::accounts::leader(locale),
        Role::UnitHead => t::accounts::unit_head(locale),
        Role::Liaison => t::accounts::liaison(locale),
        Role::Reporter => t::accounts::reporter(locale),
        Role::Publicity => t::accounts::publicity(locale),
        Role::SysAdmin => t::accounts::sys_admin(locale),
        Role::SecurityAdmin => t::accounts::security_admin(locale),
        Role::Auditor => t::accounts::auditor(locale),
    }
}

/// What it lets a person do, in a sentence.
#[must_use]
pub const fn role_note(role: Role, locale: Locale) -> &'static str {
    match role {
        Role::Registrar => t::accounts::registrar_may(locale),
        Role::Director => t::accounts::director_may(locale),
        Role::Inspector => t::accounts::inspector_may(locale),
        Role::Leader => t::accounts::leader_may(locale),
        Role::UnitHead => t::accounts::unit_head_may(locale),
        Role::Liaison => t::accounts::liaison_may(locale),
        Role::Reporter => t::accounts::reporter_may(locale),
        Role::Publicity => t::accounts::publicity_may(locale),
        Role::SysAdmin => t::accounts::sys_admin_may(locale),
        Role::SecurityAdmin => t::accounts::security_admin_may(locale),
        Role::Auditor => t::accounts::auditor_may(locale),
    }
}

/// 三员: the three administrators, each a person of its own.
pub const ADMIN_PARTS: [Role; 3] = [Role::SysAdmin, Role::SecurityAdmin, Role::Auditor];

/// What the history on an account's page tells: what administrators did with it, and its passwords. Sign-ins and a
/// person's own choices about mail are not among it.
pub const ACCOUNT_VERBS: [&str; 13] = [
    "person.created",
    "person.admin_created",
    "person.edited",
    "person.password_changed",
    "person.password_reset",
    "person.disabled",
    "person.enabled",
    "second_factor.confirmed",
    "second_factor.recovery_renewed",
    "second_factor.removed",
    "second_factor.reset",
    "role.granted",
    "role.withdrawn",
];

/// What the history on the page of somebody's roles tells. The rest of an account is not the security administrator's.
pub const ROLE_VERBS: [&str; 4] = ["person.admin_created", "role.granted", "role.withdrawn", "second_factor.reset"];

/// Why somebody who may change accounts or roles may not change this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminRefusal {
    /// Nobody decides about their own roles, or disables or resets their own account.
    Own,
    /// The person already holds one of the three parts.
    OneAdminPart,
    /// Somebody must remain who holds this part.
    LastHolder(Role),
    /// A new password would let the system administrator act as one of the other two.
    OtherAdmin,
}

/// Whether `person`, who holds `held`, can be given `role`.
///
/// # Errors
/// [`AdminRefusal::Own`], [`AdminRefusal::OneAdminPart`]
pub fn can_grant(actor: &Actor, person: PersonId, held: Roles, role: Role) -> Result<(), AdminRefusal> {
    if actor.person == person {
        Err(AdminRefusal::Own)
    } else if ADMIN_PARTS.contains(&role) && ADMIN_PARTS.into_iter().any(|part| part != role && held.has(part)) {
        Err(AdminRefusal::OneAdminPart)
    } else {
        Ok(())
    }
}

/// Whether `role` can be taken from `person` when `others` hold it in accounts that are in use.
///
/// # Errors
/// [`AdminRefusal::Own`], [`AdminRefusal::LastHolder`]
pub fn can_withdraw(actor: &Actor, person: PersonId, role: Role, others: i64) -> Result<(), AdminRefusal> {
    if actor.person == person {
        Err(AdminRefusal::Own)
    } else if ADMIN_PARTS.contains(&role) && others == 0 {
        Err(AdminRefusal::LastHolder(role))
    } else {
        Ok(())
    }
}

/// Whether the account of `person` can be disabled; `others` hold the same part in accounts that are in use.
///
/// # Errors
/// [`AdminRefusal::Own`], [`AdminRefusal::LastHolder`]
pub fn can_disable(actor: &Actor, person: PersonId, held: Roles, others: i64) -> Result<(), AdminRefusal> {
    if actor.person == person {
        return Err(AdminRefusal::Own);
    }
    match ADMIN_PARTS.into_iter().find(|part| held.has(*part)) {
        Some(part) if others == 0 => Err(AdminRefusal::LastHolder(part)),
        _ => Ok(()),
    }
}

/// Whether the password of `person` can be reset by the system administrator. Security administrator and auditor get
/// theirs at the server itself (`duban admin reset-password`), or the three would not be separate.
///
/// # Errors
/// [`AdminRefusal::Own`], [`AdminRefusal::OtherAdmin`]
pub fn can_reset_password(actor: &Actor, person: PersonId, held: Roles) -> Result<(), AdminRefusal> {
    if actor.person == person {
        Err(AdminRefusal::Own)
    } else if held.any(&[Role::SecurityAdmin, Role::Auditor]) {
        Err(AdminRefusal::OtherAdmin)
    } else {
        Ok(())
    }
}

/// Whether the one-time codes of `person` can be taken away by the security administrator.
///
/// # Errors
/// [`AdminRefusal::Own`]
pub fn can_reset_second_factor(actor: &Actor, person: PersonId) -> Result<(), AdminRefusal> {
    if actor.person == person { Err(AdminRefusal::Own) } else { Ok(()) }
}

/// An initial password, told once to who asked for it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    pub person: PersonId,
    pub account: String,
    pub name: String,
    pub password: String,
}

impl std::fmt::Debug for Issued {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Issued").field("account", &self.account).finish_non_exhaustive()
    }
}

/// How long one still has to wait after `failures` failed sign-ins, the last of them at `last`, where `allowed` go without.
#[must_use]
pub fn waiting_time(failures: i64, allowed: i64, last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<TimeDelta> {
    let until = last? + WAITING_TIME;
    (failures >= allowed && until > now).then(|| until - now)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;
    use crate::shared::ids::UnitId;

    fn roles(roles: &[Role]) -> Roles {
        roles.iter().copied().collect()
    }

    fn actor(number: u128, held: &[Role]) -> Actor {
        Actor {
            person: person(number),
            name: String::new(),
            unit: UnitId(uuid::Uuid::nil()),
            unit_name: String::new(),
            roles: roles(held),
        }
    }

    fn person(number: u128) -> PersonId {
        PersonId(uuid::Uuid::from_u128(number))
    }

    #[test]
    fn none_of_the_three_does_anothers_part() {
        for role in Role::ALL {
            let actor = actor(1, &[role]);
            assert_eq!(can_manage_people(&actor), role == Role::SysAdmin);
            assert_eq!(can_grant_roles(&actor), role == Role::SecurityAdmin);
            assert_eq!(can_choose_policy(&actor), role == Role::SecurityAdmin);
            assert_eq!(can_reset_second_factors(&actor), role == Role::SecurityAdmin);
        }
    }

    #[test]
    fn a_person_holds_one_admin_part_at_most() {
        let actor = actor(1, &[Role::SecurityAdmin]);
        for held in ADMIN_PARTS {
            for role in Role::ALL {
                let allowed = can_grant(&actor, person(2), roles(&[held, Role::Liaison]), role);
                let second = ADMIN_PARTS.contains(&role) && role != held;
                assert_eq!(allowed, if second { Err(AdminRefusal::OneAdminPart) } else { Ok(()) }, "{held:?} {role:?}");
            }
        }
    }

    #[test]
    fn nobody_decides_about_their_own_account() {
        let actor = actor(1, &[Role::SecurityAdmin]);
        assert_eq!(can_grant(&actor, person(1), Roles::default(), Role::Liaison), Err(AdminRefusal::Own));
        assert_eq!(can_withdraw(&actor, person(1), Role::Liaison, 5), Err(AdminRefusal::Own));
        assert_eq!(can_disable(&actor, person(1), Roles::default(), 5), Err(AdminRefusal::Own));
        assert_eq!(can_reset_password(&actor, person(1), Roles::default()), Err(AdminRefusal::Own));
        assert_eq!(can_reset_second_factor(&actor, person(1)), Err(AdminRefusal::Own));
        assert_eq!(can_reset_second_factor(&actor, person(2)), Ok(()));
    }

    #[test]
    fn each_part_keeps_a_holder() {
        let actor = actor(1, &[]);
        for role in Role::ALL {
            let part = ADMIN_PARTS.contains(&role);
            let last = if part { Err(AdminRefusal::LastHolder(role)) } else { Ok(()) };
            assert_eq!(can_withdraw(&actor, person(2), role, 0), last);
            assert_eq!(can_disable(&actor, person(2), roles(&[role]), 0), last);
            assert!(can_withdraw(&actor, person(2), role, 1).is_ok());
            assert!(can_disable(&actor, person(2), roles(&[role]), 1).is_ok());
        }
    }

    #[test]
    fn the_fifth_failure_makes_the_account_wait_and_the_wait_ends() {
        let now = Utc.with_ymd_and_hms(2016, 11, 30, 1, 0, 0).single().expect("valid");
        assert_eq!(waiting_time(4, FAILURES_ALLOWED, Some(now), now), None);
        assert_eq!(waiting_time(5, FAILURES_ALLOWED, Some(now), now), Some(WAITING_TIME));
        assert_eq!(waiting_time(5, FAILURES_ALLOWED, Some(now - WAITING_TIME), now), None);
        assert_eq!(waiting_time(0, FAILURES_ALLOWED, None, now), None);
    }
}
