import { cellsAreWide, noSidewaysScroll } from "../support/layout";
import { dispatched, imported } from "../support/plans";
import { changeTo } from "../support/tasks";
import { accessible, expect, open, test } from "../support/test";

test("more time is asked for, confirmed and granted; the original date stays in view", async ({ page }) => {
  test.setTimeout(180_000);
  const number = `${await imported(page, "E")}-01`;
  const task = `/tasks/${number}`;
  await dispatched(page, number);
  const original = (await page.locator(".facts--task dd .num").first().textContent())!.trim();

  await changeTo(page, "p-bb", task);
  await page.getByRole("link", { name: "申请延期" }).click();
  await expect(page).toHaveURL(`${task}/extension`);
  await noSidewaysScroll(page);
  await accessible(page);
  // Nothing is accepted that is not later, and nothing typed is lost.
  await page.getByLabel("延期原因").fill("部门会签尚未完成");
  await page.getByLabel("申请完成时限").fill(original);
  await page.getByRole("button", { name: "送单位负责人确认" }).click();
  await expect(page.locator("#asked_due-error")).toContainText("要晚于现时限");
  await expect(page.locator("#progress-error")).toContainText("填写");
  await expect(page.getByLabel("延期原因")).toHaveValue("部门会签尚未完成");
  await page.getByLabel("目前进展").fill("初稿已经完成");
  await page.getByLabel("申请完成时限").fill("2016-12-25");
  await page.getByRole("button", { name: "送单位负责人确认" }).click();
  await expect(page.locator("#extensions")).toContainText("待单位确认");

  await changeTo(page, "p-bb-fuze", task);
  await page.getByRole("link", { name: "确认延期申请" }).click();
  await expect(page.getByLabel("延期原因")).toHaveValue("部门会签尚未完成");
  await page.getByRole("button", { name: "确认报送" }).click();
  await expect(page.locator("#extensions")).toContainText("待审定");

  await changeTo(page, "fuhe", "/extensions");
  const row = page.locator("#extensions tr", { hasText: number });
  await expect(row.first()).toContainText("超过计划截止 2016-12-20");
  await noSidewaysScroll(page);
  await cellsAreWide(page);
  await accessible(page);
  await open(page, `${task}/extension/decide`);
  await accessible(page);
  await page.getByRole("button", { name: "审定延期" }).click();
  await expect(page.locator("#decision-error")).toContainText("选择");
  await page.getByRole("radio", { name: "同意", exact: true }).check();
  await page.getByLabel("同意延至").fill("2016-12-22");
  await page.getByLabel("理由").fill("情况属实");
  await page.getByRole("button", { name: "审定延期" }).click();
  await expect(page).toHaveURL(new RegExp(`${task}(#extensions)?$`));
  await expect(page.locator(".facts--task s")).toHaveText(original);
  await expect(page.locator(".facts--task .due strong")).toHaveText("2016-12-22");
  await expect(page.locator("#extensions")).toContainText("申请延至 2016-12-25");
  await accessible(page);
});
