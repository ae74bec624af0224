// Closed load on one address, by wrk where it is installed, else by a loop in this process.

import { spawnSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "./numbers.mjs";

export const hasWrk = spawnSync("wrk", ["-v"]).error === undefined;

/**
 * Requests a second, latencies in ms, answers that were not 2xx or 3xx. `paths` are visited in turn instead of `url`'s. In
 * `body`, `%N%` becomes a number that differs
 * from request to request, beginning after `first`; `%K%` the same number as twelve hexadecimal digits.
 */
export const load = (request, options) => (hasWrk ? byWrk(request, options) : byLoop(request, options));

async function byWrk({ url, paths = [], method = "GET", headers = {}, body }, { connections, seconds, first = 0 }) {
  const folder = mkdtempSync(join(tmpdir(), "duban-wrk-"));
  const script = join(folder, "script.lua");
  const quoted = (text) => `[==[${text}]==]`;
  const fields = Object.entries(headers).map(([name, value]) => `[ ${quoted(name)} ]=${quoted(value)}`);
  const numbered = `(string.gsub(string.gsub(b,'%%N%%',tostring(n)),'%%K%%',string.format('%012x',n)))`;
  writeFileSync(
    script,
    `local n=${first}
local h={${fields.join(",")}}
local b=${body ? quoted(body) : "nil"}
local paths={${paths.map(quoted).join(",")}}
local fixed={}
request=function() n=n+1; if fixed[1] then return fixed[n%#fixed+1] end; return wrk.format(${quoted(method)},nil,h,${numbered}) end
init=function()
  for i,path in ipairs(paths) do fixed[i]=wrk.format(${quoted(method)},path,h) end
  if not b and not fixed[1] then fixed[1]=wrk.format(${quoted(method)},nil,h) end
end
done=function(s,l,r) io.write(string.format('JSON{"requests":%d,"us":%d,"p50":%f,"p99":%f,"bytes":%d,"bad":%d}\\n',
  s.requests,s.duration,l:percentile(50)/1000,l:percentile(99)/1000,s.bytes,
  s.errors.status+s.errors.connect+s.errors.read+s.errors.write+s.errors.timeout)) end
`,
  );
  const wrk = spawn("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "30s", "-s", script, url]);
  let out = "";
  wrk.stdout.on("data", (data) => (out += data));
  wrk.stderr.on("data", (data) => (out += data));
  await once(wrk, "close");
  rmSync(folder, { recursive: true });
  const found = /JSON(\{.*\})/.exec(out);
  if (!found) throw new Error(`wrk said: ${out}`);
  const { requests, us, p50, p99, bytes, bad } = JSON.parse(found[1]);
  return { requests, rate: requests / (us / 1e6), p50, p99, kilobytes: bytes / Math.max(1, requests) / 1024, bad };
}

async function byLoop({ url, paths = [url], method = "GET", headers = {}, body }, { connections, seconds, first = 0 }) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const latencies = [];
  let [n, bad, bytes] = [first, 0, 0];
  const start = performance.now();
  const until = start + seconds * 1000;
  const one = () =>
    new Promise((done, failed) => {
      n += 1;
      const text = body?.replaceAll("%N%", String(n)).replaceAll("%K%", n.toString(16).padStart(12, "0"));
      const began = performance.now();
      const sent = http.request(new URL(paths[n % paths.length], url), { method, headers, agent }, (answer) => {
        if (answer.statusCode >= 400) bad += 1;
        answer.on("data", (data) => (bytes += data.length));
        answer.on("end", () => done(latencies.push(performance.now() - began)));
      });
      sent.on("error", failed);
      sent.end(text);
    });
  const worker = async () => {
    while (performance.now() < until) await one();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  agent.destroy();
  const requests = latencies.length;
  const rate = requests / ((performance.now() - start) / 1000);
  return { requests, rate, p50: percentile(latencies, 50), p99: percentile(latencies, 99), kilobytes: bytes / requests / 1024, bad };
}
