//! What a filter says, in SQL: `from … where …` over the tasks `t` that the actor may see.

use sqlx::{Postgres, QueryBuilder};

use super::{plans::Plan, sight};
use crate::{
    features::{
        lights::model::Judge,
        tasks::{
            filter::{LedgerFilter, Sort, Waits},
            search,
        },
    },
    shared::actor::Actor,
    ui::LightKind,
};

/// Best matches are chosen among this many: ranking a word that stands in every task would read them all.
const RANKED: i64 = 2000;

/// `from … where …` of the filter.
pub(super) fn push_source(
    sql: &mut QueryBuilder<Postgres>,
    actor: &Actor,
    plan: &Plan,
    filter: &LedgerFilter,
    judge: &Judge,
) {
    push_tasks(sql, actor, plan, filter);
    push_parts(sql, actor, filter);
    push_days(sql, filter);
    push_lights(sql, &filter.lights, judge);
    push_waits(sql, filter, judge);
}

/// The tasks of the plan that the actor may see, with the text searched for.
fn push_tasks(sql: &mut QueryBuilder<Postgres>, actor: &Actor, plan: &Plan, filter: &LedgerFilter) {
    let (sees_all, unit) = sight(actor);
    let query = filter.text.as_deref().map(|text| search::query(text).unwrap_or_default());
    if let (Sort::Rank, Some(query)) = (filter.order(), &query) {
        sql.push("(select id as match_id, -(ts_rank(search, ").push_bind(query.clone());
        sql.push("::tsquery) * 1000000)::bigint as rank from visible_tasks(").push_bind(sees_all).push(", ");
        sql.push_bind(unit).push(") where plan_id = ").push_bind(plan.id.0).push(" and search @@ ");
        sql.push_bind(query.clone()).push(format!("::tsquery limit {RANKED}) m join tasks t on t.id = m.match_id"));
        sql.push(" where true");
    } else {
        sql.push("visible_tasks(").push_bind(sees_all).push(", ").push_bind(unit).push(") t where t.plan_id = ");
        sql.push_bind(plan.id.0);
        if !sees_all {
            // What visible_tasks says, once more: only outside of its OR can PostgreSQL begin from the unit's tasks.
            sql.push(" and exists (select 1 from task_units own where own.task_id = t.id and own.unit_id = ");
            sql.push_bind(unit).push(")");
        }
        if let Some(query) = query {
            sql.push(" and t.search @@ ").push_bind(query).push("::tsquery");
        }
    }
}

/// What the task itself is, and whose it is.
fn push_parts(sql: &mut QueryBuilder<Postgres>, actor: &Actor, filter: &LedgerFilter) {
    let (_, unit) = sight(actor);
    if let Some(field) = &filter.field {
        sql.push(" and t.field = ").push_bind(field.clone());
    }
    if let Some(state) = filter.state {
        sql.push(" and t.state = ").push_bind(state.code());
    }
    if filter.unit.is_some() || filter.role.is_some() {
        sql.push(" and exists (select 1 from task_units tu join units u on u.id = tu.unit_id where tu.task_id = t.id");
        if let Some(code) = &filter.unit {
            sql.push(" and u.code = ").push_bind(code.clone());
        } else {
            // A role without a unit is the reader's own unit's role.
            sql.push(" and u.id = ").push_bind(unit);
        }
        if let Some(role) = filter.role {
            sql.push(" and tu.role = ").push_bind(role.code());
        }
        sql.push(")");
    }
}

fn push_days(sql: &mut QueryBuilder<Postgres>, filter: &LedgerFilter) {
    if let Some(from) = filter.due_from {
        sql.push(" and t.current_due >= ").push_bind(from);
    }
    if let Some(to) = filter.due_to {
        sql.push(" and t.current_due <= ").push_bind(to);
    }
    if filter.no_due {
        sql.push(" and t.current_due is null");
    }
    if let Some(day) = filter.open_on {
        // Counted back from now, as the dashboard does: what was written off since was open then; what is set aside is
        // never written off.
        sql.push(
            " and t.state not in ('stopped', 'merged') and (t.state = 'written_off')::int
                  = (select coalesce(sum(case s.step when 'write_off' then 1 else -1 end), 0) from life_steps s
                     where s.task_id = t.id and s.step in ('write_off', 'reopen')
                       and (s.at at time zone interval '08:00')::date > ",
        );
        sql.push_bind(day).push(")");
    }
}

/// One of the lights. Which of them a task has is one comparison of its own columns with constants; where all that are
/// meant lie before a day, the index of open days finds them.
fn push_lights(sql: &mut QueryBuilder<Postgres>, lights: &[LightKind], judge: &Judge) {
    match lights {
        [] => return,
        [LightKind::Red] => {
            sql.push(" and open_day(t.state, t.open_due) < ").push_bind(judge.today);
        }
        _ => {}
    }
    let codes: Vec<&str> = lights.iter().map(|light| light.code()).collect();
    sql.push(" and ");
    push_light(sql, judge);
    sql.push(" = any(").push_bind(codes).push(")");
}

/// `task_light(…)` of `t`.
fn push_light(sql: &mut QueryBuilder<Postgres>, judge: &Judge) {
    sql.push("task_light(t.state, t.open_due, t.reported_until, ").push_bind(judge.today);
    sql.push(", ").push_bind(judge.yellow_until()).push(", ").push_bind(judge.blue_until());
    sql.push(", ").push_bind(judge.reports_due()).push(")");
}

fn push_waits(sql: &mut QueryBuilder<Postgres>, filter: &LedgerFilter, judge: &Judge) {
    match filter.waits {
        None => {}
        Some(Waits::Unreported) => {
            sql.push(" and is_reported_on(t.state) and t.reported_until < ").push_bind(judge.reports_due());
        }
        Some(Waits::Unsigned) => {
            sql.push(
                " and is_with_units(t.state)
                  and exists (select 1 from assignments a join units au on au.id = a.unit_id
                              where a.task_id = t.id and a.signed_at is null and a.returned_at is null
                                and a.ended_at is null and a.sign_by < ",
            );
            sql.push_bind(judge.today);
            if let Some(code) = &filter.unit {
                sql.push(" and au.code = ").push_bind(code.clone());
            }
            sql.push(")");
        }
    }
}
