import { resolve } from "node:path";
import { noSidewaysScroll } from "../support/layout";
import { signIn } from "../support/people";
import { imported, prefixOf } from "../support/plans";
import { changeTo } from "../support/tasks";
import { accessible, answering, expect, hydrates, open, test } from "../support/test";

const SHEET = resolve(__dirname, "../../demo/ledger-72.xlsx");

/** The number of tasks that the list says it found. */
const found = (page: import("@playwright/test").Page, count: RegExp) => expect(page.locator(".table-foot")).toContainText(count);
/** The sample, which no test adds to. */
const SAMPLE = /共 72 项/;

test("the office sees 72 tasks, in the frame, without faults", async ({ page }) => {
  await signIn(page, "jingban");
  await open(page, "/tasks?plan=35");
  await expect(page.getByRole("heading", { level: 1, name: "台账" })).toBeVisible();
  await found(page, SAMPLE);
  await expect(page.getByText("示例数据").first()).toBeVisible();
  await noSidewaysScroll(page);
  await accessible(page);
});

test("filters and order live in the address and can be taken off one by one", async ({ page }) => {
  await signIn(page, "jingban");
  await open(page, "/tasks?plan=35&unit=P-BB&role=lead&due_to=2016-11-30");
  const rows = page.locator("#ledger-rows tbody tr");
  const count = await rows.count();
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(72);
  for (const row of await rows.all()) await expect(row).toContainText("省编办");
  await page.getByRole("link", { name: /移除筛选 角色/ }).click();
  await expect(page).toHaveURL(/unit=P-BB/);
  await expect(page).not.toHaveURL(/role=/);
  await page.getByRole("link", { name: "清除筛选" }).click();
  await found(page, SAMPLE);
});

test("the filter form works with and without the page's module", async ({ page }) => {
  await signIn(page, "jingban");
  await open(page, "/tasks?plan=35");
  // A narrow window folds the lists away; once unfolded, they stay until the button applies what was picked.
  const fold = page.getByText("筛选", { exact: true });
  const folded = await fold.isVisible();
  if (folded) await fold.click();
  await page.getByRole("combobox", { name: "单位" }).selectOption("P-BB");
  await page.getByRole("combobox", { name: "角色" }).selectOption("lead");
  await page.getByLabel("到", { exact: true }).fill("2016-11-30");
  if (folded) await page.getByRole("button", { name: "应用" }).click();
  else await page.getByLabel("到", { exact: true }).press("Enter");
  await expect(page).toHaveURL(/unit=P-BB.*role=lead.*due_to=2016-11-30/);
  await page.locator("#ledger-rows tbody tr a").first().click();
  await expect(page).toHaveURL(/\/tasks\/35-\d+/);
  await expect(page.getByText("省编办").first()).toBeVisible();
});

test("the order is picked beside the filters, on phones too", async ({ page }) => {
  await signIn(page, "jingban");
  await open(page, "/tasks?plan=35&unit=P-BB");
  const fold = page.locator(".filters__toggle");
  const folded = await fold.isVisible();
  if (folded) await fold.click();
  await page.getByRole("combobox", { name: "排序" }).selectOption({ label: "按任务名称排序" });
  if (folded) await page.getByRole("button", { name: "应用" }).click();
  else await page.getByLabel("到", { exact: true }).press("Enter");
  await expect(page).toHaveURL(/unit=P-BB.*sort=title|sort=title.*unit=P-BB/);
  await expect(page.locator("select[name=sort]")).toHaveValue("title");
  if (folded) await fold.click();
  await noSidewaysScroll(page);
});

test("two characters are found, ranked, and marked", async ({ page }) => {
  await signIn(page, "jingban");
  await open(page, "/tasks?plan=35");
  await page.getByRole("searchbox").last().fill("中介");
  await page.getByRole("searchbox").last().press("Enter");
  await expect(page).toHaveURL(/q=/);
  await expect(page.locator("#ledger-rows tbody tr").first().locator("mark").first()).toHaveText("中介");
});

