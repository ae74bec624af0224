// What PostgreSQL alone does here: a row, its audit row and its outbox row in one transaction.

import { exists, sql } from "./postgres.mjs";

const ROW = "'压测新建改革任务','推进中','重点','省财政厅','张伟','2026-11-01','2026-12-20',10,'牵头单位制定路线图和时间表。'";

/** For pgbench. */
export const CREATE = `begin;
with n as (insert into t (title,status,priority,dept,owner,start,due,progress,note) values (${ROW}) returning *), a as (insert into audit (who,what,row,after) select 'admin','create',id,to_jsonb(n) from n returning id) insert into outbox (body) select jsonb_build_object('audit',id) from a;
commit;
`;

/** Makes the database `floor`. */
export function floor() {
  if (exists("floor")) return;
  sql("postgres", "create database floor");
  sql(
    "floor",
    `create table t (id bigint generated always as identity primary key, seq int, title text, status text, priority text,
       dept text, owner text, start date, due date, progress int, note text, ver int not null default 1);
     create index on t (due, id);
     create index on t (status, due, id);
     create table audit (id bigint generated always as identity primary key, at timestamptz not null default now(),
       who text, what text, row bigint, after jsonb);
     create table outbox (id bigint generated always as identity primary key, body jsonb);`,
  );
}

/** The statements of our own creation, for pgbench in a database of a ledger. */
export const SAME = `select gen_random_uuid() as key \\gset
begin;
insert into done_commands (key, person_id, verb, answer, done_at) values (:key, (select id from people limit 1), 'task.created', '"F-1"', now()) on conflict do nothing;
select id, code, short_name from units where sort_order < 3;
with new as (insert into tasks (id, plan_id, seq, number, field, title, content, deadline_kind, original_due, current_due, search, created_at, updated_at) select gen_random_uuid(), p.id, n, 'F-' || n, '行政审批', '清理规范行政审批中介服务事项', '牵头单位制定“路线图”和“时间表”。', 'fixed', '2025-12-20', '2025-12-20', (select search from tasks limit 1), now(), now() from nextval('floor_numbers') n, plans p where p.prefix = 'F' returning id, number, title),
part as (insert into task_units (task_id, unit_id, role, position) select new.id, u.id, case when u.sort_order = 0 then 'lead' else 'participant' end, u.sort_order from new, units u where u.sort_order < 3),
event as (insert into events (id, at, actor_name, address, request_id, verb, object_kind, object_id, object_name, after) select gen_random_uuid(), now(), '经办', '127.0.0.1', 'x', 'task.created', 'task', new.id, new.number, to_jsonb(new) from new returning id)
insert into outbox (event_id) select id from event;
commit;
`;

/** What `SAME` needs. */
export function sameFloor(database) {
  sql(
    database,
    `create sequence if not exists floor_numbers;
     insert into plans (id, name, prefix, year, starts_on, ends_on, created_at)
       values (gen_random_uuid(), '比照', 'F', 2024, '2024-01-01', '2024-12-31', now()) on conflict do nothing;`,
  );
}
