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
