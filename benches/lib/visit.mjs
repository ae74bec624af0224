// One visit of a list in the browser: the first row, hydration, one click on another order, the same page again.

import { rendererMemory, slowDown } from "./browser.mjs";
import { sleep } from "./numbers.mjs";

/** Notes when things happened; survives the click's navigation in the session's storage. */
function watch({ first, hydrated }) {
  if (window.top !== window) return;
  const marks = (window.__marks = { row: 0, hydrated: 0, lcp: 0, cls: 0, tbt: 0, delays: [] });
  const observe = (type, each, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
  observe("largest-contentful-paint", (entry) => (marks.lcp = entry.startTime));
  observe("layout-shift", (entry) => (marks.cls += entry.hadRecentInput ? 0 : entry.value));
  observe("longtask", (entry) => (marks.tbt += Math.max(0, entry.duration - 50)));
  observe("event", (entry) => entry.interactionId && marks.delays.push([entry.interactionId, entry.duration]), { durationThreshold: 16 });
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("mousedown", () => (sessionStorage.clicked ??= now()), true);
  const look = () => {
    const row = document.querySelector(first);
    const text = row?.getBoundingClientRect().height > 0 ? row.innerText : "";
    if (text && !marks.row) requestAnimationFrame(() => (marks.row ||= performance.now()));
    if (hydrated && !marks.hydrated && document.querySelector(hydrated)) marks.hydrated = performance.now();
    const { clicked, before, sorted } = sessionStorage;
    if (text && clicked && !sorted && text !== before) {
      sessionStorage.sorted = "soon";
      requestAnimationFrame(() => (sessionStorage.sorted = now() - Number(clicked)));
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function open(chromium, target, profile, more = {}) {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 800 }, locale: "zh-CN", ...more });
  await context.addCookies(target.cookies);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  await page.addInitScript(watch, { first: target.first, hydrated: target.hydrated });
  await slowDown(cdp, profile);
  return { context, page, cdp };
}

/** Counts bytes and requests on the wire. */
function traffic(cdp, url) {
  const counted = { bytes: 0, requests: 0, foreign: 0 };
  cdp.on("Network.requestWillBeSent", ({ request }) => {
    if (!request.url.startsWith("http")) return;
    // The event stream stays open and is no part of the page.
    if (new URL(request.url).pathname === "/live") return;
    counted.requests += 1;
    if (new URL(request.url).host !== new URL(url).host) counted.foreign += 1;
  });
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (counted.bytes += encodedDataLength));
  return counted;
}

const marks = (page) => page.evaluate(() => window.__marks);

/** Waits until the first row is there and the page is hydrated. */
async function settled(page, target) {
  await page.waitForFunction(() => window.__marks.row > 0, null, { timeout: 60_000 });
  if (target.hydrated) await page.waitForFunction(() => window.__marks.hydrated > 0, null, { timeout: 60_000 });
  await page.waitForLoadState("load");
  await sleep(300);
}

/** Times in ms from the beginning of the visit, `sorted` from the click. */
export async function visit(chromium, target, profile) {
  const { context, page, cdp } = await open(chromium, target, profile);
  const counted = traffic(cdp, target.url);
  await page.goto(target.url, { waitUntil: "commit" });
  await settled(page, target);
  const sample = { ...(await marks(page)), kilobytes: counted.bytes / 1024, requests: counted.requests, foreign: counted.foreign };
  delete sample.delays;
  await cdp.send("HeapProfiler.collectGarbage");
  sample.memory = rendererMemory();
  await page.evaluate((first) => (sessionStorage.before = document.querySelector(first).innerText), target.first);
  counted.bytes = 0;
  await page.click(target.sort);
  await page.waitForFunction(() => Number(sessionStorage.sorted) > 0, null, { timeout: 60_000 });
  await settled(page, target);
  sample.sorted = await page.evaluate(() => Number(sessionStorage.sorted));
  sample.furtherKilobytes = counted.bytes / 1024;
  await context.close();
  return sample;
}

/** How long each of `count` taps waited for its paint, in ms, on the tablet profile: menu, filters, search, by turns. */
export async function taps(chromium, target, count) {
  const { context, page } = await open(chromium, target, "tablet", { hasTouch: true });
  await page.goto(target.url);
  await settled(page, target);
  for (let n = 0; n < count; n++) {
    // A finger at a place: Playwright's own click looks around in the page first, which would be counted as waiting.
    const { x, y, width, height } = await page.locator(target.taps[n % target.taps.length]).first().boundingBox();
    await page.touchscreen.tap(x + width / 2, y + height / 2);
    await sleep(150);
  }
  const { delays } = await marks(page);
  await context.close();
  const longest = new Map();
  for (const [id, duration] of delays) longest.set(id, Math.max(duration, longest.get(id) ?? 0));
  // What took less than 16 ms is not told: those taps count as 16.
  return [...longest.values(), ...Array(Math.max(0, count - longest.size)).fill(16)];
}
