// Frame times of the timeline while it scrolls: a tablet-sized window, a processor four times slower.
//
// The server runs on the sample data (`duban demo`): 72 tasks; lanes with fewer than five milestones are filled up with
// copies. A finger pans down, then sideways, through the browser's own input, so what is measured is what a reader feels.
// Reports frames a second, the 95th percentile of the frame times and how many came late.
import { browser as launch } from "./lib/browser.mjs";
import { Report } from "./lib/report.mjs";
import { serveSample } from "./lib/server.mjs";

const slower = Number(process.env.SLOWER ?? 4);
const path = "/tasks/timeline?plan=35";
const lateAfter = 1.5 * (1000 / 60);
const report = new Report("timeline");

const server = await serveSample();
const { base } = server;
const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1194, height: 834 }, hasTouch: true, locale: "zh-CN" });
await page.goto(`${base}/login?next=${encodeURIComponent(path)}`);
await page.locator("input[autocomplete=username]").fill("jingban");
await page.locator("input[type=password]").fill("Luxiantu-72-Xiang");
await page.locator("form[action*=sign_in] button").click();
await page.locator("html[data-hydrated]").waitFor({ state: "attached" });
await page.evaluate((five) => {
  for (const lane of document.querySelectorAll("svg.timeline__lane")) {
    for (let place = 7; lane.querySelectorAll("[data-ms=plan]").length < five; place += 13) {
      const copy = lane.querySelector("[data-item]").cloneNode(true);
      copy.dataset.ms = "plan";
      copy.querySelector(".timeline__at").setAttribute("x", `${place}%`);
      lane.append(copy);
    }
  }
}, 5);
const count = await page.evaluate(() => ({
  lanes: document.querySelectorAll("[data-lane]").length,
  items: document.querySelectorAll("[data-item]").length,
  nodes: document.querySelectorAll(".timeline *").length,
}));
console.log(`${count.lanes} lanes, ${count.items} items, ${count.nodes} elements; processor ${slower} times slower`);

const cdp = await page.context().newCDPSession(page);
await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
await page.locator(".timeline__scroll").scrollIntoViewIfNeeded();
const box = await page.locator(".timeline__scroll").boundingBox();
const at = { x: Math.round(box.x + box.width * 0.7), y: Math.round(box.y + Math.min(box.height, 834 - box.y) / 2) };

const pan = (xDistance, yDistance) =>
  cdp.send("Input.synthesizeScrollGesture", { ...at, xDistance, yDistance, speed: 1600, gestureSourceType: "touch", preventFling: true });

for (const [name, there, back] of [
  ["down", [0, -3200], [0, 3200]],
  ["sideways", [1600, 0], [-1600, 0]],
]) {
  await page.evaluate(() => {
    window.frames60 = [];
    const look = (time) => { window.frames60.push(time); window.looking = requestAnimationFrame(look); };
    requestAnimationFrame(look);
  });
  await pan(...there);
  await pan(...back);
  const times = await page.evaluate(() => { cancelAnimationFrame(window.looking); return window.frames60; });
  frames(name, times.slice(1).map((time, index) => time - times[index]));
}
await browser.close();
await server.stop();
report.finish();

function frames(name, times) {
  report.keep(name, times);
  const sorted = [...times].sort((a, b) => a - b);
  const late = times.filter((time) => time > lateAfter).length;
  const p95 = sorted[Math.floor(sorted.length * 0.95)].toFixed(1);
  const rate = (times.length / times.reduce((sum, time) => sum + time, 0)) * 1000;
  // A hundredth for the clock of the frames.
  report.goal(`timeline, ${name}`, {
    measured: `${rate.toFixed(1)} frames/s`,
    ratio: `p95 ${p95} ms, ${late} of ${times.length} late`,
    budget: "60 frames/s",
    ok: rate >= 59.4,
  });
}
