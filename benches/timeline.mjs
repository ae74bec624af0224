// Frame times of the timeline while it scrolls: a tablet-sized window, a processor four times slower.
//
//   DUBAN_URL=http://127.0.0.1:8080 node benches/timeline.mjs
//
// The server runs on the sample data (`duban demo`): 72 tasks; lanes with fewer than five milestones are filled up with
// copies. A finger pans down, then
// sideways, through the browser's own input, so what is measured is what a reader feels. Prints frames a second, the
// 95th percentile of the frame times and how many came late.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { chromium } = require("@playwright/test");

const base = process.env.DUBAN_URL ?? "http://127.0.0.1:8080";
const slower = Number(process.env.SLOWER ?? 4);
const path = process.env.PAGE_PATH ?? "/tasks/timeline?plan=35";
const lateAfter = 1.5 * (1000 / 60);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
const page = await browser.newPage({ viewport: { width: 1194, height: 834 }, hasTouch: true, locale: "zh-CN" });
await page.goto(`${base}/login?next=${encodeURIComponent(path)}`);
await page.locator("input[autocomplete=username]").fill(process.env.ACCOUNT ?? "jingban");
await page.locator("input[type=password]").fill(process.env.PASSWORD ?? "Luxiantu-72-Xiang");
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
  report(name, times.slice(1).map((time, index) => time - times[index]));
}
await browser.close();

function report(name, frames) {
  const sorted = [...frames].sort((a, b) => a - b);
  const total = frames.reduce((sum, frame) => sum + frame, 0);
  const late = frames.filter((frame) => frame > lateAfter).length;
  const p95 = sorted[Math.floor(sorted.length * 0.95)];
  console.log(
    `${name.padEnd(9)} ${((frames.length / total) * 1000).toFixed(1)} frames/s, p95 ${p95.toFixed(1)} ms, longest ${sorted.at(-1).toFixed(1)} ms, ` +
      `${late} of ${frames.length} late`,
  );
}
