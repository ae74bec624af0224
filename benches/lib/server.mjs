// A release server on a free port.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { TOKEN } from "./ledger.mjs";
import { url } from "./postgres.mjs";

export const cookie = (person = 0) => `duban_session=${TOKEN}${person}`;

/** Starts the server on a database. `ready` is the time in ms until /readyz said yes. */
export async function serve(database) {
  const data = mkdtempSync(join(tmpdir(), "duban-bench-"));
  const log = openSync(join(data, "log"), "w");
  const env = { ...process.env, DUBAN_DATA: data, DATABASE_URL: url(database), RUST_LOG: "warn,duban=info" };
  const start = performance.now();
  const server = spawn(process.env.DUBAN_BINARY, ["serve", "--address", "127.0.0.1:0"], { env, stdio: ["ignore", "pipe", log] });
  const ended = once(server, "exit");
  // A benchmark that breaks off leaves no server behind.
  process.once("exit", () => server.kill());
  const base = await Promise.race([address(server), ended.then(([code]) => { throw new Error(`the server ended with ${code}`); })]);
  const answer = await fetch(`${base}/readyz`);
  if (!answer.ok) throw new Error(`/readyz said ${answer.status}`);
  return {
    base,
    database,
    pid: server.pid,
    ready: performance.now() - start,
    async stop() {
      server.kill("SIGTERM");
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function address(server) {
  return new Promise((found) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      const base = /listening on (http:\S+)/.exec(line)?.[1];
      if (base) found(base.replace(/\/$/, ""));
    });
  });
}
