//! Who acts: a person, the unit and the roles.

use serde::{Deserialize, Serialize};

use super::ids::{PersonId, UnitId};

/// What a person may do is decided by roles (product: People and what they may do).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 经办: the office's staff
    Registrar,
    /// 复核: head of the office
    Director,
    /// 督查
    Inspector,
    /// 领导: leaders of the coordination group
    Leader,
    /// 单位负责人
    UnitHead,
    /// 联络员
    Liaison,
    /// 填报人
    Reporter,
    /// 宣传
    Publicity,
    /// 系统管理员: accounts and units
    SysAdmin,
    /// 安全管理员: roles and policy
    SecurityAdmin,
    /// 审计管理员: reads the audit trail
    Auditor,
}

impl Role {
    pub const ALL: [Self; 11] = [
        Self::Registrar,
        Self::Director,
        Self::Inspector,
        Self::Leader,
        Self::UnitHead,
        Self::Liaison,
        Self::Reporter,
        Self::Publicity,
        Self::SysAdmin,
        Self::SecurityAdmin,
        Self::Auditor,
    ];

    /// The name in the database and in forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registrar => "registrar",
            Self::Director => "director",
            Self::Inspector => "inspector",
            Self::Leader => "leader",
            Self::UnitHead => "unit_head",
            Self::Liaison => "liaison",
            Self::Reporter => "reporter",
            Self::Publicity => "publicity",
            Self::SysAdmin => "sys_admin",
            Self::SecurityAdmin => "security_admin",
            Self::Auditor => "auditor",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Roles(u16);

impl Roles {
    #[must_use]
    pub const fn has(self, role: Role) -> bool {
        self.0 & role.bit() != 0
    }

    /// Whether any of `roles` is held.
    #[must_use]
    pub fn any(self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(move |role| self.has(*role))
    }
}

impl FromIterator<Role> for Roles {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |set, role| set | role.bit()))
    }
}

/// The signed-in person on whose behalf something is read or done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    pub person: PersonId,
    pub name: String,
    pub unit: UnitId,
    pub unit_name: String,
    pub roles: Roles,
}

impl Actor {
    /// Whether the actor belongs to the coordination office, the leaders or the inspectors, who see every task.
    #[must_use]
    pub fn sees_all_tasks(&self) -> bool {
        self.roles.any(&[Role::Registrar, Role::Director, Role::Inspector, Role::Leader])
    }

    /// Whether the actor works for a unit that holds tasks.
    #[must_use]
    pub fn works_for_unit(&self) -> bool {
        self.roles.any(&[Role::UnitHead, Role::Liaison, Role::Reporter])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in_and_nothing_else() {
        for role in Role::ALL {
            let set: Roles = [role].into_iter().collect();
            assert_eq!(set.iter().collect::<Vec<_>>(), [role]);
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert!(!Roles::default().any(&Role::ALL));
    }
}
