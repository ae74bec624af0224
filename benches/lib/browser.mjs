// Chromium, and how much memory its pages take.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { commandLine, privateMemory, tree } from "./processes.mjs";

// The package that the end-to-end tests use; nothing else is installed for this.
const { chromium } = createRequire(import.meta.url)("playwright-core");

/** Bytes a second, ms there and back, and how many times slower the processor is. */
export const PROFILES = { lan: null, tablet: { bytes: 10e6 / 8, delay: 40, slower: 4 } };

const QUIET = ["gpu", "quic", "background-networking", "component-update", "sync"].map((what) => `--disable-${what}`);

/** The machine's Chromium or Chrome, else Playwright's own. */
export function browser() {
  const installed = ["chromium", "google-chrome-stable", "google-chrome", "chromium-headless-shell"].map((name) => `/usr/bin/${name}`);
  const places = [process.env.CHROMIUM, ...installed];
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath: places.find((place) => place && existsSync(place)),
    args: [...QUIET, ...sandbox, "--no-first-run", "--js-flags=--expose-gc"],
  });
}

/** Slows a page down to a profile. */
export async function slowDown(cdp, profile) {
  const limits = PROFILES[profile];
  if (!limits) return;
  const { bytes, delay, slower } = limits;
  const network = { offline: false, latency: delay, downloadThroughput: bytes, uploadThroughput: bytes };
  await cdp.send("Network.emulateNetworkConditions", network);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: slower });
}

/** Private memory in MB of the largest page process; WebAssembly's counts. */
export function rendererMemory() {
  const renderers = tree(process.pid).filter((pid) => commandLine(pid).includes("--type=renderer"));
  return Math.max(...renderers.map(privateMemory));
}
