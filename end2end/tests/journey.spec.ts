import { type Page } from "@playwright/test";
import { type Account } from "../support/people";
import { dispatched, imported, signed } from "../support/plans";
import { changeTo } from "../support/tasks";
import { answering, expect, test } from "../support/test";

// What each page says and refuses is tested in its own file; here one task goes the whole way.

/** Somebody begins with what waits: 我的事项 leads to the task's next step. */
async function takeUp(page: Page, account: Account, kind: string, number: string) {
  await changeTo(page, account, "/");
  await page.getByRole("link", { name: new RegExp(`^${kind} ${number}`) }).click();
}

/** Drafted by the liaison officer, confirmed by the head, approved by the office: two steps. */
async function roadmap(page: Page, number: string) {
  await takeUp(page, "p-bb", "拟路线图", number);
  for (const [at, [title, deliverable, due]] of [["摸底", "清单", "2016-11-30"], ["公布", "目录", "2016-12-12"]].entries()) {
    await page.locator(`#title-${at + 1}`).fill(title);
    await page.locator(`#deliverable-${at + 1}`).fill(deliverable);
    await page.locator(`#due-${at + 1}`).fill(due);
  }
  await page.getByRole("button", { name: "送负责人确认" }).click();
  await expect(page.locator("#roadmap")).toContainText("待负责人确认");
  await takeUp(page, "p-bb-fuze", "确认路线图", number);
  await page.getByRole("button", { name: "确认并送办公室" }).click();
  await expect(page.locator("#roadmap")).toContainText("待办公室审核");
  await takeUp(page, "jingban", "审路线图", number);
  await page.getByRole("button", { name: "其余各步同意，送出" }).click();
  await expect(page.locator("#roadmap")).toContainText("已批准");
  await expect(page.locator(".task-head__lights")).toContainText("推进中");
}

/** Fills in the report that is open and sends it; `done` are the steps to tick. */
async function report(page: Page, percent: string, text: string, done: string[]) {
  await page.getByLabel("完成进度", { exact: true }).fill(percent);
  await page.getByRole("textbox", { name: "本期进展" }).fill(text);
  for (const step of done) {
    await page.getByRole("checkbox", { name: new RegExp(step) }).check();
    await page.getByLabel(`${step} 完成日期`).fill("2016-11-29");
  }
  await page.getByRole("radio", { name: "有把握" }).check();
}

async function send(page: Page, text: string) {
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page.locator("#reports")).toContainText(text);
}

/** The office returns the lead's report. */
async function returned(page: Page, task: string, number: string) {
  await changeTo(page, "jingban", task);
  await page.getByRole("link", { name: "退回进展" }).click();
  const dialog = page.getByRole("dialog", { name: `退回 ${number} 的进展` });
  await dialog.getByRole("radio", { name: "省编办 2016年11月下半月" }).check();
  await dialog.getByLabel("理由").fill("写明目录何时公布");
  await dialog.getByRole("button", { name: "退回进展" }).click();
  await expect(page.locator("#reports")).toContainText("已退回，待重报");
}

/** The leader gives an instruction, the lead answers, the leader takes note. */
async function instruction(page: Page, task: string, number: string) {
  await changeTo(page, "lingdao", `${task}/instruct`);
  await page.getByLabel("批示内容").fill("请说明公布的时间");
  await page.getByRole("button", { name: "批示", exact: true }).click();
  await expect(page.locator("#instructions")).toContainText("待回复");
  await takeUp(page, "p-bb", "回复批示", number);
  await page.getByLabel("回复内容").fill("十二月上旬公布");
  await page.getByRole("button", { name: "回复" }).click();
  await expect(page.locator("#replies")).toContainText("十二月上旬公布");
  await takeUp(page, "lingdao", "阅批示回复", number);
  await page.getByRole("button", { name: "阅知办结" }).click();
  await expect(page.locator("#instruction")).toContainText("已办结");
}

