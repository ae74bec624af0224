//! Types and pure rules of units.

use crate::shared::{
    actor::{Actor, Role},
    codes::codes,
};

codes! {
    /// What a unit is, in the order of the unit table.
    #[derive(PartialOrd, Ord)]
    #[serde(rename_all = "snake_case")]
    UnitKind in units {
        /// 协调小组办公室
        Office = "office", office;
        /// 省直部门
        ProvinceDepartment = "province_department", province_department;
        /// 中直部门
        CentralDepartment = "central_department", central_department;
        /// 市（州）
        RegionCity = "region_city", region_city;
        /// 县（市）
        RegionCounty = "region_county", region_county;
    }
}

/// Units, aliases and classes are the system administrator's.
#[must_use]
pub fn can_manage_units(actor: &Actor) -> bool {
    actor.roles.has(Role::SysAdmin)
}

/// Why a unit cannot be closed now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StillUsed {
    /// People whose accounts are in use.
    pub people: i64,
    /// Tasks that are not written off, stopped or merged.
    pub tasks: i64,
}

/// Whether a unit can be closed: nobody works for it and no open task hangs on it.
///
/// # Errors
/// What still hangs on it.
pub const fn can_close(used: StillUsed) -> Result<(), StillUsed> {
    if used.people == 0 && used.tasks == 0 { Ok(()) } else { Err(used) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_one_code_each() {
        for kind in UnitKind::ALL {
            assert_eq!(UnitKind::from_code(kind.code()), Some(kind));
        }
        assert_eq!(UnitKind::from_code("region"), None);
    }

    #[test]
    fn only_the_system_administrator_manages_units() {
        for role in Role::ALL {
            let actor = Actor {
                person: crate::shared::ids::PersonId(uuid::Uuid::nil()),
                name: String::new(),
                unit: crate::shared::ids::UnitId(uuid::Uuid::nil()),
                unit_name: String::new(),
                roles: [role].into_iter().collect(),
            };
            assert_eq!(can_manage_units(&actor), role == Role::SysAdmin);
        }
    }

    #[test]
    fn a_unit_in_use_stays_open() {
        assert!(can_close(StillUsed { people: 0, tasks: 0 }).is_ok());
        assert!(can_close(StillUsed { people: 1, tasks: 0 }).is_err());
        assert!(can_close(StillUsed { people: 0, tasks: 1 }).is_err());
    }
}
