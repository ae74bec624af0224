import { noSidewaysScroll } from "../support/layout";
import { signIn } from "../support/people";
import { changeTo } from "../support/tasks";
import { accessible, expect, open, test } from "../support/test";

test("every figure leads to exactly its rows", async ({ page }) => {
  await signIn(page, "lingdao", "/dashboard?plan=35");
  await open(page, "/dashboard?plan=35");
  await noSidewaysScroll(page);
  await accessible(page);
  // Other tests enter tasks meanwhile: read the figures again until page and lists are of one moment.
  await expect(async () => {
    await page.reload();
    const links = await page.locator("#by-field a, #by-month a, #by-unit td a").evaluateAll((found) =>
      found.map((link) => ({ href: link.getAttribute("href")!, count: Number(/\d+$/.exec(link.textContent!.trim())?.[0] ?? link.querySelector("text")?.textContent) })),
    );
    expect(links.length).toBeGreaterThan(12);
    // A sample across the page: all of them are counted in the server's own tests.
    for (const { href, count } of links.filter((_, index) => index % 9 === 0).slice(0, 12)) {
      const html = await (await page.request.get(href)).text();
      expect(/共 (\d+) 项/.exec(html)?.[1] ?? "0", href).toBe(String(count));
    }
  }).toPass({ timeout: 60_000 });
});

test("the lights, and the tasks that have none, add up to all tasks", async ({ page }) => {
  await signIn(page, "lingdao", "/dashboard?plan=35");
  // One answer of the server, so all figures are of one moment.
  const figures = async (selector: string) =>
    (await page.locator(selector).allTextContents()).map((text) => Number(/\d+/.exec(text)?.[0]));
  const sum = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);
  const [all] = await figures(".verdict__lead a");
  const without = await figures(".lights__rest a");
  expect(without.length).toBeGreaterThan(0);
  expect(sum(await figures("#lights .stat__value")) + sum(without)).toBe(all);
});

test("who may urge does so from what is overdue; who may not is not offered it", async ({ page }) => {
  await signIn(page, "jingban", "/dashboard?plan=35");
  const first = page.locator("#late .late").first();
  const waitsFor = (await first.locator(".late__why strong a").first().textContent())!;
  const task = (await first.locator(".late__title a").getAttribute("href"))!;
  await first.getByRole("link", { name: "催办" }).click();
  await expect(page).toHaveURL(new RegExp(`${task}\\?unit=[^#]+#urge$`));
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await expect(dialog.getByLabel("单位").locator("option:checked")).toContainText(waitsFor);
  await accessible(page);
  await changeTo(page, "lingdao", "/dashboard?plan=35");
  await expect(page.locator("#late .late").first()).toBeVisible();
  await expect(page.locator("#late").getByRole("link", { name: "催办" })).toHaveCount(0);
});
