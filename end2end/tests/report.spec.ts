import { type Page } from "@playwright/test";
import { noSidewaysScroll, targetsAreLarge } from "../support/layout";
import { signedTask } from "../support/plans";
import { changeTo } from "../support/tasks";
import { accessible, answering, expect, hydrates, open, test } from "../support/test";

/** A task of 省编办 and 省发改委 whose plan is reported on by half months. 省编办 is signed in. */
const reported = (page: Page, letter: string) => signedTask(page, letter, {}, "每半月");

const text = (page: Page) => page.getByRole("textbox", { name: "本期进展" });

async function write(page: Page, content: string) {
  await page.getByLabel("完成进度", { exact: true }).fill("60");
  await text(page).fill(content);
  await page.getByRole("radio", { name: "有难度" }).check();
}

test("both units report, the lead draws in, the office returns and answers", async ({ page }) => {
  test.setTimeout(240_000);
  const number = await reported(page, "P");
  const path = `/tasks/${number}/report`;

  await changeTo(page, "p-fgw", path);
  await expect(page.getByText("2016年11月下半月，11-30 前报")).toBeVisible();
  await noSidewaysScroll(page);
  await targetsAreLarge(page);
  await accessible(page);
  await page.getByRole("button", { name: "报送" }).click();
  // Told at the fields; nothing typed is lost.
  await expect(page.locator("#content-error")).toContainText("填写本期进展");
  await expect(page.locator("#confidence-error")).toBeVisible();
  await accessible(page);
  await write(page, "已报送目录");
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${number}(#reports)?$`));
  await expect(page.getByText("已报送目录").first()).toBeVisible();

  await changeTo(page, "p-bb", "/");
  await page.getByRole("link", { name: new RegExp(`报进展.*${number}`) }).click();
  await expect(page).toHaveURL(new RegExp(`${path}\\?period=2016-11-16$`));
  await open(page, path);
  await write(page, "已汇总 9 个部门");
  await page.getByRole("button", { name: "引入省发改委的进展" }).click();
  await expect(text(page)).toHaveValue("已汇总 9 个部门\n省发改委：已报送目录");
  await expect(page.getByLabel("需要协调什么")).toBeHidden();
  await page.getByRole("radio", { name: "请协调小组办公室协调" }).check();
  await page.getByLabel("需要协调什么").fill("省环保厅目录未到");
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page.getByText("省发改委：已报送目录").first()).toBeVisible();
  await accessible(page);
  await noSidewaysScroll(page);
  await open(page, path);
  await expect(page.getByText("2016年11月下半月 进展已报送")).toBeVisible();

  await changeTo(page, "jingban", "/reports/help");
  const asked = page.locator("li", { hasText: number });
  await accessible(page);
  await asked.locator("summary").click();
  await asked.getByLabel("答复").fill("已与省环保厅商定");
  await asked.getByRole("button", { name: "答复并办结" }).click();
  await expect(page.locator("li", { hasText: number })).toHaveCount(0);
  await open(page, `/tasks/${number}`);
  await expect(page.getByText("已与省环保厅商定").first()).toBeVisible();
  await page.getByRole("link", { name: "退回进展" }).click();
  const dialog = page.getByRole("dialog", { name: `退回 ${number} 的进展` });
  await dialog.getByRole("radio", { name: "省编办 2016年11月下半月" }).check();
  await dialog.getByLabel("理由").fill("写明部门");
  await dialog.getByRole("button", { name: "退回进展" }).click();
  await expect(page.getByText("已退回，待重报").first()).toBeVisible();

  await changeTo(page, "p-bb", path);
  await expect(page.getByText("退回：写明部门")).toBeVisible();
  await expect(text(page)).toHaveValue(/已汇总 9 个部门/);
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${number}(#reports)?$`));
  await expect(page.getByText("已退回，待重报")).toHaveCount(0);
});

test("two people of a unit see both texts", async ({ page, context }) => {
  test.setTimeout(180_000);
  const number = await reported(page, "Q");
  const path = `/tasks/${number}/report`;
  await open(page, path);
  const other = await context.newPage();
  await open(other, path);
  await write(other, "乙写的进展");
  await other.getByRole("button", { name: "存草稿" }).click();
  await expect(other.getByText(/存的草稿|草稿已存/).first()).toBeVisible();
  await write(page, "甲写的进展");
  if (hydrates()) await expect(page.locator("#report-sync")).toContainText("另有人改过");
  await page.getByRole("button", { name: "存草稿" }).click();
  await expect(page.getByText("乙写的进展").first()).toBeVisible();
  await expect(text(page)).toHaveValue("甲写的进展");
  await answering(page);
  await page.getByRole("button", { name: "存草稿" }).click();
  if (hydrates()) await expect(page.locator("#report-sync")).toContainText("草稿已存");
  else await expect(page.getByText("乙写的进展")).toHaveCount(0);
  await open(page, path);
  await expect(text(page)).toHaveValue("甲写的进展");
});

test("a draft saves itself, survives the cut and is sent once", async ({ page, context }) => {
  test.skip(!hydrates(), "by the buttons alone there is nothing to keep on the device");
  test.setTimeout(180_000);
  const number = await reported(page, "O");
  const path = `/tasks/${number}/report`;
  await open(page, path);
  const started = Date.now();
  await write(page, "第一稿");
  await expect(page.locator("#report-sync")).toContainText("草稿已存");
  await page.getByLabel("拖动调整完成进度").fill("75");
  await expect(page.getByLabel("完成进度", { exact: true })).toHaveValue("75");
  await expect(page.locator("#report-sync")).toContainText("草稿已存");
  await open(page, path);
  await expect(text(page)).toHaveValue("第一稿");

  await context.setOffline(true);
  await text(page).fill("断网时写的");
  await expect(page.locator("#report-sync")).toContainText("离线");
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("duban-")).length);
  expect(await kept()).toBe(1);
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page.locator("#report-sync")).toContainText("联网后自动报送");
  await context.setOffline(false);
  await expect(page).toHaveURL(new RegExp(`/tasks/${number}(#reports)?$`), { timeout: 30_000 });
  console.log(`a report by hand in ${Date.now() - started} ms (${test.info().project.name})`);
  await expect(page.getByText("断网时写的").first()).toBeVisible();
  await expect(page.getByText("报送进展", { exact: false })).not.toHaveCount(0);
  expect(await kept()).toBe(0);
});

test("signing out leaves nothing on the device", async ({ page }) => {
  test.skip(!hydrates(), "nothing is kept without the browser's code");
  test.setTimeout(180_000);
  const number = await reported(page, "S");
  await open(page, `/tasks/${number}/report`);
  await page.route("**/fn/reports/save_draft", (route) => route.fulfill({ status: 503, body: "" }));
  await text(page).fill("还没有存");
  await expect(page.locator("#report-sync")).toContainText("离线");
  await page.locator(".bar summary.me").click();
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page).toHaveURL(/\/login/);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith("duban-")))).toEqual([]);
});
