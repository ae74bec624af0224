import { defineConfig, type PlaywrightTestConfig } from "@playwright/test";
import { browserPath, launchArguments } from "./support/browser";

const viewport = (width: number, height: number) => ({ viewport: { width, height } });
const touch = { hasTouch: true, isMobile: true };

// The address is known when support/server.ts has started the server: support/test.ts sets it.
const config: PlaywrightTestConfig = {
  testDir: "tests",
  outputDir: "../target/end2end/results",
  globalSetup: "./support/server.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: !!process.env.CI,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    actionTimeout: 30_000,
    // Recording each step takes a tenth of the time: ask for it with --trace retain-on-failure.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: browserPath(), args: launchArguments() },
  },
  projects: [
    { name: "desktop", use: viewport(1440, 900) },
    { name: "desktop-without-javascript", use: { ...viewport(1440, 900), javaScriptEnabled: false } },
    { name: "tablet", use: { ...viewport(1194, 834), ...touch } },
    { name: "tablet-portrait", use: { ...viewport(834, 1194), ...touch } },
    { name: "phone", use: { ...viewport(360, 780), ...touch, deviceScaleFactor: 3 } },
  ],
};

export default defineConfig(config);
