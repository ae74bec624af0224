// The PostgreSQL that `cargo xtask bench` started, with its settings as they come (fsync on).

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "./numbers.mjs";

const folder = process.env.BENCH_POSTGRES;
const programs = process.env.BENCH_PROGRAMS;
if (!folder || !programs) throw new Error("run this by `cargo xtask bench`: BENCH_POSTGRES and BENCH_PROGRAMS are missing");

export const url = (database) => `postgres://postgres@localhost/${database}?host=${folder}`;

/** The process of PostgreSQL; its children are the sessions. */
export const pid = Number(readFileSync(join(folder, "data/postmaster.pid"), "utf8").split("\n")[0]);

const psqlArguments = ["--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set=ON_ERROR_STOP=1", "--dbname"];

/** Runs statements and gives what they returned, as text. */
export function sql(database, statements) {
  const options = { encoding: "utf8", input: statements, maxBuffer: 1 << 28 };
  return execFileSync(join(programs, "psql"), [...psqlArguments, url(database)], options).trim();
}

/** A psql that is fed in pieces. */
export function feed(database) {
  const psql = spawn(join(programs, "psql"), [...psqlArguments, url(database)], { stdio: ["pipe", "inherit", "inherit"] });
  const ended = once(psql, "exit");
  return {
    async write(text) {
      if (!psql.stdin.write(text)) await Promise.race([once(psql.stdin, "drain"), ended]);
    },
    async end() {
      psql.stdin.end();
      const [code] = await ended;
      if (code !== 0) throw new Error(`psql ended with ${code}`);
    },
  };
}

export const exists = (database) => sql("postgres", `select 1 from pg_database where datname = '${database}'`) === "1";

/** PostgreSQL alone: `script` by pgbench. Requests a second and latencies in ms. */
export function pgbench(database, script, { connections, seconds }) {
  const work = mkdtempSync(join(tmpdir(), "duban-pgbench-"));
  const file = join(work, "script.sql");
  writeFileSync(file, script);
  const limits = ["-c", String(connections), "-j", "1", "-T", String(seconds)];
  const log = ["-l", `--log-prefix=${join(work, "log")}`];
  const where = ["-h", folder, "-U", "postgres", database];
  const options = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  const out = execFileSync(join(programs, "pgbench"), ["-n", "-M", "prepared", "-f", file, ...limits, ...log, ...where], options);
  const logs = readdirSync(work).filter((name) => name.startsWith("log"));
  const lines = logs.flatMap((name) => readFileSync(join(work, name), "utf8").trim().split("\n"));
  const latencies = lines.map((line) => Number(line.split(" ")[2]) / 1000);
  rmSync(work, { recursive: true });
  return { rate: Number(/tps = ([\d.]+)/.exec(out)[1]), p50: percentile(latencies, 50), p99: percentile(latencies, 99) };
}
