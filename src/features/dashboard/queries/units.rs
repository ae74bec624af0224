//! Tasks by unit: in each role, state and light.

use sqlx::PgConnection;

use super::add;
use crate::{
    features::{
        lights::model::Judge,
        tasks::{
            model::{State, UnitRole},
            queries::{plans::Plan, sight},
        },
    },
    shared::{actor::Actor, error::AppError},
    ui::LightKind,
};

/// The tasks in which a unit has a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnitFigures {
    pub code: String,
    pub name: String,
    /// 市县
    pub is_region: bool,
    pub lead: i64,
    pub co_lead: i64,
    pub participant: i64,
    pub states: Vec<(State, i64)>,
    pub lights: Vec<(LightKind, i64)>,
    /// Of the tasks that it leads.
    pub lead_states: Vec<(State, i64)>,
    pub lead_lights: Vec<(LightKind, i64)>,
}

impl UnitFigures {
    /// All tasks in which it has a part.
    #[must_use]
    pub const fn all(&self) -> i64 {
        self.lead + self.co_lead + self.participant
    }
}

/// The figure of `what`.
#[must_use]
pub fn figure<T: PartialEq + Copy>(figures: &[(T, i64)], what: T) -> i64 {
    figures.iter().find(|(known, _)| *known == what).map_or(0, |(_, count)| *count)
}

/// Units with a part in the plan's tasks; those that lead most come first. One pass over all parts.
pub async fn units(
    db: &mut PgConnection,
    actor: &Actor,
    plan: &Plan,
    judge: &Judge,
) -> Result<Vec<UnitFigures>, AppError> {
    let (sees_all, unit) = sight(actor);
    let cells = sqlx::query!(
        "with lit as materialized (
             select id, state, task_light(state, open_due, reported_until, $4, $5, $6, $7) as light
             from visible_tasks($1, $2) where plan_id = $3),
         counted as (
             select tu.unit_id, tu.role, l.state, l.light, count(*) as count
             from lit l join task_units tu on tu.task_id = l.id group by 1, 2, 3, 4)
         select u.code, u.short_name, u.kind like 'region%' as \"is_region!\", c.role as \"role!\", c.state as \"state!\",
                c.light, c.count as \"count!\"
         from counted c join units u on u.id = c.unit_id order by u.sort_order, u.code",
        sees_all,
        unit,
        plan.id.0,
        judge.today,
        judge.yellow_until(),
        judge.blue_until(),
        judge.reports_due(),
    )
    .fetch_all(db)
    .await?;
    let mut units: Vec<UnitFigures> = Vec::new();
    for cell in cells {
        if units.last().is_none_or(|last| last.code != cell.code) {
            let (code, name) = (cell.code, cell.short_name);
            units.push(UnitFigures { code, name, is_region: cell.is_region, ..UnitFigures::default() });
        }
        let Some(unit) = units.last_mut() else { continue };
        let role = UnitRole::from_code(&cell.role).unwrap_or(UnitRole::Participant);
        *match role {
            UnitRole::Lead => &mut unit.lead,
            UnitRole::CoLead => &mut unit.co_lead,
            UnitRole::Participant => &mut unit.participant,
        } += cell.count;
        let state = State::from_code(&cell.state).unwrap_or(State::Registered);
        let light = cell.light.as_deref().and_then(LightKind::from_code);
        unit.count(state, light, role, cell.count);
    }
    units.sort_by_key(|unit| std::cmp::Reverse((unit.lead, unit.co_lead, unit.participant)));
    Ok(units)
}

impl UnitFigures {
    fn count(&mut self, state: State, light: Option<LightKind>, role: UnitRole, count: i64) {
        add(&mut self.states, state, count);
        if let Some(light) = light {
            add(&mut self.lights, light, count);
        }
        if role == UnitRole::Lead {
            add(&mut self.lead_states, state, count);
            if let Some(light) = light {
                add(&mut self.lead_lights, light, count);
            }
        }
    }
}
