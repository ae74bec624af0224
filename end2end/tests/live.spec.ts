import { type Browser, type Page } from "@playwright/test";
import { type Account, signIn } from "../support/people";
import { accessible, expect, hydrates, open, test } from "../support/test";

// Signing in is an event, so the auditor's list moves without a change to the ledger that other tests count.
test.skip(() => !hydrates(), "live updates need the module");

/** What happens elsewhere: somebody signs in, in a browser of their own. */
async function elsewhere(browser: Browser, account: Account) {
  const other = await browser.newContext({ baseURL: process.env.DUBAN_URL, locale: "zh-CN" });
  await signIn(await other.newPage(), account, "/account");
  await other.close();
}

const rows = (page: Page) => page.locator("#audit-rows tbody tr");
const newest = (page: Page) => rows(page).first().locator("time").getAttribute("datetime");
const sync = (page: Page) => page.locator("#live-sync");

async function auditor(page: Page) {
  await signIn(page, "shenji", "/admin/audit");
  await open(page, "/admin/audit?verb=session.started");
  await expect(sync(page)).toHaveAttribute("data-sync", "ok");
}

test("the record follows what others do, within two seconds, and leaves open what is open", async ({ page, browser }) => {
  await auditor(page);
  await accessible(page);
  // By its id: other tests sign in as well, so the first row may not stay the first.
  const details = page.locator(`#${await rows(page).first().locator("details").getAttribute("id")}`);
  await details.locator("summary").click();
  await details.locator("summary").focus();
  const before = await newest(page);
  await elsewhere(browser, "p-bb");
  await expect.poll(() => newest(page), { timeout: 2_000, intervals: [50] }).not.toBe(before);
  await expect(details).toHaveJSProperty("open", true);
  await expect(details.locator("summary")).toBeFocused();
});

test("selected text is left alone until the reader asks", async ({ page, browser }) => {
  await auditor(page);
  await rows(page).first().locator("td").first().selectText();
  const before = await newest(page);
  await elsewhere(browser, "p-bb");
  await expect(page.getByText("这里有更新")).toBeVisible();
  expect(await newest(page)).toBe(before);
  await page.getByRole("button", { name: "显示更新" }).click();
  await expect.poll(() => newest(page)).not.toBe(before);
  await expect(page.getByText("这里有更新")).toBeHidden();
});

test("after a cut the page catches up by itself", async ({ page, browser }) => {
  await auditor(page);
  const before = await newest(page);
  await page.context().setOffline(true);
  await expect(sync(page)).toHaveAttribute("data-sync", "offline");
  await elsewhere(browser, "p-bb");
  expect(await newest(page)).toBe(before);
  await page.context().setOffline(false);
  await expect.poll(() => newest(page)).not.toBe(before);
  await expect(sync(page)).toHaveAttribute("data-sync", "ok");
});

test("a page whose session ended says so and asks no more", async ({ page }) => {
  await auditor(page);
  const other = await page.context().newPage();
  await open(other, "/account");
  await other.locator("summary.me").click();
  await other.getByRole("button", { name: "退出登录" }).click();
  await expect(other).toHaveURL(/\/login/);
  await other.close();
  await expect(sync(page)).toHaveAttribute("data-sync", "ended");
  await expect(sync(page)).toContainText("登录已结束");
});
