// The ledger in Chromium beside the same fifty rows as finished HTML: P1 to P6. Both over plain HTTP on this machine.

import { median, medianOf, ms, percentile, short, sleep, times } from "./lib/numbers.mjs";
import { browser, PROFILES, rendererMemory } from "./lib/browser.mjs";
import { ledger } from "./lib/ledger.mjs";
import { Report } from "./lib/report.mjs";
import { cookie, serve } from "./lib/server.mjs";
import { floorPage } from "./lib/static.mjs";
import { taps, visit } from "./lib/visit.mjs";
import { page as ours, paths } from "./ours.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const NAVIGATIONS = Number(process.env.NAVIGATIONS ?? 1_000);
/** A page process grows for so many navigations whatever it shows, the static page too; then it stays. */
const SETTLED = 100;
const report = new Report("pages");
const server = await serve(await ledger(10_000));
const floor = await floorPage();
const chromium = await browser();
const [name, value] = cookie().split("=");
const systems = {
  ours: { ...ours, url: server.base + paths.ledger, cookies: [{ name, value, url: server.base }] },
  static: { ...floor.page, url: floor.base, cookies: [] },
};

// One after the other inside each round, so that a busy machine hits both alike. Round 0 warms up.
const samples = {};
for (let round = 0; round <= ROUNDS; round++) {
  for (const profile of Object.keys(PROFILES)) {
    for (const [system, target] of Object.entries(systems)) {
      const sample = await visit(chromium, target, profile);
      if (round === 0) continue;
      (samples[`${system}/${profile}`] ??= []).push(sample);
      report.keep(`${system}/${profile}`, sample);
      const { row, hydrated, sorted, kilobytes, requests } = sample;
      console.log(`  ${round} ${system}/${profile}: row ${ms(row)}, hydrated ${ms(hydrated)}, sorted ${ms(sorted)}, ${short(kilobytes)} KB in ${requests}`);
    }
  }
}

const of = (key, pick) => medianOf(samples[key], pick);
const first = samples["ours/lan"][0];
report.goal("P1 first visit", {
  measured: `${short(first.kilobytes)} KB, ${first.requests} requests, ${first.foreign} foreign`,
  budget: "≤ 190 KB, ≤ 8, none",
  ok: first.kilobytes <= 190 && first.requests <= 8 && first.foreign === 0,
});
report.goal("P1 a further page", { measured: `${short(first.furtherKilobytes)} KB`, budget: "≤ 40 KB", ok: first.furtherKilobytes <= 40 });
const HYDRATED = { lan: 250, tablet: 900 };
for (const profile of Object.keys(PROFILES)) {
  const ratio = (pick) => of(`ours/${profile}`, pick) / of(`static/${profile}`, pick);
  const compared = (goal, pick) => {
    const measured = `${ms(of(`ours/${profile}`, pick))} (static ${ms(of(`static/${profile}`, pick))})`;
    report.goal(`${goal}, ${profile}`, { measured, ratio: times(ratio(pick)), budget: "≤ 2 × static", ok: ratio(pick) <= 2 });
  };
  compared("P2 first row", (sample) => sample.row);
  const after = of(`ours/${profile}`, (sample) => sample.hydrated - sample.row);
  report.goal(`P3 hydrated after the first row, ${profile}`, { measured: ms(after), budget: `≤ ${HYDRATED[profile]} ms`, ok: after <= HYDRATED[profile] });
  compared("P4 sorted after the click", (sample) => sample.sorted);
}
const tablet = (pick) => of("ours/tablet", pick);
const [lcp, tbt, cls] = [tablet((s) => s.lcp), tablet((s) => s.tbt), tablet((s) => s.cls)];
report.goal("P5 largest paint, tablet", { measured: ms(lcp), budget: "≤ 1 s", ok: lcp <= 1_000 });
report.goal("P5 blocked, tablet", { measured: ms(tbt), budget: "≤ 300 ms", ok: tbt <= 300 });
report.goal("P5 layout shift, tablet", { measured: short(cls), budget: "≤ 0.01", ok: cls <= 0.01 });
const delays = await taps(chromium, systems.ours, 50);
const delay = percentile(delays, 98);
report.keep("taps", delays);
report.goal("P5 fifty taps, p98, tablet", { measured: ms(delay), budget: "≤ 100 ms", ok: delay <= 100 });

const memory = (system) => of(`${system}/lan`, (sample) => sample.memory);
const more = memory("ours") - memory("static");
report.goal("P6 memory of the page", { measured: `static + ${short(more)} MB`, budget: "≤ static + 12 MB", ok: more <= 12 });
const grown = await navigate();
report.goal(`P6 memory after ${NAVIGATIONS} navigations`, { measured: `${short((grown - 1) * 100)} % more`, budget: "≤ 5 %", ok: grown <= 1.05 });

await chromium.close();
floor.close();
await server.stop();
report.finish();

/** How many times the memory of a settled process there is after all navigations. */
async function navigate() {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies(systems.ours.cookies);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const addresses = [paths.ledger, paths.byDue, paths.dashboard, paths.search].map((path) => server.base + path);
  // Of five loads, at rest: one alone differs by a tenth from the next.
  const measured = async () => {
    const found = [];
    for (let load = 0; load < 5; load++) {
      await page.goto(addresses[0]);
      await page.waitForSelector(ours.hydrated);
      await sleep(300);
      await cdp.send("HeapProfiler.collectGarbage");
      found.push(rendererMemory());
    }
    return median(found);
  };
  let early;
  for (let n = 0; n < SETTLED + NAVIGATIONS; n++) {
    await page.goto(addresses[n % addresses.length]);
    await page.waitForSelector(ours.hydrated);
    if (n === SETTLED) early = await measured();
  }
  const late = await measured();
  report.keep("navigations", { early, late });
  await context.close();
  return late / early;
}
