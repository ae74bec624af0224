-- A step of the first lead that is due with the whole task is part of what the deadline is about: the unit is urged once,
-- by the deadline. When the deadline moves on, the step is a matter of its own.
create or replace view urge_matters as
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
      and not (s.due is not distinct from t.current_due and coalesce(s.unit_id, l.unit_id) is not distinct from l.unit_id)
    union all
    select l.unit_id, 'deadline', 'due:' || t.id || ':' || t.current_due, t.current_due, ''
    from task_units l
    where l.task_id = t.id and l.role = 'lead' and t.current_due is not null
) m on true
where t.state in ('dispatched', 'signed', 'roadmap_review', 'in_progress')
  and exists (select from task_units tu where tu.task_id = t.id and tu.unit_id = m.unit_id)
  and not exists (select from assignments a
                  where a.task_id = t.id and a.unit_id = m.unit_id and a.ended_at is null and a.returned_at is not null);
