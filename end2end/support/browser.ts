import { existsSync } from "node:fs";

/** The machine's Chromium or Chrome, found as scripts/bootstrap finds it; undefined means Playwright's own. */
export function browserPath(): string | undefined {
  const places = [
    process.env.CHROMIUM,
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/google-chrome-stable",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ];
  return places.find((place) => place !== undefined && existsSync(place));
}

/** No sandbox for root, which Chromium refuses, and nothing that talks to other hosts. */
export function launchArguments(): string[] {
  const quiet = ["gpu", "quic", "background-networking", "component-update", "sync"].map((what) => `--disable-${what}`);
  return [...quiet, "--no-first-run", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
}
