// Files on their way in (P12): an attachment of a report beside reading, hashing and writing the same bytes in one process.
//
// The server runs on the sample data (`duban demo`); a liaison officer attaches files to a report that is due.

import { createHash, randomBytes, randomUUID } from "node:crypto";
import { closeSync, createReadStream, fsyncSync, mkdtempSync, openAsBlob, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { medianOf, ms, short, sleep, times } from "./lib/numbers.mjs";
import { memory, watchMemory } from "./lib/processes.mjs";
import { Report } from "./lib/report.mjs";
import { serveSample } from "./lib/server.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
/** The largest attachment is 100 MB. */
const MEGABYTES = Number(process.env.MEGABYTES ?? 95);
const AT_ONCE = 20;
const REPORT = "/tasks/35-01/report";

const report = new Report("upload");
const server = await serveSample();
const folder = mkdtempSync(join(tmpdir(), "duban-upload-"));
const cookie = await signIn("p-bb", "Luxiantu-72-Xiang");
const headers = { cookie, "sec-fetch-site": "same-origin" };

async function signIn(account, password) {
  const body = new URLSearchParams({ account, password });
  const answer = await fetch(`${server.base}/fn/accounts/sign_in`, { method: "POST", body, headers: { "sec-fetch-site": "same-origin" }, redirect: "manual" });
  return answer.headers.getSetCookie().map((set) => set.split(";")[0]).join("; ");
}

/** A file of so many megabytes that nobody has. */
function made(megabytes) {
  const path = join(folder, `${randomUUID()}.pdf`);
  const file = openSync(path, "w");
  writeSync(file, "%PDF-1.7\n");
  for (let n = 0; n < megabytes; n++) writeSync(file, randomBytes(1 << 20));
  fsyncSync(file);
  closeSync(file);
  return path;
}

/** What the machine does at best: read, hash, write, wait for the disk. Megabytes a second and the digest. */
async function floor(path, megabytes) {
  const start = performance.now();
  const [copy, digest] = [`${path}.copy`, createHash("sha256")];
  const file = openSync(copy, "w");
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) {
    digest.update(piece);
    writeSync(file, piece);
  }
  fsyncSync(file);
  closeSync(file);
  const rate = (megabytes * 1_000) / (performance.now() - start);
  rmSync(copy);
  return { rate, digest: digest.digest("hex") };
}

/** The page says under which period files are taken. */
const page = async () => (await fetch(server.base + REPORT, { headers })).text();
const address = /data-upload="([^"]+)"/.exec(await page())[1].replaceAll("&amp;", "&");

async function upload(path) {
  const form = new FormData();
  form.set("files[]", await openAsBlob(path), "材料.pdf");
  const answer = await fetch(server.base + address, { method: "POST", body: form, headers: { ...headers, accept: "application/json" } });
  if (!answer.ok) throw new Error(`a file was not taken: ${answer.status} ${await answer.text()}`);
}

/** Takes every file off the report again, after reading it back. */
async function taken(digests) {
  const list = (await page()).split('id="files-list"')[1];
  const links = [...list.matchAll(/href="(\/tasks\/[^"]+\/reports\/files\/([0-9a-f-]+))"/g)];
  if (links.length !== digests.size) throw new Error(`${links.length} of ${digests.size} files are there`);
  for (const [, href, document] of links) {
    const digest = createHash("sha256");
    for await (const piece of (await fetch(server.base + href, { headers })).body) digest.update(piece);
    if (!digests.delete(digest.digest("hex"))) throw new Error("a file came back changed");
    const body = `${new URL(address, server.base).searchParams}&number=35-01&document=${document}`;
    const removed = await fetch(`${server.base}/fn/reports/remove_file`, { method: "POST", body, headers: { ...headers, accept: "application/json", "content-type": "application/x-www-form-urlencoded" } });
    if (!removed.ok) throw new Error(`a file was not taken off: ${removed.status}`);
  }
}

const samples = [];
for (let round = 0; round <= ROUNDS; round++) {
  const path = made(MEGABYTES);
  const alone = await floor(path, MEGABYTES);
  const before = memory(server.pid);
  const stop = watchMemory(server.pid);
  const start = performance.now();
  await upload(path);
  const sample = { rate: (MEGABYTES * 1_000) / (performance.now() - start), floor: alone.rate, growth: stop() - before };
  await taken(new Set([alone.digest]));
  rmSync(path);
  if (round === 0) continue;
  samples.push(sample);
  report.keep("alone", sample);
  console.log(`  ${round}: ${short(sample.rate)} MB/s, floor ${short(sample.floor)} MB/s, + ${short(sample.growth)} MB`);
}

const paths = Array.from({ length: AT_ONCE }, () => made(MEGABYTES / 5));
const digests = new Set();
for (const path of paths) digests.add((await floor(path, 1)).digest);
await sleep(1_000);
const before = memory(server.pid);
const stop = watchMemory(server.pid);
const start = performance.now();
await Promise.all(paths.map(upload));
const took = performance.now() - start;
const growth = stop() - before;
await taken(digests);
report.keep("at once", { took, growth });

const rate = medianOf(samples, (sample) => sample.rate);
const share = medianOf(samples, (sample) => sample.rate / sample.floor);
report.goal(`P12 a file of ${MEGABYTES} MB, with SHA-256`, { measured: `${short(rate)} MB/s`, ratio: times(share), budget: "≥ 0.3 × the raw floor", ok: share >= 0.3 });
const alone = medianOf(samples, (sample) => sample.growth);
report.goal("P12 memory for one", { measured: `+ ${short(alone)} MB`, budget: "≤ 8 MB", ok: alone <= 8 });
report.goal(`P12 memory for ${AT_ONCE} at once`, { measured: `+ ${short(growth)} MB in ${ms(took)}`, budget: "≤ 64 MB", ok: growth <= 64 });
await server.stop();
rmSync(folder, { recursive: true });
report.finish();
