-- 催办: what a unit was urged to do, by itself (提醒 → 蓝 → 黄 → 红) or by a person, with receipt and reply.

create table urges (
    id          uuid primary key,
    task_id     uuid not null references tasks (id) on delete cascade,
    unit_id     uuid not null references units (id),
    level       text not null constraint urges_level_known check (level in ('remind', 'blue', 'yellow', 'red')),
    -- What it is about, with the day: a date that moved is a new matter.
    -- sign:<assignment> · milestone:<milestone>:<day> · due:<task>:<day> · hand:<urge>
    subject     text not null,
    -- The day that it is about, and the milestone as it was called then; none where a person urged.
    due         date,
    what        text not null default '',
    -- The new limit, to act and to reply.
    limit_on    date not null,
    -- What the person wrote; empty where it was sent by itself.
    text        text not null default '',
    sent_at     timestamptz not null,
    sent_on     date not null,
    by_person   uuid references people (id),
    received_at timestamptz,
    received_by uuid references people (id),
    reply       text not null default '',
    replied_at  timestamptz,
    replied_by  uuid references people (id),
    -- Never twice for the same thing.
    constraint urges_once unique (subject, unit_id, level),
    constraint urges_by_itself_of_a_day check ((by_person is null) = (due is not null)),
    constraint urges_by_hand_with_text check ((by_person is null) = (text = '')),
    constraint urges_received_by_somebody check ((received_at is null) = (received_by is null)),
    constraint urges_replied_by_somebody check ((replied_at is null) = (replied_by is null)
                                                and (replied_at is null) = (reply = '')),
    constraint urges_received_before_reply check (replied_at is null or received_at is not null)
);
-- By hand a unit is urged about a task once a day.
create unique index urges_by_hand_once_a_day on urges (task_id, unit_id, sent_on) where by_person is not null;
create index urges_by_task on urges (task_id, sent_at desc, id desc);
create index urges_by_unit on urges (unit_id, sent_at desc, id desc);
create index urges_by_time on urges (sent_at desc, id desc);
create index urges_waiting on urges (unit_id, limit_on) where replied_at is null;

-- What a unit has before it and has not done, of tasks that are with their units: the matters of the ladder. It pauses
-- while the closure is reviewed. A unit that gave its part back, or lost it, is left in peace.
create view urge_matters as
select t.id as task_id, t.number, t.title, m.unit_id, m.kind, m.subject, m.day, m.what
from tasks t
join lateral (
    select a.unit_id, 'signature' as kind, 'sign:' || a.id as subject, a.sign_by as day, '' as what
    from assignments a
    where a.task_id = t.id and a.signed_at is null and a.returned_at is null and a.ended_at is null
    union all
    select coalesce(s.unit_id, l.unit_id), 'milestone', 'milestone:' || s.id || ':' || s.due, s.due, s.title
    from milestones s
    left join task_units l on l.task_id = s.task_id and l.role = 'lead'
    where s.task_id = t.id and s.done_on is null and s.due is not null
    union all
    select l.unit_id, 'deadline', 'due:' || t.id || ':' || t.current_due, t.current_due, ''
    from task_units l
    where l.task_id = t.id and l.role = 'lead' and t.current_due is not null
) m on true
where t.state in ('dispatched', 'signed', 'roadmap_review', 'in_progress')
  and exists (select from task_units tu where tu.task_id = t.id and tu.unit_id = m.unit_id)
  and not exists (select from assignments a
                  where a.task_id = t.id and a.unit_id = m.unit_id and a.ended_at is null and a.returned_at is not null);

-- Where an urge stands: replied to; followed by a higher one about the same; settled, because its matter is done, moved
-- or paused; received; or merely sent.
create view urge_standings as
select u.*,
       case when u.replied_at is not null then 'replied'
            when exists (select from urges h
                         where h.subject = u.subject and h.unit_id = u.unit_id and h.id <> u.id
                           and array_position(array['remind', 'blue', 'yellow', 'red'], h.level)
                               > array_position(array['remind', 'blue', 'yellow', 'red'], u.level)) then 'followed'
            when case when u.by_person is null
                      then not exists (select from urge_matters m
                                       where m.task_id = u.task_id and m.subject = u.subject and m.unit_id = u.unit_id)
                      else not exists (select from tasks t
                                       where t.id = u.task_id
                                         and t.state in ('dispatched', 'signed', 'roadmap_review', 'in_progress'))
                 end then 'settled'
            when u.received_at is not null then 'received'
            else 'sent' end as standing
from urges u;
