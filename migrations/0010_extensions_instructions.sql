-- 延期申请 and 批示. Each step is kept with person and time; what stage a request or an instruction is at follows from
-- which steps are there (src/features/extensions/model.rs, src/features/instructions/model.rs).

-- 延期申请 of a task's first lead: drafted by its liaison, confirmed by its head, decided by the office.
create table extensions (
    id           uuid primary key,
    task_id      uuid not null references tasks (id) on delete cascade,
    unit_id      uuid not null references units (id),
    -- 1 for the task's first request; requests that were withdrawn do not count.
    round        integer not null constraint extensions_round_positive check (round > 0),
    cause        text not null constraint extensions_with_cause check (cause <> ''),
    progress     text not null constraint extensions_with_progress check (progress <> ''),
    -- The current due date at the time of asking.
    due_then     date not null,
    asked_due    date not null,
    -- Asked after the due date had passed.
    late         boolean not null,
    asked_by     uuid not null references people (id),
    asked_at     timestamptz not null,
    confirmed_by uuid references people (id),
    confirmed_at timestamptz,
    withdrawn_by uuid references people (id),
    withdrawn_at timestamptz,
    decided_by   uuid references people (id),
    decided_at   timestamptz,
    decision     text constraint extensions_decision_known check (decision in ('granted', 'refused')),
    granted_due  date,
    reason       text not null default '',
    version      bigint not null default 1,
    constraint extensions_ask_for_more check (asked_due > due_then),
    constraint extensions_confirmed_by_somebody check ((confirmed_at is null) = (confirmed_by is null)),
    constraint extensions_withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null)),
    constraint extensions_decided_with_reason check ((decided_at is null) = (decided_by is null)
                                                     and (decided_at is null) = (decision is null)
                                                     and (decided_at is null) = (reason = '')),
    constraint extensions_decided_once_confirmed check (decided_at is null or confirmed_at is not null),
    constraint extensions_decided_or_withdrawn check (num_nonnulls(decided_at, withdrawn_at) <= 1),
    constraint extensions_granted_a_day check ((granted_due is not null) = (decision is not distinct from 'granted'))
);
create unique index extensions_one_open on extensions (task_id) where decided_at is null and withdrawn_at is null;
create index extensions_by_task on extensions (task_id, asked_at desc, id desc);
-- The office's list: open ones first.
create index extensions_by_turn on extensions ((decided_at is null and withdrawn_at is null) desc, asked_at desc, id desc);

-- 批示: a leader's instruction on a task, which its first lead answers.
create table instructions (
    id           uuid primary key,
    task_id      uuid not null references tasks (id) on delete cascade,
    text         text not null constraint instructions_not_empty check (text <> ''),
    leader_id    uuid not null references people (id),
    -- The day it was given: that of the paper, where the office enters one.
    given_on     date not null,
    -- The leader, or who entered the paper.
    given_by     uuid not null references people (id),
    given_at     timestamptz not null,
    reply_due    date not null,
    -- 追问: asked because of the reply to this one.
    follows_id   uuid references instructions (id),
    closed_by    uuid references people (id),
    closed_at    timestamptz,
    close_reason text not null default '',
    version      bigint not null default 1,
    constraint instructions_closed_by_somebody check ((closed_at is null) = (closed_by is null)
                                                      and (closed_at is not null or close_reason = '')),
    constraint instructions_given_before_reply check (reply_due >= given_on)
);
create index instructions_by_task on instructions (task_id, given_at desc, id desc);
-- The office's list and a leader's own: open ones first.
create index instructions_by_turn on instructions ((closed_at is null) desc, given_at desc, id desc);
create index instructions_by_leader on instructions (leader_id, (closed_at is null) desc, given_at desc, id desc);

create table instruction_replies (
    id             uuid primary key,
    instruction_id uuid not null references instructions (id) on delete cascade,
    unit_id        uuid not null references units (id),
    text           text not null constraint instruction_replies_not_empty check (text <> ''),
    person_id      uuid not null references people (id),
    at             timestamptz not null
);
create index instruction_replies_by_instruction on instruction_replies (instruction_id, at, id);
