import { type Page } from "@playwright/test";
import { noSidewaysScroll, targetsAreLarge } from "../support/layout";
import { signedTask } from "../support/plans";
import { changeTo } from "../support/tasks";
import { accessible, expect, hydrates, open, test } from "../support/test";

const pdf = (name: string, text = "") => ({ name, mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.7\n${text}`) });
const program = { name: "报告.pdf", mimeType: "application/pdf", buffer: Buffer.from("MZ\x90\0\x03") };

const files = (page: Page) => page.locator("#files-list .upload");

/** With script a file goes up when it is chosen, without by the button beside. */
async function attach(page: Page, ...chosen: { name: string; mimeType: string; buffer: Buffer }[]) {
  if (hydrates()) {
    await page.getByLabel("选文件").setInputFiles(chosen);
  } else {
    await page.getByLabel("选择附件").setInputFiles(chosen);
    await page.getByRole("button", { name: "上传" }).click();
  }
}

test("files go with a report, to whoever sees it", async ({ page }) => {
  test.setTimeout(240_000);
  const number = await signedTask(page, "A");
  const path = `/tasks/${number}/report`;
  await open(page, path);
  await page.getByRole("textbox", { name: "本期进展" }).fill("已公布第一批清单");
  await attach(page, pdf("第一批清单.pdf"), pdf("会议纪要.pdf", "纪要"));
  await expect(files(page)).toHaveCount(2);
  await expect(page.getByRole("textbox", { name: "本期进展" })).toHaveValue("已公布第一批清单");
  await accessible(page);
  await noSidewaysScroll(page);
  await targetsAreLarge(page);

  // A program under a document's name, and the same file once more.
  await attach(page, program);
  await expect(page.getByText("报告.pdf 的内容与扩展名不符").first()).toBeVisible();
  await accessible(page);
  if (hydrates()) {
    // Trying again would not help.
    await expect(page.getByRole("button", { name: "重试" })).toBeHidden();
    await page.getByRole("button", { name: "报送" }).click();
    await expect(page.locator("#report-sync")).toContainText("有附件没有传上");
    await page.getByRole("button", { name: "取消上传" }).click();
  }
  await attach(page, pdf("第一批清单（副本）.pdf"));
  await expect(files(page)).toHaveCount(2);
  await page.getByRole("button", { name: "去掉 会议纪要.pdf" }).click();
  await expect(files(page)).toHaveCount(1);
  await expect(page.getByRole("textbox", { name: "本期进展" })).toHaveValue("已公布第一批清单");

  await page.getByLabel("完成进度", { exact: true }).fill("60");
  await page.getByRole("radio", { name: "有把握" }).check();
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${number}(#reports)?$`));

  await changeTo(page, "p-fgw", `/tasks/${number}`);
  const link = page.locator("#reports").getByRole("link", { name: "第一批清单.pdf" });
  const href = (await link.getAttribute("href"))!;
  const answer = await page.request.get(href);
  expect([answer.status(), answer.headers()["content-type"], (await answer.body()).toString()]).toEqual([200, "application/pdf", "%PDF-1.7\n"]);
  expect(answer.headers()["content-disposition"]).toContain("attachment");
  // A unit without a part in the task.
  await changeTo(page, "p-gsj", "/tasks?plan=35");
  expect((await page.request.get(href)).status()).toBe(404);
});

test("a file that was cut off goes up when the network is back", async ({ page, context }) => {
  test.skip(!hydrates(), "a browser without script says so itself");
  test.setTimeout(180_000);
  const number = await signedTask(page, "B");
  await open(page, `/tasks/${number}/report`);
  await context.setOffline(true);
  await page.getByLabel("选文件").setInputFiles([pdf("现场.pdf")]);
  await expect(page.getByText("没有上传：网络中断").first()).toBeVisible();
  await context.setOffline(false);
  await expect(files(page)).toHaveCount(1);
  await expect(page.getByText("没有上传")).toHaveCount(0);
});

test("what was chosen and not uploaded is not lost without a word", async ({ page }) => {
  test.skip(hydrates(), "with script it goes up by itself");
  test.setTimeout(180_000);
  const number = await signedTask(page, "W");
  await open(page, `/tasks/${number}/report`);
  await page.getByRole("textbox", { name: "本期进展" }).fill("已公布");
  await page.getByLabel("完成进度", { exact: true }).fill("60");
  await page.getByRole("radio", { name: "有把握" }).check();
  await page.getByLabel("选择附件").setInputFiles([pdf("清单.pdf")]);
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page.locator("#files-error")).toContainText("所选文件还没有上传");
  await expect(page.getByRole("textbox", { name: "本期进展" })).toHaveValue("已公布");
  await attach(page, pdf("清单.pdf"));
  await expect(files(page)).toHaveCount(1);
  await page.getByRole("button", { name: "报送" }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${number}(#reports)?$`));
});

test("a report waits for its files; loaded anew meanwhile, it is a draft and not on its way", async ({ page }) => {
  test.skip(!hydrates(), "a browser without script sends files by themselves");
  test.setTimeout(180_000);
  const number = await signedTask(page, "Z");
  const fillIn = async () => {
    await page.getByRole("textbox", { name: "本期进展" }).fill("已公布");
    await page.getByLabel("完成进度", { exact: true }).fill("60");
    await page.getByRole("radio", { name: "有把握" }).check();
  };
  const sync = page.locator("#report-sync");
  let release = () => {};
  const held = new Promise<void>((free) => (release = free));
  await page.route(/\/report\/files\?/, async (route) => {
    await held;
    await route.continue().catch(() => {});
  });
  page.on("dialog", (dialog) => dialog.accept());
  await open(page, `/tasks/${number}/report`);
  await fillIn();
  await page.getByLabel("选文件").setInputFiles([pdf("清单.pdf")]);
  await page.getByRole("button", { name: "报送" }).click();
  await expect(sync).toContainText("附件");
  await open(page, `/tasks/${number}/report`);
  await expect(sync).toContainText("草稿已存");
  await expect(page.getByRole("textbox", { name: "本期进展" })).toHaveValue("已公布");
  await page.getByLabel("选文件").setInputFiles([pdf("清单.pdf")]);
  await page.getByRole("button", { name: "报送" }).click();
  await expect(sync).toContainText("附件");
  release();
  await expect(page).toHaveURL(new RegExp(`/tasks/${number}(#reports)?$`));
  await expect(page.locator("#reports").getByRole("link", { name: "清单.pdf" })).toBeVisible();
});
