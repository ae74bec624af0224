import { noSidewaysScroll, targetsAreLarge } from "../support/layout";
import { type Line, signedTask } from "../support/plans";
import { changeTo } from "../support/tasks";
import { accessible, expect, hydrates, open, test } from "../support/test";

/** A task of 省编办 alone, with one step in the sheet. */
const STEP: Line = { participants: "", due: "2016-11-30", roadmap: "摸底", timetable: "2016-10-31" };

test("a roadmap goes from draft to approval with a return in the middle", async ({ page }) => {
  test.setTimeout(180_000);
  const task = `/tasks/${await signedTask(page, "R", STEP)}`;

  // The liaison officer begins with the step of the sheet.
  await page.getByRole("link", { name: "起草路线图" }).click();
  await expect(page).toHaveURL(`${task}/roadmap`);
  await open(page, `${task}/roadmap`);
  await expect(page.locator("#title-1")).toHaveValue("摸底");
  await noSidewaysScroll(page);
  await targetsAreLarge(page);
  await accessible(page);
  await page.locator("#deliverable-1").fill("中介服务清单");
  await page.locator("#title-2").fill("公布目录");
  await page.locator("#due-2").fill("2016-12-15");
  await page.getByRole("button", { name: "送负责人确认" }).click();
  // Told at the fields: no deliverable, and later than the task is due.
  await expect(page.locator("#deliverable-2-error")).toContainText("填写产出");
  await expect(page.locator("#due-2-error")).toContainText("2016-11-30");
  await page.locator("#deliverable-2").fill("目录");
  await page.locator("#due-2").fill("2016-11-18");
  await page.getByRole("button", { name: "保存并加几行" }).click();
  await expect(page).toHaveURL(/rows=/);
  await expect(page.locator("#title-2")).toHaveValue("公布目录");
  await page.locator("#title-3").fill("多余的一步");
  await page.getByRole("button", { name: "保存草稿" }).click();
  await page.getByLabel("删除第 3 步").check();
  await page.getByRole("button", { name: "送负责人确认" }).click();
  await expect(page).toHaveURL(task);
  await expect(page.locator("#roadmap")).toContainText("待负责人确认");

  // The head confirms.
  await changeTo(page, "p-bb-fuze", task);
  await page.getByRole("link", { name: "确认路线图" }).click();
  await expect(page.locator("#title-2")).toHaveValue("公布目录");
  await page.getByRole("button", { name: "确认并送办公室" }).click();
  await expect(page.locator("#roadmap")).toContainText("待办公室审核");

  // The office returns the second step.
  await changeTo(page, "jingban", task);
  await page.getByRole("link", { name: "审核路线图" }).click();
  await expect(page).toHaveURL(/\/roadmap\/review\?unit=P-BB/);
  await accessible(page);
  await targetsAreLarge(page);
  await page.locator("#verdict-1").getByRole("radio", { name: "同意" }).check();
  await page.locator("#verdict-2").getByRole("radio", { name: "退回" }).check();
  await page.getByRole("button", { name: "送出审核意见" }).click();
  await expect(page.locator("#comment-2-error")).toContainText("退回须写明意见");
  await expect(page.locator("#verdict-1 input").first()).toBeChecked();
  await page.locator("#comment-2").fill("产出要写明公布载体");
  await page.getByRole("button", { name: "送出审核意见" }).click();
  await expect(page.locator("#roadmap")).toContainText("办公室退回");

  // The head mends it and sends it on at once.
  await changeTo(page, "p-bb-fuze", task);
  await page.getByRole("link", { name: "按意见修改" }).click();
  await expect(page.locator("#accepted")).toContainText("摸底");
  await expect(page.locator(".callout").first()).toContainText("产出要写明公布载体");
  await page.locator("#deliverable-1").fill("目录（省政府网站公布）");
  await page.getByRole("button", { name: "确认并送办公室" }).click();
  await expect(page.locator("#roadmap")).toContainText("待办公室审核");
  await changeTo(page, "jingban", `${task}/roadmap/review`);
  await expect(page.locator("#line-1")).toContainText("上一轮已同意");
  await page.getByRole("button", { name: "其余各步同意，送出" }).click();
  await expect(page).toHaveURL(task);
  await expect(page.locator("#roadmap")).toContainText("已批准");
  await expect(page.locator("#milestone-2")).toContainText("目录（省政府网站公布）");
  await expect(page.locator(".task-head__lights")).toContainText("推进中");
  await accessible(page);
});

test("moving an item of the draft's timeline writes its date", async ({ page }) => {
  test.skip(!hydrates(), "moving needs the module");
  test.skip(test.info().project.name !== "desktop", "once is enough: the timeline's own tests move items everywhere");
  const number = await signedTask(page, "V", STEP);
  await open(page, `/tasks/${number}/roadmap`);
  await page.locator('[data-item="step-1"] a').focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.locator("#due-1")).toHaveValue("2016-11-07");
  await page.locator("#due-1").fill("2016-11-10");
  await expect(page.locator('[data-item="step-1"]')).toHaveAttribute("data-day", "2016-11-10");
});