/** Asked for by the liaison officer, confirmed by the head, granted by the head of the office. */
async function extension(page: Page, task: string, number: string) {
  await changeTo(page, "p-bb", `${task}/extension`);
  await page.getByLabel("延期原因").fill("部门会签尚未完成");
  await page.getByLabel("目前进展").fill("目录初稿已经完成");
  await page.getByLabel("申请完成时限").fill("2016-12-19");
  await page.getByRole("button", { name: "送单位负责人确认" }).click();
  await expect(page.locator("#extensions")).toContainText("待单位确认");
  await takeUp(page, "p-bb-fuze", "确认延期申请", number);
  await page.getByRole("button", { name: "确认报送" }).click();
  await expect(page.locator("#extensions")).toContainText("待审定");
  await takeUp(page, "fuhe", "审定延期", number);
  await page.getByRole("radio", { name: "同意", exact: true }).check();
  await page.getByLabel("理由").fill("情况属实");
  await page.getByRole("button", { name: "审定延期" }).click();
  await expect(page.locator(".facts--task .due strong")).toHaveText("2016-12-19");
}

/** The office urges by hand, the lead takes note and replies. */
async function urge(page: Page, task: string, number: string) {
  await changeTo(page, "jingban", task);
  await page.getByRole("link", { name: "催办", exact: true }).last().click();
  const dialog = page.getByRole("dialog", { name: `催办 ${number}` });
  await dialog.getByLabel("单位").selectOption("P-BB");
  await dialog.getByLabel("催办内容").fill("报送目录");
  await dialog.getByLabel("新时限").fill("2016-12-05");
  await dialog.getByRole("button", { name: "催办" }).click();
  await expect(page.locator("#urging")).toContainText("报送目录");
  await takeUp(page, "p-bb", "回复催办", number);
  await expect(page).toHaveURL(new RegExp(`${task}#urge-`));
  const urged = page.locator("#urging li", { hasText: "报送目录" });
  await urged.getByRole("button", { name: "我已知悉" }).click();
  await expect(urged).toContainText("已知悉，待回复");
  await urged.locator("summary").click();
  await urged.getByLabel("回复").fill("目录已报送");
  await urged.getByRole("button", { name: "报送回复" }).click();
  await expect(urged).toContainText("已回复");
}

test("one task, from import to ready for closure", async ({ page }) => {
  test.skip(test.info().project.name === "tablet-portrait", "the same as on the other tablet");
  test.setTimeout(300_000);
  const number = `${await imported(page, "J", [{}], "每半月")}-01`;
  const task = `/tasks/${number}`;
  await dispatched(page, number);
  await signed(page, number, ["p-bb", "p-fgw"]);
  await roadmap(page, number);

  // The participant's part, drawn in by the lead.
  await changeTo(page, "p-fgw", `${task}/report`);
  await report(page, "100", "已报送目录", []);
  await send(page, "已报送目录");
  await takeUp(page, "p-bb", "报进展", number);
  await expect(page).toHaveURL(`${task}/report?period=2016-11-16`);
  await answering(page);
  await report(page, "60", "已汇总各部门", ["摸底"]);
  await page.getByRole("button", { name: "引入省发改委的进展" }).click();
  await expect(page.getByRole("textbox", { name: "本期进展" })).toHaveValue("已汇总各部门\n省发改委：已报送目录");
  await send(page, "省发改委：已报送目录");

  await instruction(page, task, number);
  await extension(page, task, number);
  await urge(page, task, number);

  // The office wants more: then all steps are done, nothing is left.
  await expect(page.locator(".task-head__lights")).not.toContainText("具备结项条件");
  await returned(page, task, number);
  await takeUp(page, "p-bb", "改正进展", number);
  await answering(page);
  await report(page, "100", "目录已公布", ["摸底", "公布"]);
  await send(page, "目录已公布");
  await expect(page.locator("#reports")).toContainText("100%");
  for (const step of ["#milestone-1", "#milestone-2"]) await expect(page.locator(step)).toContainText("2016-11-29");
  await expect(page.locator(".task-head__lights .light")).toHaveText("正常");
  await expect(page.locator(".task-head__lights")).toContainText("具备结项条件");
  await expect(page.locator("#instructions")).toContainText("已办结");
  await expect(page.locator("#extensions")).toContainText("同意");
  await expect(page.locator(".facts--task s")).toHaveText("2016-12-15");
});