test("a department sees its own tasks and nothing of others", async ({ page }) => {
  await signIn(page, "jingban", "/tasks?plan=35");
  const all = page.locator("#ledger-rows tbody tr a.task__link");
  const other = await page.locator("#ledger-rows tbody tr", { hasNotText: "省编办" }).first().locator("a").first().getAttribute("href");
  expect(await all.count()).toBeGreaterThan(40);

  await changeTo(page, "p-bb", "/tasks?plan=35");
  const own = await page.locator("#ledger-rows tbody tr").count();
  expect(own).toBeGreaterThan(0);
  expect(own).toBeLessThan(50);
  await expect(page.getByRole("link", { name: "入账" })).toHaveCount(0);
  const href = await page.locator("#ledger-rows tbody tr a").first().getAttribute("href");
  expect((await page.request.get(href!)).status()).toBe(200);
  expect((await page.request.get("/tasks/new")).status()).toBe(404);
  expect(other).toBeTruthy();
});

test("the sheet of the sample enters 72 tasks in a new plan; imported again, it changes nothing", async ({ page }) => {
  const prefix = prefixOf("T");
  const preview = async (plan: string) => {
    await open(page, "/tasks/import");
    await page.getByLabel("台账文件").setInputFiles(SHEET);
    await page.getByLabel("录入哪个计划").selectOption(plan);
  };
  await signIn(page, "jingban", "/tasks/import");
  await preview("new");
  await page.getByLabel("计划名称").fill(`新计划 ${prefix}`);
  await page.getByLabel("编号前缀").fill(prefix);
  await page.getByLabel("开始日期").fill("2016-01-01");
  await page.getByLabel("截止日期").fill("2016-12-20");
  await page.getByRole("button", { name: "预览" }).click();
  await expect(page.getByRole("button", { name: "确认录入 72 行" })).toBeVisible();
  await expect(page.getByText("与国家部署同步").first()).toBeVisible();
  await page.getByRole("button", { name: "确认录入 72 行" }).click();
  await expect(page.getByText("已录入：新增 72 项，变更 0 项")).toBeVisible();
  await page.getByRole("link", { name: "查看台账" }).click();
  await found(page, /共 72 项/);
  await expect(page).toHaveURL(new RegExp(`plan=${prefix}`));

  await preview(prefix);
  await page.getByRole("button", { name: "预览" }).click();
  await expect(page.getByText("与台账一致，没有需要录入的内容")).toBeVisible();
  await accessible(page);
});

