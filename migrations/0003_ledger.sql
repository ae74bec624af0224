-- 台账: a plan holds tasks; each task has one first lead, co-leads and participants, source documents and milestones.

create table plans (
    id         uuid primary key,
    name       text not null constraint plans_name_unique unique,
    -- Put before the number in the sheet to give the task's ledger number: 35 and 8 give 35-08.
    prefix     text not null constraint plans_prefix_unique unique,
    year       integer not null,
    starts_on  date not null,
    ends_on    date not null,
    is_sample  boolean not null default false,
    created_at timestamptz not null,
    version    bigint not null default 1,
    constraint plans_ends_after_start check (ends_on > starts_on)
);

create table tasks (
    id            uuid primary key,
    plan_id       uuid not null references plans (id),
    seq           integer not null constraint tasks_seq_positive check (seq > 0),
    number        text not null constraint tasks_number_unique unique,
    field         text not null constraint tasks_field_length check (length(field) <= 200),
    title         text not null constraint tasks_title_not_empty check (title <> ''),
    content       text not null default '',
    deadline_kind text not null constraint tasks_deadline_kind_known
                  check (deadline_kind in ('fixed', 'ongoing', 'unscheduled')),
    original_due  date,
    current_due   date,
    deadline_text text not null default '',
    note          text not null default '',
    progress      text not null default '',
    state         text not null default 'registered' constraint tasks_state_known check (state in (
                      'registered', 'dispatched', 'signed', 'roadmap_review', 'in_progress', 'closure_review',
                      'written_off', 'stopped', 'merged')),
    search        tsvector not null default ''::tsvector,
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    version       bigint not null default 1,
    constraint tasks_seq_unique unique (plan_id, seq),
    -- The original date stays where a fixed deadline became an open one.
    constraint tasks_due_when_fixed check ((deadline_kind = 'fixed') = (current_due is not null)
                                           and (current_due is null or original_due is not null))
);
-- Each sort order of the list has the index that serves its whole ORDER BY, so that any page is a short range scan.
create index tasks_by_plan_seq on tasks (plan_id, seq, id);
create index tasks_by_plan_due on tasks (plan_id, (coalesce(current_due, date '9999-12-31')), seq, id);
create index tasks_by_plan_title on tasks (plan_id, (left(title, 100)), seq, id);
create index tasks_by_plan_updated on tasks (plan_id, updated_at, seq, id);
create index tasks_by_plan_field on tasks (plan_id, field, seq, id);
create index tasks_by_search on tasks using gin (search);

create table task_units (
    task_id  uuid not null references tasks (id) on delete cascade,
    unit_id  uuid not null references units (id),
    role     text not null constraint task_units_role_known check (role in ('lead', 'co_lead', 'participant')),
    duty     text not null default '',
    position integer not null,
    -- Set when the unit takes part because a class was written, not the unit itself.
    class_id uuid references unit_classes (id),
    primary key (task_id, unit_id)
);
create unique index task_units_one_lead on task_units (task_id) where role = 'lead';
create index task_units_by_unit on task_units (unit_id, task_id);

-- Classes as written in the sheet (各有关部门), open ones too.
create table task_classes (
    task_id  uuid not null references tasks (id) on delete cascade,
    position integer not null,
    class_id uuid not null references unit_classes (id),
    written  text not null,
    primary key (task_id, position)
);

-- Participants that no unit matches; the text is kept.
create table task_unmatched (
    task_id  uuid not null references tasks (id) on delete cascade,
    position integer not null,
    written  text not null,
    primary key (task_id, position)
);

create table task_sources (
    task_id  uuid not null references tasks (id) on delete cascade,
    position integer not null,
    document text not null,
    clause   text not null default '',
    primary key (task_id, position)
);
create index task_sources_by_document on task_sources (document, task_id);

create table milestones (
    id       uuid primary key,
    task_id  uuid not null references tasks (id) on delete cascade,
    position integer not null,
    title    text not null,
    due      date,
    due_kind text not null constraint milestones_due_kind_known check (due_kind in ('fixed', 'ongoing', 'unscheduled')),
    -- The words of the timetable where a date alone does not say them all.
    due_text text not null default '',
    constraint milestones_position_unique unique (task_id, position) deferrable,
    constraint milestones_due_when_fixed check ((due_kind = 'fixed') = (due is not null))
);

-- An uploaded sheet waits here between preview and confirmation, for a plan that is there or for one that is opened with
-- the confirmation.
create table imports (
    id           uuid primary key,
    plan_id      uuid references plans (id),
    new_plan     jsonb,
    person_id    uuid not null references people (id),
    file_name    text not null,
    content      bytea not null,
    uploaded_at  timestamptz not null,
    confirmed_at timestamptz,
    created      integer not null default 0,
    changed      integer not null default 0,
    constraint imports_one_plan check (num_nonnulls(plan_id, new_plan) >= 1)
);

-- What a person may see: all tasks, or those in which the unit is lead, co-lead or participant. Every read of tasks
-- starts here. It is inlined by the planner, so it costs nothing where everything may be seen.
create function visible_tasks(sees_all boolean, of_unit uuid) returns setof tasks
    language sql stable parallel safe
    as $$
        select t.* from tasks t
        where sees_all
           or exists (select 1 from task_units tu where tu.task_id = t.id and tu.unit_id = of_unit)
    $$;
