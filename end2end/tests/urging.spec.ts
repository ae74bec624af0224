import { noSidewaysScroll } from "../support/layout";
import { dispatched, imported } from "../support/plans";
import { changeTo } from "../support/tasks";
import { accessible, expect, open, test } from "../support/test";

test("the office urges a unit, the unit receives and replies", async ({ page }) => {
  const number = `${await imported(page, "U")}-01`;
  await dispatched(page, number);

  // A fault stands at its field; a second urging on the same day is refused.
  const dialog = page.getByRole("dialog", { name: `催办 ${number}` });
  await page.getByRole("link", { name: "催办", exact: true }).last().click();
  await dialog.getByLabel("单位").selectOption("P-BB");
  await dialog.getByLabel("新时限").fill("2016-12-05");
  await dialog.getByRole("button", { name: "催办" }).click();
  await expect(page.getByText("填写催办内容").first()).toBeVisible();
  await accessible(page);
  await dialog.getByLabel("催办内容").fill("报送实施方案");
  await dialog.getByRole("button", { name: "催办" }).click();
  await expect(page.locator("#urging").getByText("报送实施方案")).toBeVisible();
  await page.getByRole("link", { name: "催办", exact: true }).last().click();
  await dialog.getByLabel("单位").selectOption("P-BB");
  await dialog.getByLabel("催办内容").fill("再催一次");
  await dialog.getByLabel("新时限").fill("2016-12-06");
  await dialog.getByRole("button", { name: "催办" }).click();
  await expect(dialog.locator("#unit-error")).toContainText("今天已就本任务催办过该单位");
  await expect(dialog.getByLabel("催办内容")).toHaveValue("再催一次");

  await changeTo(page, "p-bb", "/");
  await expect(page.getByRole("link", { name: new RegExp(`回复催办.*${number}`) })).toBeVisible();
  await open(page, "/urges");
  const urge = page.getByRole("listitem").filter({ hasText: number }).filter({ hasText: "报送实施方案" });
  await urge.getByRole("button", { name: "我已知悉" }).click();
  await expect(urge.getByText("已知悉，待回复")).toBeVisible();
  await accessible(page);
  await noSidewaysScroll(page);
  await urge.locator("summary").click();
  await urge.getByRole("button", { name: "报送回复" }).click();
  await expect(urge.getByText("填写回复").first()).toBeVisible();
  await accessible(page);
  await urge.getByLabel("回复").fill("方案已印发");
  await urge.getByRole("button", { name: "报送回复" }).click();
  await expect(urge).toHaveCount(0);

  await changeTo(page, "jingban", `/tasks/${number}`);
  await expect(page.locator("#urging").getByText("方案已印发")).toBeVisible();
  await expect(page.locator("#urging").getByText("已回复", { exact: true })).toBeVisible();
  await noSidewaysScroll(page);
});