test("a refused import says what is wrong at its field and keeps what was typed", async ({ page }) => {
  await signIn(page, "jingban", "/tasks/import");
  await page.getByLabel("台账文件").setInputFiles(SHEET);
  await page.getByLabel("录入哪个计划").selectOption("new");
  await page.getByLabel("计划名称").fill("缺日期的计划");
  await page.getByLabel("编号前缀").fill("有汉字");
  await page.getByRole("button", { name: "预览" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByLabel("计划名称")).toHaveValue("缺日期的计划");
  await expect(page.getByLabel("编号前缀")).toHaveAttribute("aria-invalid", "true");
  await accessible(page);
});

test("a task is entered, refused with its words kept, then edited", async ({ page }) => {
  test.skip(test.info().project.name === "tablet-portrait", "the same as on the other tablet");
  const prefix = await imported(page, "N");
  await open(page, `/tasks/new?plan=${prefix}`);
  await page.getByLabel("序号").fill("2");
  await page.getByLabel("领域").fill("行政审批改革");
  await page.getByLabel("工作内容及目标").fill("=不是公式，是文字");
  await page.getByRole("button", { name: "入账" }).click();
  await expect(page.getByRole("alert").first()).toContainText("填写重点任务");
  await expect(page.getByLabel("工作内容及目标")).toHaveValue("=不是公式，是文字");
  await page.getByLabel("重点任务").fill("试填任务");
  await page.getByLabel("第一牵头").selectOption("P-FGW");
  await page.getByLabel("完成时限").fill("2016-12-15");
  await page.getByRole("button", { name: "入账" }).click();
  await expect(page).toHaveURL(`/tasks/${prefix}-02`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("试填任务");
  await page.getByRole("link", { name: "修改" }).click();
  await page.getByLabel("重点任务").fill("改过的任务");
  await page.getByRole("button", { name: "保存修改" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("改过的任务");
  await accessible(page);
});

test("English is complete on the ledger, the theme follows the choice", async ({ page }) => {
  await signIn(page, "jingban");
  await page.context().addCookies([{ name: "duban_language", value: "en", url: process.env.DUBAN_URL! }, { name: "duban_theme", value: "dark", url: process.env.DUBAN_URL! }]);
  await open(page, "/tasks?plan=35");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("heading", { level: 1, name: "Ledger" })).toBeVisible();
  await noSidewaysScroll(page);
  await accessible(page);
});

test("a change made in one browser shows in another within two seconds", async ({ page, browser }) => {
  test.skip(!hydrates() || test.info().project.name !== "desktop", "live updates need the module; once is enough");
  const other = await browser.newContext({ baseURL: process.env.DUBAN_URL, locale: "zh-CN" });
  const office = await other.newPage();
  const prefix = await imported(office, "W", Array.from({ length: 30 }, (_, line) => ({ title: `任务${"，".repeat(line % 3)}${"再".repeat(line)}` })));
  await open(office, `/tasks/${prefix}-01/dispatch`);
  await signIn(page, "lingdao", `/tasks?plan=${prefix}`);
  await answering(page);
  const [task, dashboard] = [await page.context().newPage(), await page.context().newPage()];
  await open(task, `/tasks/${prefix}-01`);
  await open(dashboard, `/dashboard?plan=${prefix}`);
  const figures = () => dashboard.locator("#dashboard").innerText();
  const before = await figures();
  const [row, head] = [page.locator("#ledger-rows"), task.locator("#task .task-head__lights")];
  for (const place of [row, head]) await expect(place).toContainText("已立项");
  // What is read further down stays where it is, though the heights of rows out of sight are only known once they were seen.
  const read = page.locator(`[id="task-${prefix}-22"]`);
  await read.evaluate((row) => row.scrollIntoView({ block: "center" }));
  const top = () => read.evaluate((row) => new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(() => told(Math.round(row.getBoundingClientRect().top))))));
  await top();
  const stood = await top();

  await office.getByRole("button", { name: "交办" }).click();
  await expect(office).toHaveURL(`/tasks/${prefix}-01`);
  await Promise.all([
    expect(row).toContainText("已交办", { timeout: 2_000 }),
    expect(head).toContainText("已交办", { timeout: 2_000 }),
    expect.poll(figures, { timeout: 2_000, intervals: [100] }).not.toBe(before),
  ]);
  expect(await top()).toBe(stood);
  await other.close();
});

test("another order, filter or page keeps the document, the keyboard's place and the way back", async ({ page, isMobile }) => {
  test.skip(!hydrates(), "without the module each is a page of its own");
  await signIn(page, "jingban");
  await open(page, "/tasks?plan=35");
  await page.evaluate(() => document.documentElement.setAttribute("data-same", ""));
  const same = () => expect(page.locator("html[data-same]")).toHaveCount(1);
  const first = page.locator("#ledger-rows tbody tr").first().locator(".task__link");
  const before = await first.getAttribute("href");

  const narrow = isMobile && page.viewportSize()!.width < 600;
  if (!narrow) {
    const byDue = page.locator('#ledger-rows th a[href*="sort=due"]');
    await byDue.focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/sort=due/);
    await expect(page.locator("#ledger-rows th[aria-sort=ascending]")).toHaveCount(1);
    await expect(byDue).toBeFocused();
    await same();
    await page.goBack();
    await expect(page).not.toHaveURL(/sort=/);
  }
  await expect(first).toHaveAttribute("href", before!);
  await page.getByRole("link", { name: "下一页" }).click();
  await expect(page).toHaveURL(/after=/);
  await expect(first).not.toHaveAttribute("href", before!);
  await expect(page.locator("#in-place-said")).toContainText("共 72 项");
  await expect(page.locator("#ledger")).toBeInViewport();
  await page.locator(".light-filter__one", { hasText: "逾期" }).click();
  await expect(page).toHaveURL(/light=red/);
  await expect(page.locator(".bar input[name=here]").first()).toHaveValue(/light=red/);
  await same();
  // What is no longer there is left to the browser.
  await page.locator("#ledger-rows .task__link").first().click();
  await expect(page).toHaveURL(/\/tasks\/35-\d+/);
  await expect(page.locator("html[data-same]")).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/light=red/);
});
