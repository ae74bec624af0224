// Live updates: how long until every subscriber knows of a change (P13).

import http from "node:http";
import { ledger, people } from "./lib/ledger.mjs";
import { ms, percentile, short, sleep } from "./lib/numbers.mjs";
import { sql } from "./lib/postgres.mjs";
import { memory } from "./lib/processes.mjs";
import { Report } from "./lib/report.mjs";
import { cookie, serve } from "./lib/server.mjs";
import { create } from "./ours.mjs";

/** Subscribers and what the slowest hundredth may take, in ms. */
const BUDGETS = [[200, 40], [2_000, 360]];
/** Streams of one person; the server allows sixteen. */
const EACH = 10;
const CHANGES = Number(process.env.CHANGES ?? 20);

const report = new Report("live");
const source = await ledger(10_000);
const database = `${source}_live`;
sql("postgres", `drop database if exists ${database};\ncreate database ${database} template ${source};`);
sql(database, people(1, 1 + Math.ceil(BUDGETS.at(-1)[0] / EACH)));
let number = 0;

/** One open stream; `heard` is called with each change's version. */
function subscribe(server, person, heard) {
  return new Promise((open, failed) => {
    const request = http.get(`${server.base}/live`, { headers: { cookie: cookie(person) }, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return failed(new Error(`/live answered ${answer.statusCode}`));
      let [rest, ready] = ["", false];
      answer.setEncoding("utf8");
      answer.on("data", (data) => {
        const events = (rest + data).split("\n\n");
        rest = events.pop();
        for (const event of events) {
          if (event.includes("event: ready") || event.includes("event:ready")) ready ||= open(request) ?? true;
          const version = /"topic":"tasks?".*"version":(\d+)|"version":(\d+).*"topic":"tasks?"/.exec(event);
          if (version) heard(Number(version[1] ?? version[2]));
        }
      });
      answer.on("error", () => {});
    });
    request.on("error", failed);
  });
}

/** The time at which the form was answered: from here on the change is committed. */
async function change(server) {
  const { url, method, headers, body } = create(server.base);
  number += 1;
  const text = body.replace("%N%", String(number)).replace("%K%", (0xabc000 + number).toString(16).padStart(12, "0"));
  const answer = await fetch(url, { method, headers, body: text, redirect: "manual" });
  if (!answer.headers.get("location")?.endsWith(`/tasks/B-${String(number).padStart(2, "0")}`)) throw new Error(`nothing was entered: ${answer.status}`);
}

for (const [subscribers, budget] of BUDGETS) {
  const server = await serve(database);
  const before = memory(server.pid);
  let hear = () => {};
  const seen = Array.from({ length: subscribers }, () => []);
  const requests = [];
  for (let i = 0; i < subscribers; i++) {
    const heard = (version) => (seen[i].push(version), hear());
    requests.push(await subscribe(server, 1 + Math.floor(i / EACH), heard));
  }
  await sleep(500);
  const each = ((memory(server.pid) - before) * 1024) / subscribers;
  const latencies = [];
  let lost = 0;
  for (let n = 0; n < CHANGES; n++) {
    const start = performance.now();
    let told = 0;
    const all = new Promise((done) => {
      hear = () => {
        latencies.push(performance.now() - start);
        if (++told === subscribers) done();
      };
    });
    await change(server);
    await Promise.race([all, sleep(10_000)]);
    lost += subscribers - told;
    await sleep(100);
  }
  const doubled = seen.reduce((sum, versions) => sum + versions.length - new Set(versions).size, 0);
  requests.forEach((request) => request.destroy());
  await server.stop();
  const p99 = percentile(latencies, 99);
  report.keep(`${subscribers}`, { p50: percentile(latencies, 50), p99, each, lost, doubled });
  report.goal(`P13 ${subscribers} subscribers, p99 from the click`, { measured: ms(p99), budget: `≤ ${budget} ms`, ok: p99 <= budget });
  report.goal(`P13 ${subscribers} subscribers, memory of each`, { measured: `${short(each)} KB`, budget: "≤ 20 KB", ok: each <= 20 });
  report.goal(`P13 ${subscribers} subscribers, lost or doubled`, { measured: String(lost + doubled), budget: "0", ok: lost + doubled === 0 });
}
report.finish();
