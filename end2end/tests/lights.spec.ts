import { type Page } from "@playwright/test";
import { noSidewaysScroll, targetsAreLarge } from "../support/layout";
import { signIn } from "../support/people";
import { imported, signed, signedTask } from "../support/plans";
import { changeTo } from "../support/tasks";
import { accessible, expect, hydrates, open, test } from "../support/test";

/** Seen from the sample's day, 2016-11-30, a Wednesday: overdue, in two working days, in seven, in fourteen. */
const DUE = ["2016-11-25", "2016-12-02", "2016-12-09", "2016-12-20"];

/** One task for each light but the last, which nobody was given: it has none. The office is signed in. */
async function lit(page: Page, letter: string) {
  const alone = { participants: "" };
  const prefix = await imported(page, letter, [...DUE.map((due) => ({ ...alone, due })), alone]);
  await open(page, `/tasks/dispatch?plan=${prefix}`);
  await page.getByRole("checkbox", { name: new RegExp(`${prefix}-05`) }).uncheck();
  await page.getByRole("button", { name: "交办" }).click();
  await expect(page).not.toHaveURL(/\/dispatch/);
  return prefix;
}

const numbers = (page: Page) => page.locator("#ledger-rows tbody tr .code");

test("the ledger is filtered by light, and each light says why in one tap", async ({ page }) => {
  const prefix = await lit(page, "G");
  await open(page, `/tasks?plan=${prefix}`);
  const light = (name: string) => page.getByRole("group", { name: "按亮灯筛选" }).getByRole("link", { name });
  await expect(numbers(page)).toHaveCount(5);
  await light("逾期").click();
  await expect(numbers(page)).toHaveText([`${prefix}-01`]);
  await light("预警").click();
  await expect(page).toHaveURL(/light=red.*yellow/);
  await expect(numbers(page)).toHaveCount(2);
  await light("逾期").click();
  await expect(numbers(page)).toHaveText([`${prefix}-02`]);
  await expect(light("预警")).toHaveAttribute("aria-current", "true");
  await page.getByRole("link", { name: "移除筛选 亮灯 预警" }).click();
  await expect(numbers(page)).toHaveCount(5);
  await targetsAreLarge(page);

  // Rule, date, how it was counted, evidence: by a tap on the light, without the browser's module too.
  const row = page.locator("#ledger-rows tbody tr", { hasText: `${prefix}-01` });
  const why = row.locator(".why__body");
  await expect(why).toBeHidden();
  await row.getByText("逾期 3 个工作日").click();
  await expect(why).toBeVisible();
  if (hydrates()) await expect(why).toBeInViewport({ ratio: 1 });
  for (const said of ["为什么是“逾期”", "到期未完成，次日起为逾期", "2016-11-25", "已过 3 个工作日", "办结期限"]) {
    await expect(why).toContainText(said);
  }
  await accessible(page);
  await noSidewaysScroll(page);
  await expect(page.locator("#ledger-rows tbody tr", { hasText: `${prefix}-05` }).locator(".light")).toHaveCount(0);
});

test("a reason that is being read stays open when another task changes", async ({ page, browser }) => {
  test.skip(!hydrates(), "live updates need the module");
  const prefix = await lit(page, "LO");
  await open(page, `/tasks?plan=${prefix}`);
  const row = (number: number) => page.locator("#ledger-rows tbody tr", { hasText: `${prefix}-0${number}` });
  const why = row(1).locator(".why__body");
  await row(1).getByText("逾期 3 个工作日").click();
  await expect(why).toBeVisible();

  const other = await (await browser.newContext({ baseURL: process.env.DUBAN_URL, locale: "zh-CN" })).newPage();
  await signed(other, `${prefix}-02`, ["p-bb"]);
  await other.context().close();
  await expect(row(2)).toContainText("已签收");
  await expect(why).toBeVisible();
  await expect(row(2).locator(".why__body")).toBeHidden();
});

test("beside the light stands what the lead thinks of it", async ({ page }) => {
  const number = await signedTask(page, "Y", { participants: "", due: "2016-12-09" });
  await open(page, `/tasks/${number}/report`);
  await page.getByLabel("完成进度", { exact: true }).fill("60");
  await page.getByRole("textbox", { name: "本期进展" }).fill("已清理 40 项");
  await page.getByRole("radio", { name: "难完成" }).check();
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page.locator("#reports")).toContainText("已清理 40 项");

  await page.locator(".task-head__lights").getByText("7 个工作日内到期").click();
  const why = page.locator(".task-head__lights .why__body");
  for (const said of ["离到期 10 个工作日以内为临近", "2016-12-09", "还有 7 个工作日"]) await expect(why).toContainText(said);
  await accessible(page);
  await noSidewaysScroll(page);

  await open(page, `/tasks?plan=${number.slice(0, 2)}`);
  const row = page.locator("#ledger-rows tbody tr", { hasText: number });
  await expect(row.getByText("7 个工作日内到期")).toBeVisible();
  await expect(row.locator(".confidence")).toHaveText("难完成");
  await expect(row).toContainText("60%");
});

test("each light of the dashboard leads to exactly its rows", async ({ page }) => {
  const prefix = await lit(page, "X");
  await changeTo(page, "lingdao", `/dashboard?plan=${prefix}`);
  await accessible(page);
  for (const [at, name] of ["逾期", "预警", "临近", "正常"].entries()) {
    await open(page, `/dashboard?plan=${prefix}`);
    const figure = page.locator("#lights").getByRole("link", { name: new RegExp(`^${name}`) });
    await expect(figure).toHaveText(new RegExp(`${name}\\s*1\\s*项`));
    await figure.click();
    await expect(numbers(page)).toHaveText([`${prefix}-0${at + 1}`]);
  }
});

test("the director adds a rule; what cannot be is told at its field", async ({ page }) => {
  // A day a browser: two rules cannot begin on the same.
  const from = `2017-0${1 + test.info().config.projects.findIndex(({ name }) => name === test.info().project.name)}-03`;
  await signIn(page, "fuhe", "/admin/lights");
  await open(page, "/admin/lights");
  await expect(page.getByRole("table", { name: "规则" }).getByRole("row", { name: /2000-01-01/ })).toContainText("10 个工作日以内");
  await noSidewaysScroll(page);
  await targetsAreLarge(page);
  await accessible(page);
  const blue = page.getByLabel("临近（工作日）");
  await page.getByLabel("起用日期").fill("2016-11-01");
  await blue.fill("12");
  await page.getByLabel("预警（工作日）").fill("两天");
  await page.getByRole("button", { name: "登记规则" }).click();
  await expect(page.locator("#effective_from-error")).toContainText("起用日期不能早于今天（2016-11-30）");
  await expect(page.locator("#yellow_days-error")).toContainText("填写 0 至 249 的整数");
  await expect(blue).toHaveValue("12");
  await accessible(page);
  await page.getByLabel("起用日期").fill(from);
  await page.getByLabel("预警（工作日）").fill("12");
  await page.getByRole("button", { name: "登记规则" }).click();
  await expect(page.locator("#blue_days-error")).toContainText("临近的天数要多于预警的天数");
  await page.getByLabel("预警（工作日）").fill("5");
  await page.getByRole("button", { name: "登记规则" }).click();
  const added = page.getByRole("table", { name: "规则" }).getByRole("row", { name: new RegExp(from) });
  await expect(added).toContainText("12 个工作日以内");
  await expect(added).not.toContainText("现行");
});

test("the rules of lights are nobody else's", async ({ page }) => {
  await signIn(page, "jingban", "/account");
  expect((await page.request.get("/admin/lights")).status()).toBe(404);
});
