// The server under load: P8, P9, P10, P11, P14.

import { ledger } from "./lib/ledger.mjs";
import { load } from "./lib/load.mjs";
import { median, medianOf, ms, short, sleep, times } from "./lib/numbers.mjs";
import { pgbench, pid as postgres, sql } from "./lib/postgres.mjs";
import { memory, processorTime, watchMemory } from "./lib/processes.mjs";
import { Report } from "./lib/report.mjs";
import { serve } from "./lib/server.mjs";
import { CREATE, floor, SAME, sameFloor } from "./lib/floor.mjs";
import { after, create, get, paths, positions } from "./ours.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SECONDS = Number(process.env.SECONDS ?? 4);
const CONNECTIONS = 16;
const sizes = (process.env.TASKS ?? "10000,100000").split(",").map(Number);

const report = new Report("http");
/** Numbers that were handed out, and creations that were answered. */
let [created, answered] = [0, 0];

/** Load with the processor time of server and database for each request. */
async function measure(server, request, connections = CONNECTIONS) {
  const stop = watchMemory(server.pid);
  const [app, database] = [processorTime(server.pid), processorTime(postgres)];
  const found = await load(request, { connections, seconds: SECONDS, first: created });
  if (request.body) {
    created += found.requests + connections;
    answered += found.requests;
  }
  const each = (before, now) => (now - before) / found.requests;
  const cpu = { app: each(app, processorTime(server.pid)), database: each(database, processorTime(postgres)) };
  return { ...found, cpu, peak: stop() };
}

async function check(server, path, words) {
  const { url, headers } = get(server.base, path);
  const answer = await fetch(url, { headers });
  const text = await answer.text();
  if (answer.status !== 200 || !text.includes(words)) throw new Error(`${path} answered ${answer.status} without ${words}`);
}

async function start(tasks) {
  const server = await serve(await ledger(tasks));
  // At its start it hashes one password, which takes 19 MB for a moment.
  await sleep(500);
  const fresh = memory(server.pid);
  const walk = (order) => sql(server.database, positions(order)).trim().split("\n").map((line) => line.split(" ")).map(([key, seq, id]) => after(key, Number(seq), id));
  const pages = { ...paths, first: walk("asc"), deepest: walk("desc") };
  for (const path of [pages.ledger, pages.byDue, pages.search, pages.first[0], pages.deepest[0]]) await check(server, path, "task__title");
  await check(server, pages.dashboard, 'id="by-unit"');
  return { ...server, tasks, fresh, pages, peak: fresh, samples: {} };
}

// In a database without a server: nobody seals the events that pgbench leaves behind.
sql("postgres", `drop database if exists same;\ncreate database same template ${await ledger(sizes[0])};`);
sameFloor("same");
const servers = [];
for (const tasks of sizes) servers.push(await start(tasks));
const [small, large] = [servers[0], servers.at(-1)];
floor();
// One after the other inside each round, so that a busy machine hits all alike. Round 0 warms up.
const [alone, same] = [[], []];
for (let round = 0; round <= ROUNDS; round++) {
  const jobs = servers.flatMap((server) =>
    ["byDue", "first", "deepest", "search", "dashboard"].map((name) => [server, name, get(server.base, server.pages[name])]),
  );
  jobs.push([small, "create", create(small.base)]);
  for (const [server, name, request] of jobs) {
    const sample = await measure(server, request);
    server.peak = Math.max(server.peak, sample.peak);
    if (sample.bad > 0) console.log(`  ${name}: ${sample.bad} bad answers`);
    if (round === 0) continue;
    (server.samples[name] ??= []).push(sample);
    report.keep(`${name}/${server.tasks}`, sample);
    const cpu = `${short(sample.cpu.app)} + ${short(sample.cpu.database)} ms CPU`;
    console.log(`  ${round} ${name}/${server.tasks}: ${short(sample.rate)}/s, p99 ${ms(sample.p99)}, ${cpu}, ${short(sample.kilobytes)} KB`);
  }
  for (const [database, script, samples] of [["floor", CREATE, alone], ["same", SAME, same]]) {
    const sample = pgbench(database, script, { connections: CONNECTIONS, seconds: SECONDS });
    if (round === 0) continue;
    samples.push(sample);
    report.keep(`create/${database}`, sample);
    console.log(`  ${round} create by PostgreSQL alone, ${database}: ${short(sample.rate)}/s, p99 ${ms(sample.p99)}`);
  }
}
const entered = Number(sql(small.database, "select count(*) from tasks t join plans p on p.id = t.plan_id where p.prefix = 'B'"));
if (entered < 0.99 * answered) throw new Error(`${answered} creations were answered, ${entered} tasks are there`);

