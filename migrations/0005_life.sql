-- 交办、签收、退回、中止、合并、恢复: a task's life before closure. Each step is a row with person and time; `tasks.state`
-- is the one place that says where a task stands (the rules are in src/features/tasks/model/life.rs).

-- 交办. A task has at most one that is in force; giving back by the first lead ends it.
create table dispatches (
    id        uuid primary key,
    task_id   uuid not null references tasks (id) on delete cascade,
    note      text not null default '',
    person_id uuid not null references people (id),
    at        timestamptz not null,
    ended_at  timestamptz
);
create unique index dispatches_one_in_force on dispatches (task_id) where ended_at is null;

-- One unit's part in a dispatch, which it signs for or gives back by itself.
create table assignments (
    id            uuid primary key,
    dispatch_id   uuid not null references dispatches (id) on delete cascade,
    task_id       uuid not null references tasks (id) on delete cascade,
    unit_id       uuid not null references units (id),
    given_at      timestamptz not null,
    -- Unsigned after this day, it shows and is reminded of: the second working day after it was given.
    sign_by       date not null,
    signed_at     timestamptz,
    signed_by     uuid references people (id),
    returned_at   timestamptz,
    returned_by   uuid references people (id),
    return_reason text not null default '',
    -- The unit lost its part, or the whole dispatch ended.
    ended_at      timestamptz,
    constraint assignments_signed_by_somebody check ((signed_at is null) = (signed_by is null)),
    constraint assignments_returned_with_reason check ((returned_at is null) = (returned_by is null)
                                                       and (returned_at is null) = (return_reason = '')),
    constraint assignments_signed_or_returned check (num_nonnulls(signed_at, returned_at) <= 1)
);
create unique index assignments_one_in_force on assignments (task_id, unit_id) where ended_at is null;
create index assignments_by_dispatch on assignments (dispatch_id, unit_id);
create index assignments_unsigned on assignments (unit_id, sign_by)
    where signed_at is null and returned_at is null and ended_at is null;
create index assignments_returned on assignments (returned_at) where returned_at is not null and ended_at is null;

-- Every step of a task's life.
create table life_steps (
    id         uuid primary key,
    task_id    uuid not null references tasks (id) on delete cascade,
    step       text not null constraint life_steps_known check (step in (
                   'dispatch', 'sign', 'give_back', 'send_roadmap', 'return_roadmap', 'approve_roadmap',
                   'apply_closure', 'return_closure', 'write_off', 'reopen', 'stop', 'merge', 'resume')),
    from_state text not null,
    to_state   text not null,
    unit_id    uuid references units (id),
    person_id  uuid not null references people (id),
    at         timestamptz not null,
    reason     text not null default '',
    -- 合并: the task that goes on with it.
    into_task  uuid references tasks (id),
    constraint life_steps_merged_into_another check ((step = 'merge') = (into_task is not null) and into_task <> task_id)
);
create index life_steps_by_task on life_steps (task_id, at desc, id desc);

-- Whose step it is, what it delivers, and the approved date that later changes are measured against.
alter table milestones
    add column unit_id     uuid references units (id),
    add column deliverable text not null default '',
    add column baseline    date,
    add column done_on     date;
create index milestones_open on milestones (task_id, due) where done_on is null and due is not null;
