import AxeBuilder from "@axe-core/playwright";
import { type Page, expect, test as base } from "@playwright/test";

/**
 * Playwright's `test`, with the server's address, and with what no page may do checked after each test: errors in the
 * console (hydration mismatches and refused content among them) and requests to other hosts.
 */
export const test = base.extend<{ clean: void }>({
  baseURL: async ({}, use) => use(process.env.DUBAN_URL),
  clean: [
    async ({ page, baseURL }, use) => {
      const faults: string[] = [];
      // A page that answers 404 or 422 is no fault: the browser reports its status like that of a missing file.
      const pages = new Set<string>();
      page.on("request", (request) => request.isNavigationRequest() && pages.add(request.url()));
      page.on("console", (message) => {
        // Nor is a draft or a file that cannot be taken now: the form says so itself.
        const draft = /\/fn\/reports\/(save_draft|send)$|\/report\/files\?/.test(message.location().url);
        const known = draft || pages.has(message.location().url);
        const status = message.text().startsWith("Failed to load resource") && known;
        if (message.type() === "error" && !status) faults.push(`console: ${message.text()}`);
      });
      page.on("pageerror", (error) => faults.push(`uncaught: ${error.message}`));
      page.on("request", (request) => {
        const url = request.url();
        if (/^(https?|wss?):/.test(url) && !url.startsWith(baseURL!)) faults.push(`another host: ${url}`);
      });
      await use();
      expect(faults, "what the page must not do").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Whether the project runs the page's code. */
export const hydrates = () => test.info().project.use.javaScriptEnabled !== false;

/** Opens a page and waits until its islands answer, where they do. */
export async function open(page: Page, path: string) {
  const response = await page.goto(path);
  await answering(page);
  return response;
}

/** Waits until the islands of the page that is open answer, where they do. */
export async function answering(page: Page) {
  if (hydrates()) await expect(page.locator("html[data-hydrated]")).toBeAttached();
}

/** No finding of axe at WCAG 2.2 AA. axe itself needs the page's scripting, so without it there is nothing to ask. */
export async function accessible(page: Page) {
  if (!hydrates()) return;
  // The whole page at once: what a fixed bar happens to cover in the present position is no small target.
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)) });
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  // Pages have no frames: what axe does for them, a window of its own among it, would cost more than the rules.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).withTags(tags).setLegacyMode();
  const { violations } = await axe.analyze();
  await page.setViewportSize({ width, height });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`)).toEqual([]);
}
