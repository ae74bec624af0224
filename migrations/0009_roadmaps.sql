-- 路线图与时间表: what a unit proposes for its part in a task, and what the office says to it. A round that is returned or
-- approved is closed; the next one is a row of its own. Approved lines are written into `milestones`.
create table roadmaps (
    id                uuid primary key,
    task_id           uuid not null references tasks (id) on delete cascade,
    unit_id           uuid not null references units (id),
    round             integer not null constraint roadmaps_round_positive check (round > 0),
    drafted_by        uuid not null references people (id),
    drafted_at        timestamptz not null,
    -- To the unit's head. Sent back, it is a draft again and says why.
    sent_by           uuid references people (id),
    sent_at           timestamptz,
    sent_back_by      uuid references people (id),
    sent_back_at      timestamptz,
    sent_back_comment text not null default '',
    -- By the unit's head; from here on it is with the office.
    confirmed_by      uuid references people (id),
    confirmed_at      timestamptz,
    returned_by       uuid references people (id),
    returned_at       timestamptz,
    approved_by       uuid references people (id),
    approved_at       timestamptz,
    -- What the office says to the whole.
    comment           text not null default '',
    version           bigint not null default 1,
    standing          text not null generated always as (
                          case when approved_at is not null then 'approved'
                               when returned_at is not null then 'returned'
                               when confirmed_at is not null then 'with_office'
                               when sent_at is not null then 'with_head'
                               when sent_back_at is not null then 'sent_back'
                               else 'draft' end) stored,
    constraint roadmaps_round_unique unique (task_id, unit_id, round),
    constraint roadmaps_sent_by_somebody check ((sent_at is null) = (sent_by is null)),
    constraint roadmaps_sent_back_by_somebody check ((sent_back_at is null) = (sent_back_by is null)),
    constraint roadmaps_confirmed_by_somebody check ((confirmed_at is null) = (confirmed_by is null)),
    constraint roadmaps_returned_by_somebody check ((returned_at is null) = (returned_by is null)),
    constraint roadmaps_approved_by_somebody check ((approved_at is null) = (approved_by is null)),
    constraint roadmaps_confirmed_when_sent check (confirmed_at is null or sent_at is not null),
    constraint roadmaps_one_answer check (num_nonnulls(returned_at, approved_at) <= 1
                                          and (confirmed_at is not null or num_nonnulls(returned_at, approved_at) = 0))
);
create unique index roadmaps_one_open on roadmaps (task_id, unit_id) where returned_at is null and approved_at is null;
create index roadmaps_with_office on roadmaps (confirmed_at)
    where confirmed_at is not null and returned_at is null and approved_at is null;
create index roadmaps_by_unit on roadmaps (unit_id, task_id, round desc);

-- One step of a round. A draft may have gaps; what is sent has none.
create table roadmap_lines (
    id           uuid primary key,
    roadmap_id   uuid not null references roadmaps (id) on delete cascade,
    position     integer not null,
    -- The step that it changes; none for a new one.
    milestone_id uuid references milestones (id) on delete set null,
    title        text not null default '',
    deliverable  text not null default '',
    due          date,
    verdict      text constraint roadmap_lines_verdict_known check (verdict in ('accepted', 'returned')),
    comment      text not null default '',
    constraint roadmap_lines_position_unique unique (roadmap_id, position),
    constraint roadmap_lines_returned_with_comment check (verdict is distinct from 'returned' or comment <> '')
);
create index roadmap_lines_by_milestone on roadmap_lines (milestone_id) where milestone_id is not null;
