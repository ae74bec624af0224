-- 进展: what a unit reports on its part in a task, once a period of the plan.

alter table plans
    add column report_every text not null default 'month'
        constraint plans_report_every_known check (report_every in ('month', 'half_month'));

-- One row a unit, task and period. Without `sent_at` it is a draft. Sent and not returned, it counts and is not changed;
-- returned, it is written and sent again. What was sent each time stays in the activity record.
create table reports (
    id            uuid primary key,
    task_id       uuid not null references tasks (id) on delete cascade,
    unit_id       uuid not null references units (id),
    period_start  date not null,
    period_end    date not null,
    -- The last working day of the period, as the calendar stood when the row was made.
    due_on        date not null,
    percent       integer not null constraint reports_percent_share check (percent between 0 and 100),
    content       text not null default '',
    difficulties  text not null default '',
    help          text not null default 'none' constraint reports_help_known check (help in ('none', 'lead', 'office')),
    help_text     text not null default '',
    -- Empty in a draft in which nobody has said it yet.
    confidence    text not null constraint reports_confidence_known check (confidence in ('sure', 'hard', 'unlikely', '')),
    next_step     text not null default '',
    saved_at      timestamptz not null,
    saved_by      uuid not null references people (id),
    -- Late is what was first sent after `due_on`; a correction does not make it so.
    first_sent_at timestamptz,
    sent_at       timestamptz,
    sent_by       uuid references people (id),
    returned_at   timestamptz,
    returned_by   uuid references people (id),
    return_reason text not null default '',
    version       bigint not null default 1,
    constraint reports_confidence_when_sent check (sent_at is null or returned_at is not null or confidence <> ''),
    constraint reports_once_a_period unique (task_id, unit_id, period_start),
    constraint reports_period_in_order check (period_start <= due_on and due_on <= period_end),
    constraint reports_sent_by_somebody check ((sent_at is null) = (sent_by is null)
                                               and (sent_at is null) = (first_sent_at is null)),
    constraint reports_returned_with_reason check ((returned_at is null) = (returned_by is null)
                                                   and (returned_at is null) = (return_reason = '')
                                                   and (returned_at is null or sent_at is not null))
);
-- Serves the last counting report of a task's lead, and those of all its units.
create index reports_counting on reports (task_id, unit_id, period_start desc)
    where sent_at is not null and returned_at is null;
create index reports_returned on reports (unit_id) where returned_at is not null;

-- Steps that the report says are done, and when.
create table report_milestones (
    report_id    uuid not null references reports (id) on delete cascade,
    milestone_id uuid not null references milestones (id) on delete cascade,
    done_on      date not null,
    primary key (report_id, milestone_id)
);
create index report_milestones_by_milestone on report_milestones (milestone_id);

-- 请求协调: what a report asks of the lead or the office. A unit has at most one open with each; asking again in a later
-- report changes the words, not the day. It ends with an answer, or without one when the unit no longer asks.
create table help_requests (
    id        uuid primary key,
    report_id uuid not null references reports (id) on delete cascade,
    task_id   uuid not null references tasks (id) on delete cascade,
    unit_id   uuid not null references units (id),
    whom      text not null constraint help_requests_whom_known check (whom in ('lead', 'office')),
    text      text not null constraint help_requests_text_not_empty check (text <> ''),
    asked_at  timestamptz not null,
    asked_by  uuid not null references people (id),
    ended_at  timestamptz,
    ended_by  uuid references people (id),
    answer    text not null default '',
    constraint help_requests_ended_by_somebody check ((ended_at is null) = (ended_by is null)),
    constraint help_requests_answer_ends check (answer = '' or ended_at is not null)
);
create unique index help_requests_one_open on help_requests (task_id, unit_id, whom) where ended_at is null;
create index help_requests_open on help_requests (whom, asked_at) where ended_at is null;
create index help_requests_by_task on help_requests (task_id, asked_at desc);
