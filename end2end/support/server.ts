import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const root = resolve(__dirname, "../..");
const logs = join(root, "target/end2end");

/** A running server, and how it is stopped. */
export interface Running {
  url: string;
  /** Its data folder, gone when it has stopped. */
  data: string;
  stop: () => Promise<void>;
}

/** An empty folder that the server's PostgreSQL can enter: started by root, it runs as another user. */
export function dataFolder(): string {
  const data = mkdtempSync(join(tmpdir(), "duban-end2end-"));
  chmodSync(data, 0o755);
  return data;
}

function environment(data: string, more: Record<string, string>) {
  return { DUBAN_SITE: join(root, "site"), ...process.env, DUBAN_DATA: data, ...more };
}

/** DUBAN_BINARY names the program; else it is the release build. */
const program = () => process.env.DUBAN_BINARY ?? join(root, "target/release/duban");

/** Loads the sample into a data folder. */
export function loadSample(data: string, more: Record<string, string> = {}) {
  execFileSync(program(), ["demo"], { cwd: root, env: environment(data, more), stdio: ["ignore", "ignore", "inherit"] });
}

/** Starts a release server on a data folder and on a port that the system chooses. */
export async function serve(name: string, data: string, more: Record<string, string> = {}): Promise<Running> {
  mkdirSync(logs, { recursive: true });
  const log = join(logs, `${name}.log`);
  const options = { cwd: root, env: environment(data, more), stdio: ["ignore", "pipe", "pipe"] as ("ignore" | "pipe")[] };
  const server = spawn(program(), ["serve", "--address", "127.0.0.1:0"], options);
  const file = createWriteStream(log);
  server.stderr!.pipe(file);
  const url = await announced(server, /listening on (http:\S+)/, log);
  server.stdout!.pipe(file);
  const stop = async () => {
    await ended(server);
    rmSync(data, { recursive: true, force: true });
  };
  return { url, data, stop };
}

/** SIGTERM, and its end. */
export async function ended(server: ChildProcess) {
  const over = new Promise((done) => server.once("exit", done));
  server.kill("SIGTERM");
  await over;
}

/** What a program that was just started says of itself, once it says it. */
export function announced(server: ChildProcess, what: RegExp, log: string): Promise<string> {
  return new Promise((found, failed) => {
    const timer = setTimeout(() => failed(new Error(`no word of it within 60 s; see ${log}`)), 60_000);
    server.once("exit", (code) => failed(new Error(`it ended (${code}) before it said so; see ${log}`)));
    createInterface({ input: server.stdout! }).on("line", (line) => {
      const said = what.exec(line)?.[1];
      if (said) {
        clearTimeout(timer);
        found(said);
      }
    });
  });
}

/**
 * Before the first test: the release server with the sample plan, until after the last. DUBAN_URL names a running server
 * to test instead.
 */
export default async function start(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DUBAN_URL) return undefined;
  const data = dataFolder();
  loadSample(data);
  const { url, stop } = await serve("server", data);
  process.env.DUBAN_URL = url;
  return stop;
}
