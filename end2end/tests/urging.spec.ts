import { noSidewaysScroll } from "../support/layout";
import { signIn } from "../support/people";
import { changeTo } from "../support/tasks";
import { accessible, expect, open, test } from "../support/test";

const PROJECTS = ["desktop", "desktop-without-javascript", "tablet", "tablet-portrait", "phone"];

const SHEET = ["序号,领域,任务名称,工作内容,牵头单位,配合单位,完成时限", "1,行政审批改革,催办试验任务,公布目录,省编办,省发改委,2016-12-15"].join("\n");

test("the office urges a unit, the unit receives and replies", async ({ page }) => {
  const prefix = `U${PROJECTS.indexOf(test.info().project.name)}`;
  const number = `${prefix}-01`;
  await signIn(page, "jingban", "/tasks/import");
  await page.getByLabel("台账文件").setInputFiles({ name: "urging.csv", mimeType: "text/csv", buffer: Buffer.from(SHEET) });
  await page.getByLabel("录入哪个计划").selectOption("new");
  await page.getByLabel("计划名称").fill(`催办试验 ${prefix}`);
  await page.getByLabel("编号前缀").fill(prefix);
  await page.getByLabel("开始日期").fill("2016-01-01");
  await page.getByLabel("截止日期").fill("2016-12-20");
  await page.getByRole("button", { name: "预览" }).click();
  await page.getByRole("button", { name: "确认录入 1 行" }).click();
  await open(page, `/tasks/${number}/dispatch`);
  await page.getByRole("button", { name: "交办" }).click();
  await expect(page).toHaveURL(`/tasks/${number}`);

  // A fault stands at its field; a second urging on the same day is refused.
  const dialog = page.getByRole("dialog", { name: `催办 ${number}` });
  await page.getByRole("link", { name: "催办", exact: true }).last().click();
  await dialog.getByLabel("单位").selectOption("省编办 · 第一牵头");
  await dialog.getByLabel("新时限").fill("2016-12-05");
  await dialog.getByRole("button", { name: "催办" }).click();
  await expect(page.getByText("填写催办内容").first()).toBeVisible();
  await accessible(page);
  await dialog.getByLabel("催办内容").fill("报送实施方案");
  await dialog.getByRole("button", { name: "催办" }).click();
  await expect(page.getByText("报送实施方案")).toBeVisible();

  await changeTo(page, "p-bb", "/");
  await expect(page.getByRole("link", { name: new RegExp(`回复催办.*${number}`) })).toBeVisible();
  await open(page, "/urges");
  const urge = page.getByRole("listitem").filter({ hasText: number }).filter({ hasText: "报送实施方案" });
  await urge.getByRole("button", { name: "我已知悉" }).click();
  await expect(urge.getByText("已知悉，待回复")).toBeVisible();
  await accessible(page);
  await noSidewaysScroll(page);
  await urge.locator("summary").click();
  await urge.getByLabel("回复").fill("方案已印发");
  await urge.getByRole("button", { name: "报送回复" }).click();

  await changeTo(page, "jingban", `/tasks/${number}`);
  await expect(page.getByText("方案已印发")).toBeVisible();
  await expect(page.getByText("已回复", { exact: true })).toBeVisible();
  await noSidewaysScroll(page);
});
