-- 亮灯: a light is computed from dates, never typed. The rules are rows with the day from which they hold; the two facts
-- that a task is judged by are columns beside its state, so that a light costs one comparison of columns with constants.

create table light_rules (
    effective_from date primary key,
    -- 临近 when so many working days or fewer are left, 预警 likewise.
    blue_days      integer not null constraint light_rules_blue_days check (blue_days between 1 and 250),
    yellow_days    integer not null constraint light_rules_yellow_days check (yellow_days between 0 and 249),
    -- 预警 also when the first lead's report of the last closed period is missing.
    report_missing boolean not null,
    added_at       timestamptz,
    added_by       uuid references people (id),
    constraint light_rules_blue_before_yellow check (blue_days > yellow_days)
);
insert into light_rules (effective_from, blue_days, yellow_days, report_missing) values ('2000-01-01', 10, 3, true);

-- `open_due`: the earliest day still open, of the milestones not done and the deadline. `reported_until`: the first lead
-- owes no report that is due up to this day: the end of the last period reported for, or the day before it signed if that
-- is later; none before it signed. Both are written by src/features/lights/commands.rs alone, which says the same.
alter table tasks
    add column open_due       date,
    add column reported_until date;
update tasks t
set open_due = least(t.current_due, (select min(m.due) from milestones m where m.task_id = t.id and m.done_on is null)),
    reported_until = (select greatest(
            (a.signed_at at time zone interval '08:00')::date - 1,
            (select max(r.period_end) from reports r
             where r.task_id = t.id and r.unit_id = l.unit_id and r.sent_at is not null and r.returned_at is null))
        from task_units l join assignments a on a.task_id = l.task_id and a.unit_id = l.unit_id and a.ended_at is null
        where l.task_id = t.id and l.role = 'lead' and a.signed_at is not null);

-- As State::is_with_units in src/features/tasks/model/life.rs.
create function is_with_units(state text) returns boolean
    language sql immutable parallel safe
    return state in ('dispatched', 'signed', 'roadmap_review', 'in_progress', 'closure_review');

-- As is_reported_on in src/features/reports/model.rs.
create function is_reported_on(state text) returns boolean
    language sql immutable parallel safe
    return state in ('signed', 'roadmap_review', 'in_progress');

-- The day that a task is judged by; far away where there is none.
create function open_day(state text, open_due date) returns date
    language sql immutable parallel safe
    return case when is_with_units(state) and open_due is not null then open_due else date '9999-12-31' end;

-- The one rule of lights; src/features/lights/model.rs means the same, and tests hold the two together. What depends on
-- the day, the rule in force and the calendar comes as constants: the last day of 预警 and of 临近, and the day on which
-- the last reports fell due before today (none where missing reports do not count).
create function task_light(state text, open_due date, reported_until date, today date, yellow_until date,
                           blue_until date, reports_due date) returns text
    language sql immutable parallel safe
    return case
        when state = 'written_off' then 'grey'
        when not is_with_units(state) then null
        when open_due < today then 'red'
        when open_due <= yellow_until or (is_reported_on(state) and reported_until < reports_due) then 'yellow'
        when open_due <= blue_until then 'blue'
        else 'green'
    end;

create index tasks_by_plan_open on tasks (plan_id, (open_day(state, open_due)), seq, id);
create index assignments_unsigned_of_task on assignments (task_id, sign_by)
    where signed_at is null and returned_at is null and ended_at is null;
