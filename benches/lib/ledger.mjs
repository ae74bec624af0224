// A database with a ledger of made-up tasks, and a session for somebody who keeps it.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { task, UNITS, YEAR } from "./rows.mjs";
import { vector } from "./search.mjs";
import { exists, feed, sql, url } from "./postgres.mjs";

export const TOKEN = "benchmark";
const AT = "2026-11-01T00:00:00Z";
/** Tasks of one piece that is handed to psql. */
const PIECE = 500;

/** Ids in the order in which they are made, like UUIDv7. */
const id = (kind, n) => `01930000-${kind}-7000-8000-${n.toString(16).padStart(12, "0")}`;
const unit = (place) => id("0001", place);
const person = (n) => id("0003", n);
export const plan = id("0002", 0);

/** The database with `tasks` tasks; filled by the first caller of a run. */
export async function ledger(tasks) {
  const database = `ledger_${tasks}`;
  if (exists(database)) return database;
  const start = performance.now();
  sql("postgres", `create database ${database}`);
  execFileSync(process.env.DUBAN_BINARY, ["migrate"], { env: { ...process.env, DATABASE_URL: url(database) }, stdio: "ignore" });
  sql(database, frame());
  await fill(database, tasks);
  console.log(`  ${tasks} tasks loaded in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return database;
}

/** Units, a plan for the tasks, an empty one for what is created, one person, one session. */
function frame() {
  const units = UNITS.map(
    ({ code, name, kind }, n) => `('${unit(n)}', '${code}', '${name}', '${name}', '${kind}', ${n})`,
  );
  return `
    insert into units (id, code, name, short_name, kind, sort_order) values ${units.join(", ")};
    insert into plans (id, name, prefix, year, starts_on, ends_on, created_at) values
      ('${plan}', '${YEAR}年重点任务', 'A', ${YEAR}, '${YEAR}-01-01', '${YEAR}-12-31', '${AT}'),
      ('${id("0002", 1)}', '新建任务', 'B', 2025, '2025-01-01', '2025-12-31', '${AT}');
    ${people(0, 1)}`;
}

/** SQL for people who see everything, each with a session whose token is `TOKEN` and its number. */
export function people(from, to) {
  const numbers = Array.from({ length: to - from }, (_, at) => from + at);
  const row = (n) => `('${person(n)}', 'bench${n}', '经办${n}', '${unit(0)}', '-', now(), false, now())`;
  const digest = (n) => createHash("sha256").update(TOKEN + n).digest("hex");
  const session = (n) => `('${id("0004", n)}', '\\x${digest(n)}', '${person(n)}', now(), now(), '127.0.0.1', 'bench')`;
  return `
    insert into people (id, account, name, unit_id, password_hash, password_set_at, must_change_password, created_at)
      values ${numbers.map(row).join(", ")};
    insert into person_roles (person_id, role, granted_at) values ${numbers.map((n) => `('${person(n)}', 'registrar', now())`).join(", ")};
    insert into sessions (id, token_digest, person_id, created_at, seen_at, address, device)
      values ${numbers.map(session).join(", ")};`;
}

/** The search index is made after the rows: the same index, several times sooner. */
async function fill(database, tasks) {
  const psql = feed(database);
  const index = sql(database, "select pg_get_indexdef('tasks_by_search'::regclass)");
  // Rows refer to what was inserted above, so that no reference needs to be looked up.
  await psql.write("set session_replication_role = replica; drop index tasks_by_search;\n");
  for (let first = 1; first <= tasks; first += PIECE) {
    const rows = Array.from({ length: Math.min(PIECE, tasks - first + 1) }, (_, at) => task(first + at));
    for (const text of tables(rows)) await psql.write(text);
  }
  await psql.write(`${index}; vacuum analyze;\n`);
  await psql.end();
}

function tables(rows) {
  const copy = (table, columns, lines) => `copy ${table} (${columns}) from stdin;\n${lines.join("\n")}\n\\.\n`;
  const line = (...values) => values.map((value) => value ?? "\\N").join("\t");
  const of = (row) => id("0005", row.seq);
  const minutes = (row) => new Date(Date.parse(AT) + ((row.seq * 7919) % 40000) * 60000).toISOString();
  return [
    copy(
      "tasks",
      "id, plan_id, seq, number, field, title, content, deadline_kind, original_due, current_due, state, search, created_at, updated_at",
      rows.map((row) =>
        line(of(row), plan, row.seq, number(row), row.field, row.title, row.content, row.kind, row.due, row.due, row.state, search(row), AT, minutes(row)),
      ),
    ),
    copy(
      "task_units",
      "task_id, unit_id, role, position",
      rows.flatMap((row) => row.units.map((place, at) => line(of(row), unit(place), role(row, at), at + 1))),
    ),
    copy("task_sources", "task_id, position, document, clause", rows.map((row) => line(of(row), 1, row.source.document, row.source.clause))),
    copy(
      "milestones",
      "id, task_id, position, title, due, due_kind",
      rows.flatMap((row) => row.steps.map((step, at) => line(id("0006", row.seq * 4 + at), of(row), at + 1, step.title, step.due, "fixed"))),
    ),
  ];
}

const number = (row) => `A-${String(row.seq).padStart(2, "0")}`;
const role = (row, at) => (at === 0 ? "lead" : at <= row.coLeads ? "co_lead" : "participant");

function search(row) {
  const parts = [["A", row.title], ["A", number(row)], ["B", row.field]];
  parts.push(...row.units.map((place) => ["B", UNITS[place].name]));
  parts.push(["C", row.content], ...row.steps.map((step) => ["C", step.title]));
  parts.push(["D", row.source.document], ["D", row.source.clause]);
  return vector(parts);
}
