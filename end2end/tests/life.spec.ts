import { noSidewaysScroll } from "../support/layout";
import { imported } from "../support/plans";
import { changeTo } from "../support/tasks";
import { accessible, expect, open, test } from "../support/test";

test("from the office's sheet to the signature of each unit", async ({ page }) => {
  test.setTimeout(180_000);
  // One task of 省编办 with 省发改委 taking part, and one whose class names nobody yet.
  const prefix = await imported(page, "L", [{}, { participants: "各有关部门" }]);
  const number = `${prefix}-01`;

  // What stands in the way of the second task is said, and it cannot be ticked.
  await open(page, `/tasks/dispatch?plan=${prefix}`);
  await expect(page.getByText("“各有关部门”须确定为具体单位")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: new RegExp(number) })).toBeChecked();
  await accessible(page);
  await noSidewaysScroll(page);
  await page.getByLabel("交办说明").fill("按时签收");
  await page.getByRole("button", { name: "交办" }).click();
  await expect(page).toHaveURL(`/tasks/${number}`);
  await expect(page.getByText("已交办").first()).toBeVisible();

  await open(page, `/tasks/${prefix}-02/dispatch`);
  await page.getByRole("button", { name: "交办" }).click();
  await expect(page.getByRole("alert").first()).toContainText("须确定为具体单位");
  await page.getByRole("checkbox", { name: "省财政厅", exact: true }).check();
  await accessible(page);
  await page.getByRole("button", { name: "交办" }).click();
  await expect(page).toHaveURL(`/tasks/${prefix}-02`);

  // The lead finds it among what waits, and is told by the bell.
  await changeTo(page, "p-bb", "/");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("我的事项");
  await expect(page.getByRole("link", { name: new RegExp(`签收.*${number}`) })).toBeVisible();
  await accessible(page);
  await noSidewaysScroll(page);
  await open(page, "/inbox");
  await expect(page.getByText(number).first()).toBeVisible();
  await open(page, "/");
  await page.getByRole("link", { name: new RegExp(`签收.*${number}`) }).click();
  await page.getByRole("button", { name: "签收" }).click();
  await expect(page.getByText("已签收").first()).toBeVisible();
  await accessible(page);

  // The participant gives its part back, with a reason; the office gives it again.
  await changeTo(page, "p-fgw", `/tasks/${number}`);
  await page.getByRole("link", { name: "退回" }).click();
  await page.getByRole("dialog", { name: `退回 ${number}` }).getByRole("button", { name: "退回" }).click();
  await expect(page.getByRole("dialog").getByText("填写理由").first()).toBeVisible();
  await page.getByRole("dialog").getByLabel("理由").fill("不涉及本单位");
  await page.getByRole("dialog").getByRole("button", { name: "退回" }).click();
  await expect(page.getByText("不涉及本单位").first()).toBeVisible();

  await changeTo(page, "jingban", "/");
  await page.getByRole("link", { name: new RegExp(`退回待处理.*${number}`) }).click();
  await page.getByRole("button", { name: "重新交办" }).click();
  await expect(page.getByText("未签收").first()).toBeVisible();

  // Set aside and taken up again.
  await open(page, `/tasks/${number}`);
  await page.getByRole("link", { name: "中止" }).click();
  await page.getByRole("dialog", { name: `中止 ${number}` }).getByLabel("理由").fill("国家政策调整");
  await page.getByRole("dialog", { name: `中止 ${number}` }).getByRole("button", { name: "中止" }).click();
  await expect(page.getByText(/中止：国家政策调整/)).toBeVisible();
  await page.getByRole("link", { name: "恢复" }).click();
  await page.getByRole("dialog", { name: `恢复 ${number}` }).getByLabel("理由").fill("政策已明确");
  await page.getByRole("dialog", { name: `恢复 ${number}` }).getByRole("button", { name: "恢复" }).click();
  await expect(page.getByText("已签收").first()).toBeVisible();
});
