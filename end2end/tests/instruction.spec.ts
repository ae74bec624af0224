import { cellsAreWide, noSidewaysScroll } from "../support/layout";
import { dispatched, imported } from "../support/plans";
import { changeTo } from "../support/tasks";
import { accessible, expect, test } from "../support/test";

test("a leader gives an instruction, the lead answers, the leader asks back and takes note", async ({ page }) => {
  test.setTimeout(180_000);
  const number = `${await imported(page, "I")}-01`;
  const task = `/tasks/${number}`;
  await dispatched(page, number);

  await changeTo(page, "lingdao", task);
  await page.getByRole("link", { name: "批示", exact: true }).last().click();
  await expect(page).toHaveURL(`${task}/instruct`);
  // Five working days after the sample's day.
  await expect(page.getByLabel("回复时限")).not.toHaveValue("");
  await noSidewaysScroll(page);
  await accessible(page);
  await page.getByRole("button", { name: "批示", exact: true }).click();
  await expect(page.locator("#text-error")).toContainText("填写");
  await page.getByLabel("批示内容").fill("请说明进度滞后的原因");
  await page.getByRole("button", { name: "批示", exact: true }).click();
  await expect(page.locator("#instructions")).toContainText("待回复");

  await changeTo(page, "p-bb", task);
  await page.locator("#instructions").getByRole("link", { name: "回复" }).click();
  await page.getByLabel("回复内容").fill("联审会已经召开");
  await page.getByRole("button", { name: "回复" }).click();
  await expect(page.locator("#replies")).toContainText("联审会已经召开");
  await accessible(page);

  await changeTo(page, "lingdao", "/instructions");
  const row = page.locator("#instructions tr", { hasText: number });
  await expect(row.first()).toContainText("已回复，待阅");
  await noSidewaysScroll(page);
  await cellsAreWide(page);
  await accessible(page);
  await row.first().getByRole("link", { name: "阅知办结" }).click();
  await page.getByRole("link", { name: "继续批示" }).click();
  await page.getByLabel("批示内容").fill("还差哪些单位没有会签");
  await page.getByRole("button", { name: "批示", exact: true }).click();
  await expect(page.locator("#instructions")).toContainText("承接上一次批示：请说明进度滞后的原因");
  await expect(page.locator("#instructions")).toContainText("已办结");

  await changeTo(page, "p-bb", task);
  await page.locator("#instructions").getByRole("link", { name: "回复" }).click();
  await page.getByLabel("回复内容").fill("还差两家，本周完成");
  await page.getByRole("button", { name: "回复" }).click();
  await expect(page.locator("#replies")).toContainText("还差两家");

  await changeTo(page, "lingdao", "/instructions");
  await page.locator("#instructions tr", { hasText: number }).first().getByRole("link", { name: "阅知办结" }).click();
  await page.getByRole("button", { name: "阅知办结" }).click();
  await expect(page.locator("#instruction")).toContainText("已办结");
});
