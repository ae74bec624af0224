import { type Account, signIn } from "../support/people";
import { noSidewaysScroll } from "../support/layout";
import { accessible, expect, open, test } from "../support/test";

test("the bell leads to the inbox, which says that nothing waits", async ({ page }) => {
  await signIn(page, "p-bb", "/account");
  await page.getByRole("banner").getByRole("link", { name: "通知" }).click();
  await expect(page).toHaveURL(/\/inbox$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("通知");
  await expect(page.getByRole("navigation", { name: "筛选通知" }).getByRole("link", { name: "未读" })).toHaveAttribute("aria-current", "page");
  await accessible(page);
  await noSidewaysScroll(page);
  await page.getByRole("navigation", { name: "筛选通知" }).getByRole("link", { name: "全部" }).click();
  await expect(page).toHaveURL(/show=all$/);
});

test("how one is told by mail: a fault stands at its field, a choice is kept", async ({ page }) => {
  // An account a browser: what one chooses must not meet what another does.
  const account = ["p-czt", "p-jyt", "p-rst", "p-wjw", "p-sjt"][test.info().config.projects.findIndex(({ name }) => name === test.info().project.name)];
  await signIn(page, account as Account, "/account/notifications");
  await open(page, "/account/notifications");
  // The sample has no mail server, and says so.
  await expect(page.getByText("没有配置邮件服务器")).toBeVisible();
  await page.getByLabel("摘要时间").fill("21:00");
  await page.getByRole("button", { name: "保存设置" }).click();
  await expect(page.getByText("摘要时间在免打扰时段内，改到 20:00 之前或 07:30 以后").first()).toBeVisible();
  await expect(page.getByLabel("摘要时间")).toHaveValue("21:00");
  await accessible(page);
  await noSidewaysScroll(page);
  await page.getByLabel("摘要时间").fill("08:30");
  await page.getByLabel("用邮件通知我").uncheck();
  await page.getByRole("button", { name: "保存设置" }).click();
  await expect(page).toHaveURL(/\/account\/notifications$/);
  await expect(page.getByLabel("用邮件通知我")).not.toBeChecked();
  await page.getByLabel("用邮件通知我").check();
  await page.getByRole("button", { name: "保存设置" }).click();
  await expect(page.getByLabel("用邮件通知我")).toBeChecked();
});
