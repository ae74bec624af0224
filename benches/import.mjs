// A sheet of 10,000 rows: upload, preview, confirmation, once all new and once all changed.

import { randomUUID } from "node:crypto";
import { ledger } from "./lib/ledger.mjs";
import { ms, short } from "./lib/numbers.mjs";
import { pid as postgres, sql } from "./lib/postgres.mjs";
import { memory, processorTime, watchMemory } from "./lib/processes.mjs";
import { Report } from "./lib/report.mjs";
import { cookie, serve } from "./lib/server.mjs";

const ROWS = Number(process.env.ROWS ?? 10_000);
const report = new Report("import");
const source = await ledger(ROWS);
const database = `${source}_import`;
sql("postgres", `drop database if exists ${database};\ncreate database ${database} template ${source};`);
const server = await serve(database);
const headers = { cookie: cookie(), "sec-fetch-site": "same-origin" };

/** Runs a step and measures it. */
async function timed(name, step) {
  const before = memory(server.pid);
  const stop = watchMemory(server.pid);
  const [app, other] = [processorTime(server.pid), processorTime(postgres)];
  const start = performance.now();
  const result = await step();
  const took = performance.now() - start;
  const sample = { ms: took, growth: stop() - before, app: processorTime(server.pid) - app, database: processorTime(postgres) - other };
  report.keep(name, sample);
  console.log(`  ${name}: ${ms(took)}, + ${short(sample.growth)} MB, ${short(sample.app)} + ${short(sample.database)} ms CPU`);
  return [result, sample];
}

async function page(path, options = {}) {
  const answer = await fetch(server.base + path, { headers, redirect: "manual", ...options });
  const text = await answer.text();
  if (answer.status >= 400) throw new Error(`${path} answered ${answer.status}: ${/role="alert".{0,300}/.exec(text)?.[0] ?? ""}`);
  return { text, location: answer.headers.get("location") };
}

const export_ = async () => new Uint8Array(await (await fetch(`${server.base}/tasks/export.xlsx?plan=A`, { headers })).arrayBuffer());
const [sheet, exported] = await timed("export", export_);
console.log(`  the sheet has ${short(sheet.length / 1024)} KB`);

/** Uploads the sheet into plan B and enters all of it. */
async function enter(name) {
  const form = new FormData();
  form.set("plan", "B");
  form.set("file", new Blob([sheet]), "ledger.xlsx");
  const [{ location }, uploaded] = await timed(`${name}, upload`, () => page("/tasks/import", { method: "POST", body: form }));
  const [{ text }, previewed] = await timed(`${name}, preview`, () => page(location));
  const fields = new URLSearchParams({
    key: randomUUID(),
    import: location.split("/").at(-1),
    digest: /name="digest"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="digest"/.exec(text).slice(1).find(Boolean),
  });
  const post = { method: "POST", body: fields };
  const [, confirmed] = await timed(`${name}, confirmation`, () => page("/fn/tasks/confirm_import", post));
  return { previewed, confirmed, growth: Math.max(...[uploaded, previewed, confirmed].map((sample) => sample.growth)) };
}

const inB = "from tasks t join plans p on p.id = t.plan_id where p.prefix = 'B'";
const first = await enter("new");
if (Number(sql(database, `select count(*) ${inB}`)) !== ROWS) throw new Error("not every row was entered");
sql(database, `update tasks set content = content || '（旧）' where id in (select t.id ${inB}); vacuum analyze;`);
const second = await enter("changed");
if (Number(sql(database, `select count(*) ${inB} and t.content like '%（旧）'`)) !== 0) throw new Error("not every row was changed");

for (const [name, { previewed, confirmed, growth }] of Object.entries({ new: first, changed: second })) {
  report.goal(`${ROWS} ${name} rows, preview`, { measured: ms(previewed.ms), budget: "≤ 5 s", ok: previewed.ms <= 5_000 });
  report.goal(`${ROWS} ${name} rows, import`, { measured: ms(confirmed.ms), budget: "≤ 20 s", ok: confirmed.ms <= 20_000 });
  report.goal(`${ROWS} ${name} rows, memory`, { measured: `+ ${short(growth)} MB` });
}
report.goal(`export of ${ROWS} rows`, { measured: ms(exported.ms), ratio: `+ ${short(exported.growth)} MB` });
await server.stop();
report.finish();
