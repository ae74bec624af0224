// A release server on a free port.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { TOKEN } from "./ledger.mjs";
import { url } from "./postgres.mjs";

export const cookie = (person = 0) => `duban_session=${TOKEN}${person}`;

/** Starts the server on a database. `ready` is the time in ms until /readyz said yes. */
export const serve = (database) => start({ DATABASE_URL: url(database) }, database);

/** Starts the server on the sample data (`duban demo`), in a PostgreSQL of its own. */
export const serveSample = () => start({}, undefined, (env) => execFileSync(process.env.DUBAN_BINARY, ["demo"], { env, stdio: "ignore" }));

async function start(more, database, prepare = () => {}) {
  const data = mkdtempSync(join(tmpdir(), "duban-bench-"));
  chmodSync(data, 0o755); // Started by root, the server runs its PostgreSQL as another user.
  const log = openSync(join(data, "log"), "w");
  const env = { ...process.env, DUBAN_DATA: data, RUST_LOG: "warn,duban=info", ...more };
  prepare(env);
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
