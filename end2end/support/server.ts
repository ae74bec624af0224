import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(__dirname, "../..");
const log = join(root, "target/end2end/server.log");

/**
 * Starts the release server with the sample plan, an own data folder and a port the system chooses, and stops it after
 * the last test. DUBAN_URL names a running server to test instead; DUBAN_BINARY the program (target/release/duban).
 */
export default async function start(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DUBAN_URL) return undefined;
  const program = process.env.DUBAN_BINARY ?? join(root, "target/release/duban");
  const data = mkdtempSync(join(tmpdir(), "duban-end2end-"));
  chmodSync(data, 0o755); // Started by root, the server runs its PostgreSQL as another user.
  const env = { DUBAN_SITE: join(root, "site"), ...process.env, DUBAN_DATA: data };
  mkdirSync(join(root, "target/end2end"), { recursive: true });

  execFileSync(program, ["demo"], { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });
  const server = spawn(program, ["serve", "--address", "127.0.0.1:0"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  const file = createWriteStream(log);
  server.stderr.pipe(file);
  process.env.DUBAN_URL = await address(server);
  server.stdout.pipe(file);

  return async () => {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}

function address(server: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`the server did not listen within 60 s; see ${log}`)), 60_000);
    server.once("exit", (code) => failed(new Error(`the server ended (${code}) before it listened; see ${log}`)));
    createInterface({ input: server.stdout! }).on("line", (line) => {
      const url = /listening on (http:\S+)/.exec(line)?.[1];
      if (url) {
        clearTimeout(timer);
        found(url);
      }
    });
  });
}
