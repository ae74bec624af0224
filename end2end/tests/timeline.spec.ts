import { type Locator, type Page } from "@playwright/test";
import { noSidewaysScroll, targetsAreLarge } from "../support/layout";
import { signIn } from "../support/people";
import { imported } from "../support/plans";
import { accessible, expect, hydrates, open, test } from "../support/test";

const PAGE = "/tasks/timeline?plan=35";
/** A task with three steps, in a plan of the test's own. Returns its page; the office is signed in. */
async function stepped(page: Page, letter: string) {
  const steps = { roadmap: "一、摸底\n二、清理\n三、公布", timetable: "一、2016-05-31\n二、2016-08-31\n三、2016-10-31" };
  return `/tasks/${await imported(page, letter, [steps])}-01`;
}

const frame = (page: Page) => page.locator(".timeline__scroll");
const axisWidth = (page: Page) => page.locator(".timeline__axis").evaluate((axis) => axis.getBoundingClientRect().width);
const scrolled = (page: Page) => frame(page).evaluate((element) => element.scrollLeft);
const item = (page: Page, id: string) => page.locator(`[data-item="${id}"]`);
const field = (page: Page, id: string) => page.locator(`[data-timeline-input="${id}"]`);
const link = (page: Page, id: string) => item(page, id).locator("a");
const after = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Where a finger or the mouse takes hold of an item. */
async function middle(mark: Locator) {
  await mark.scrollIntoViewIfNeeded();
  const box = (await mark.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Pixels a day of the frame that holds the item. */
async function dayWidth(page: Page) {
  const days = await page.locator(".timeline__plot").evaluate((plot: HTMLElement) => (Date.parse(plot.dataset.end!) - Date.parse(plot.dataset.start!)) / 86_400_000);
  return (await axisWidth(page)) / days;
}

test("all tasks of the plan stand on one axis, in the frame, without faults", async ({ page }) => {
  await signIn(page, "jingban", PAGE);
  await open(page, PAGE);
  await expect(page.getByRole("heading", { level: 1, name: "时间表" })).toBeVisible();
  expect(await page.locator("[data-lane]").count()).toBeGreaterThanOrEqual(72);
  await expect(page.locator('[data-lane="35-01"] a')).toHaveAttribute("href", "/tasks/35-01");
  await noSidewaysScroll(page);
  await targetsAreLarge(page);
  await accessible(page);
});

test("grouping and filters live in the address, and lead back to the ledger", async ({ page }) => {
  await signIn(page, "jingban", "/tasks?plan=35&unit=P-BB&role=lead");
  await page.getByRole("link", { name: "时间表" }).click();
  await expect(page).toHaveURL(/\/tasks\/timeline\?plan=35&unit=P-BB&role=lead/);
  const lanes = await page.locator("[data-lane]").count();
  expect(lanes).toBeGreaterThan(0);
  expect(lanes).toBeLessThan(72);
  await page.getByRole("link", { name: "按牵头单位" }).click();
  await expect(page.locator(".timeline__group")).toHaveCount(1);
  await expect(page.locator(".timeline__group")).toContainText("省编办");
  await page.getByRole("link", { name: /移除筛选 角色/ }).click();
  await expect(page).toHaveURL(/unit=P-BB.*by=unit/);
  await page.getByRole("link", { name: "台账", exact: true }).last().click();
  await expect(page).toHaveURL(/\/tasks\?plan=35&unit=P-BB/);
});

test("zoom by buttons and by Ctrl and the wheel keeps the place, 全览 shows the whole plan", async ({ page }) => {
  test.skip(!hydrates(), "zoom needs the module");
  await signIn(page, "jingban", PAGE);
  await open(page, PAGE);
  const before = await axisWidth(page);
  await page.getByRole("button", { name: "放大" }).click();
  const larger = await axisWidth(page);
  expect(larger / before).toBeCloseTo(1.5, 1);
  const box = (await frame(page).boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.7, box.y + 60);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -20);
  await page.keyboard.up("Control");
  await expect.poll(() => axisWidth(page)).toBeGreaterThan(larger);
  await page.getByRole("button", { name: "全览" }).click();
  const fits = await frame(page).evaluate((element) => element.scrollWidth <= element.clientWidth);
  expect(fits).toBe(true);
  await noSidewaysScroll(page);
});

test("two fingers zoom, one pans", async ({ page }) => {
  test.skip(!hydrates() || !test.info().project.use.hasTouch, "fingers need a touch screen");
  await signIn(page, "jingban", PAGE);
  await open(page, PAGE);
  await frame(page).scrollIntoViewIfNeeded();
  const box = (await frame(page).boundingBox())!;
  const view = page.viewportSize()!;
  const y = Math.min(box.y + 150, view.height - 90);
  const x = box.x + box.width * 0.6;
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: string, ...points: [number, number][]) =>
    cdp.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints: points.map(([x, y], id) => ({ x, y, id })) });

  const before = await axisWidth(page);
  await touch("touchStart", [x - 30, y], [x + 30, y]);
  for (let step = 1; step <= 5; step += 1) await touch("touchMove", [x - 30 - step * 8, y], [x + 30 + step * 8, y]);
  await touch("touchEnd");
  await expect.poll(() => axisWidth(page)).toBeGreaterThan(before * 1.5);

  const stood = await scrolled(page);
  await touch("touchStart", [x, y]);
  for (let step = 1; step <= 10; step += 1) await touch("touchMove", [x + step * 10, y]);
  await touch("touchEnd");
  await expect.poll(() => scrolled(page)).toBeLessThan(stood - 40);
});

