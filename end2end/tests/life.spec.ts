import { noSidewaysScroll } from "../support/layout";
import { signIn } from "../support/people";
import { changeTo } from "../support/tasks";
import { accessible, expect, open, test } from "../support/test";

const PROJECTS = ["desktop", "desktop-without-javascript", "tablet", "tablet-portrait", "phone"];

/** The office's sheet with one task of 省编办, 省发改委 taking part, and one whose class names nobody yet. */
const SHEET = [
  "序号,领域,任务名称,工作内容,牵头单位,配合单位,完成时限",
  "1,行政审批改革,交办试验任务,公布目录,省编办,省发改委,2016-12-15",
  "2,行政审批改革,须确定单位的任务,公布目录,省编办,各有关部门,2016-12-15",
].join("\n");

test("from the office's sheet to the signature of each unit", async ({ page }) => {
  const place = PROJECTS.indexOf(test.info().project.name);
  const [prefix, number] = [`L${place}`, `L${place}-01`];

  await signIn(page, "jingban", "/tasks/import");
  await page.getByLabel("台账文件").setInputFiles({ name: "life.csv", mimeType: "text/csv", buffer: Buffer.from(SHEET) });
  await page.getByLabel("录入哪个计划").selectOption("new");
  await page.getByLabel("计划名称").fill(`交办试验 ${prefix}`);
  await page.getByLabel("编号前缀").fill(prefix);
  await page.getByLabel("开始日期").fill("2016-01-01");
  await page.getByLabel("截止日期").fill("2016-12-20");
  await page.getByRole("button", { name: "预览" }).click();
  await page.getByRole("button", { name: "确认录入 2 行" }).click();
  await expect(page.getByText("已录入：新增 2 项")).toBeVisible();

  // What stands in the way of the second task is said, and it cannot be ticked.
  await open(page, `/tasks/dispatch?plan=${prefix}`);
  await expect(page.getByText("“各有关部门”须确定为具体单位")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: new RegExp(number) })).toBeChecked();
  await accessible(page);
  await noSidewaysScroll(page);
  await page.getByLabel("交办说明（选填）").fill("按时签收");
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
