import { createHmac } from "node:crypto";
import { type Page } from "@playwright/test";
import { noSidewaysScroll } from "../support/layout";
import { accessible, expect, open, test } from "../support/test";

const PASSWORD = "Luxiantu-72-Xiang";
const OWN = "Nunjiang-Ship-48";

async function enter(page: Page, account: string, password: string, path = "/account/codes") {
  await open(page, `/login?next=${encodeURIComponent(path)}`);
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

/** Another person, or the same one anew; from no page of ours, which would miss its session. */
async function leave(page: Page) {
  await page.goto("about:blank");
  await page.context().clearCookies();
}

/** What an authenticator app shows for the key on the page (RFC 6238). */
function codeOf(key: string, at = Date.now()): string {
  const bits = [...key.replaceAll(" ", "")].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"));
  const secret = Buffer.from(bits.join("").match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac("sha1", secret).update(step).digest();
  const number = digest.readUInt32BE(digest[19] & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

test("one-time codes are set up, asked for at sign-in, replaced by a recovery code, and given up", async ({ page }) => {
  const account = `ma${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  await enter(page, "xitong", PASSWORD, "/admin/people/new");
  await page.getByLabel("姓名").fill("马示甲");
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("单位", { exact: true }).selectOption({ label: "省编办" });
  await page.getByRole("button", { name: "开通" }).click();
  const initial = (await page.locator(".initial-password").textContent())!.trim();
  await leave(page);

  await enter(page, account, initial);
  await page.getByLabel("现用密码").fill(initial);
  await page.getByLabel("新密码", { exact: true }).fill(OWN);
  await page.getByLabel("再填一次新密码").fill(OWN);
  await page.getByRole("button", { name: "保存新密码" }).click();
  await open(page, "/account/codes");
  await accessible(page);
  await page.getByRole("button", { name: "开始设置" }).click();
  await expect(page.getByRole("img", { name: "供应用扫描的二维码" })).toBeVisible();
  await accessible(page);
  await noSidewaysScroll(page);
  const key = (await page.locator(".initial-password").textContent())!.trim();
  await page.getByLabel("动态口令", { exact: true }).fill(codeOf(key));
  await page.getByLabel("现用密码").fill(OWN);
  await page.getByRole("button", { name: "启用动态口令" }).click();
  const recovery = await page.locator(".recovery-codes li").allTextContents();
  expect(recovery).toHaveLength(10);
  await accessible(page);
  await noSidewaysScroll(page);

  await leave(page);
  await enter(page, account, OWN);
  await expect(page.getByLabel("动态口令", { exact: true })).toBeVisible();
  await accessible(page);
  await page.getByLabel("动态口令", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByText(/还可再试 \d 次/).first()).toBeVisible();
  // The code that was used to set them up is good no more; the next one is already.
  await page.getByLabel("动态口令", { exact: true }).fill(codeOf(key, Date.now() + 30_000));
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page).toHaveURL(/\/account\/codes$/);

  await leave(page);
  await enter(page, account, OWN);
  await page.getByLabel("动态口令", { exact: true }).fill(recovery[0]);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByText("还有 9 个可用")).toBeVisible();
  await page.locator("#codes").getByLabel("现用密码").fill(OWN);
  await page.getByRole("button", { name: "不再使用动态口令" }).click();
  await expect(page.getByRole("button", { name: "开始设置" })).toBeVisible();
});