test("a milestone is dragged day by day; Escape puts it back; nothing is saved by itself", async ({ page }) => {
  test.skip(!hydrates(), "dragging needs the module; the date fields do not");
  await open(page, `${await stepped(page, "M")}/edit`);
  const day = await field(page, "step-1").inputValue();
  const width = await dayWidth(page);
  const start = await middle(item(page, "step-1").locator(".timeline__hit"));
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + width * 6, start.y, { steps: 4 });
  await expect(page.locator(".timeline__chosen output")).toContainText("推后 6 天");
  await expect(field(page, "step-1")).toHaveValue(day);
  await page.keyboard.press("Escape");
  await expect(item(page, "step-1")).toHaveAttribute("data-day", day);
  await page.mouse.up();
  await expect(field(page, "step-1")).toHaveValue(day);

  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + width * 9, start.y, { steps: 4 });
  await page.mouse.up();
  await expect(field(page, "step-1")).toHaveValue(after(day, 9));
  await expect(item(page, "step-1").locator(".timeline__base")).toBeVisible();
  await expect(page).toHaveURL(/\/edit$/);
});

test("a finger drags a milestone without moving the page", async ({ page }) => {
  test.skip(!hydrates() || !test.info().project.use.hasTouch, "fingers need a touch screen");
  await open(page, `${await stepped(page, "F")}/edit`);
  const day = await field(page, "step-1").inputValue();
  const width = await dayWidth(page);
  const start = await middle(item(page, "step-1").locator(".timeline__hit"));
  const stood = await scrolled(page);
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", x?: number) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: x === undefined ? [] : [{ x, y: start.y }] });
  await touch("touchStart", start.x);
  for (let step = 1; step <= 8; step += 1) await touch("touchMove", start.x + width * step);
  await touch("touchEnd");
  await expect(field(page, "step-1")).toHaveValue(after(day, 8));
  expect(await scrolled(page)).toBe(stood);
});

test("keyboard and buttons do what dragging does, and the fields move the items", async ({ page }) => {
  test.skip(!hydrates(), "needs the module");
  await open(page, `${await stepped(page, "K")}/edit`);
  const day = await field(page, "step-2").inputValue();
  await link(page, "step-2").focus();
  await page.keyboard.press("ArrowRight");
  await expect(field(page, "step-2")).toHaveValue(after(day, 1));
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(field(page, "step-2")).toHaveValue(after(day, -6));
  await expect(link(page, "step-2")).toHaveAttribute("aria-label", new RegExp(`^${after(day, -6)} `));
  await expect(page.locator(".timeline__chosen output")).toContainText("提前 6 天");
  for (let week = 0; week < 9; week += 1) await page.keyboard.press("Shift+ArrowRight");
  await expect(item(page, "step-2").locator(".timeline__hit")).toBeInViewport();
  for (let week = 0; week < 9; week += 1) await page.keyboard.press("Shift+ArrowLeft");
  await expect(item(page, "step-2").locator(".timeline__hit")).toBeInViewport();
  await page.getByRole("button", { name: "推后一天" }).click();
  await expect(field(page, "step-2")).toHaveValue(after(day, -5));
  await accessible(page);
  await targetsAreLarge(page);

  await field(page, "step-2").fill(after(day, 14));
  await expect(item(page, "step-2")).toHaveAttribute("data-day", after(day, 14));
  await expect(page.locator(".timeline__chosen output")).toContainText("推后 14 天");
  await field(page, "step-2").fill("");
  await expect(item(page, "step-2")).toBeHidden();
  await field(page, "step-2").fill(day);
  await page.locator('[data-timeline-label="step-2"]').fill("换一个名称");
  await expect(item(page, "step-2")).toContainText("换一个名称");
  await link(page, "step-2").focus();
  await page.keyboard.press("Enter");
  await expect(field(page, "step-2")).toBeFocused();
});

test("without the module the items of the form are links to their fields", async ({ page }) => {
  test.skip(hydrates(), "the others have it");
  await open(page, `${await stepped(page, "H")}/edit`);
  await expect(link(page, "step-1")).toHaveAttribute("href", "#milestone-due-1");
  await expect(page.locator("#milestone-due-1")).toHaveAttribute("type", "date");
  await expect(page.getByRole("button", { name: "放大" })).toBeHidden();
});

test("the task's page shows its steps, each leading to its row", async ({ page }) => {
  await open(page, await stepped(page, "D"));
  await expect(link(page, "step-1")).toHaveAttribute("href", "#milestone-1");
  await expect(page.locator("#milestone-1")).toBeVisible();
  await noSidewaysScroll(page);
  await accessible(page);
});

test("on paper there is the whole width, without buttons", async ({ page }) => {
  test.skip(test.info().project.name !== "desktop", "paper is the same everywhere");
  await signIn(page, "jingban", PAGE);
  await open(page, PAGE);
  await page.setViewportSize({ width: 1488, height: 1000 });
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "放大" })).toBeHidden();
  const fits = await frame(page).evaluate((element) => element.scrollWidth <= element.clientWidth && getComputedStyle(element).overflowX === "visible");
  expect(fits).toBe(true);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const sheets = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [Math.round(Number(width)), Math.round(Number(height))]);
  expect(sheets.length).toBeGreaterThan(1);
  // A3 across, in points.
  for (const sheet of sheets) expect(sheet).toEqual([1191, 842]);
});

test("English and the dark theme are complete", async ({ page }) => {
  const task = await stepped(page, "C");
  const url = process.env.DUBAN_URL!;
  await page.context().addCookies([{ name: "duban_language", value: "en", url }, { name: "duban_theme", value: "dark", url }]);
  await open(page, PAGE);
  await expect(page.getByRole("heading", { level: 1, name: "Timetable" })).toBeVisible();
  await noSidewaysScroll(page);
  await accessible(page);
  await open(page, `${task}/edit`);
  await accessible(page);
});