const rate = (server, name) => medianOf(server.samples[name], (sample) => sample.rate);
const cpu = (server, name) => medianOf(server.samples[name], (sample) => sample.cpu.app);
const whole = (server, name) => medianOf(server.samples[name], (sample) => sample.cpu.app + sample.cpu.database);

const [pages, pageCpu] = [rate(small, "byDue"), cpu(small, "byDue")];
report.goal("P9 ledger page, requests a second", { measured: short(pages), budget: "≥ 800", ok: pages >= 800 });
report.goal("P9 ledger page, CPU of the server", { measured: ms(pageCpu), budget: "≤ 1.5 ms", ok: pageCpu <= 1.5 });
report.goal("P9 ledger page, CPU with PostgreSQL", { measured: ms(whole(small, "byDue")) });
// Kept rows are no measure of the ledger's size: pages that are drawn anew are.
report.goal("P9 ledger page drawn anew", { measured: `${short(rate(small, "first"))}/s`, ratio: `${ms(cpu(small, "first"))} CPU of the server` });
// By processor time: on a busy machine it moves far less than a rate.
const grown = whole(small, "first") / whole(large, "first");
report.goal(`P8 ${large.tasks} tasks beside ${small.tasks}`, {
  measured: `${short(rate(large, "first"))}/s`,
  ratio: times(grown),
  budget: "≥ 0.8 ×",
  ok: grown >= 0.8,
});
const deep = whole(large, "deepest") / whole(large, "first");
report.goal("P8 deepest page beside the first", { measured: `${short(rate(large, "deepest"))}/s`, ratio: times(deep), budget: "≤ 1.2 ×", ok: deep <= 1.2 });
const search = whole(large, "search") / whole(large, "byDue");
report.goal(`search in ${large.tasks} tasks`, { measured: `${short(rate(large, "search"))}/s`, ratio: times(search) });
const dashboard = whole(large, "dashboard") / whole(large, "byDue");
report.goal(`P14 dashboard over ${large.tasks} tasks`, {
  measured: `${short(rate(large, "dashboard"))}/s`,
  ratio: times(dashboard),
  budget: "≤ 1.5 × the ledger",
  ok: dashboard <= 1.5,
});
const creating = (samples) => rate(small, "create") / median(samples.map((sample) => sample.rate));
const perSecond = `${short(rate(small, "create"))}/s`;
report.goal("P10 create, beside the same statements", { measured: perSecond, ratio: times(creating(same)), budget: "≥ 0.35 × PostgreSQL alone", ok: creating(same) >= 0.35 });
report.goal("P10 create, beside one bare row", { measured: perSecond, ratio: times(creating(alone)) });
const slowest = medianOf(small.samples.create, (sample) => sample.p99);
report.goal("P10 create, p99", { measured: ms(slowest), budget: "≤ 41 ms", ok: slowest <= 41 });
const fresh = Math.max(...servers.map((server) => server.fresh));
const peak = Math.max(...servers.map((server) => server.peak));
const ready = median(servers.map((server) => server.ready));
report.goal("P11 memory fresh", { measured: `${short(fresh)} MB`, budget: "≤ 32 MB", ok: fresh <= 32 });
report.goal("P11 memory at most", { measured: `${short(peak)} MB`, budget: "≤ 120 MB", ok: peak <= 120 });
report.goal("P11 ready after start", { measured: ms(ready), budget: "≤ 300 ms", ok: ready <= 300 });

for (const server of servers) await server.stop();
report.finish();
