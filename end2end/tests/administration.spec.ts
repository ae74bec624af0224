import { type Page } from "@playwright/test";
import { noSidewaysScroll } from "../support/layout";
import { type Account } from "../support/people";
import { changeTo } from "../support/tasks";
import { accessible, expect, open, test } from "../support/test";

const PASSWORD = "Luxiantu-72-Xiang";

/** Signs in with any account and password, whatever page that leads to. */
async function enter(page: Page, account: string, path: string, password = PASSWORD) {
  await open(page, `/login?next=${encodeURIComponent(path)}`);
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

/** Accounts and units made here must not meet those of another browser running the same test. */
const unique = (word: string) => `${word}${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;

test("the door: signing in leads to the page that was asked for, a wrong password back with the account kept", async ({ page }) => {
  // An account a browser: five failures from one address would make it wait.
  const account = ["p-kjt", "p-gxt", "p-gat", "p-mzt", "p-sft"][test.info().config.projects.findIndex(({ name }) => name === test.info().project.name)];
  await enter(page, account, "/account", "Wrong-Password-1");
  await expect(page.getByLabel("账号")).toHaveValue(account);
  await expect(page.getByText(/还可再试 \d 次/).first()).toBeVisible();
  await accessible(page);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page).toHaveURL(/\/account$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("我的账号");
  await accessible(page);
});

test("an account is opened, its initial password shown once, changed at the first sign-in", async ({ page, browser, baseURL }) => {
  const account = unique("shi");
  await enter(page, "xitong", "/admin/people/new");
  await page.getByLabel("姓名").fill("王示甲");
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("手机").fill("129");
  await page.getByRole("button", { name: "开通" }).click();
  // Refused: what was typed is still there.
  await expect(page.getByText("手机号应为 11 位，现在是 3 位").first()).toBeVisible();
  await expect(page.getByLabel("账号")).toHaveValue(account);
  await accessible(page);
  await page.getByLabel("手机").fill("12900000001");
  await page.getByLabel("单位", { exact: true }).selectOption({ label: "省编办" });
  await page.getByRole("button", { name: "开通" }).click();
  const initial = (await page.locator(".initial-password").textContent())!.trim();
  await accessible(page);
  await page.getByRole("link", { name: "查看账号" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("王示甲");
  await expect(page.getByText(initial)).toHaveCount(0);

  const { javaScriptEnabled } = test.info().project.use;
  const other = await browser.newContext({ baseURL, javaScriptEnabled, locale: "zh-CN" });
  const first = await other.newPage();
  await enter(first, account, "/account", initial);
  await expect(first).toHaveURL(/\/account\/password$/);
  await first.goto("/admin");
  await expect(first, "nothing else before the password is changed").toHaveURL(/\/account\/password$/);
  await first.getByLabel("现用密码").fill(initial);
  await first.getByLabel("新密码", { exact: true }).fill("Nunjiang-Ship-48");
  await first.getByLabel("再填一次新密码").fill("Nunjiang-Ship-48");
  await first.getByRole("button", { name: "保存新密码" }).click();
  await first.goto("/account");
  await expect(first.getByText("还没有角色")).toBeVisible();
  await other.close();
});

test("two who edit the same account: the second sees both versions and decides", async ({ page, context }) => {
  const account = unique("shi");
  await enter(page, "xitong", "/admin/people/new");
  await page.getByLabel("姓名").fill("李示甲");
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("单位", { exact: true }).selectOption({ label: "省编办" });
  await page.getByRole("button", { name: "开通" }).click();
  await page.getByRole("link", { name: "查看账号" }).click();
  const second = await context.newPage();
  await open(second, page.url());
  await page.getByLabel("职务").fill("处长");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByLabel("职务")).toHaveValue("处长");
  await second.getByLabel("职务").fill("科长");
  await second.getByRole("button", { name: "保存" }).click();
  await expect(second.getByRole("cell", { name: "处长" })).toBeVisible();
  await expect(second.getByLabel("职务")).toHaveValue("科长");
  await second.getByRole("button", { name: "保存" }).click();
  await expect(second.getByRole("table", { name: "别人刚改过" })).toHaveCount(0);
  await expect(second.getByLabel("职务")).toHaveValue("科长");
});

test("the three administrators: none sees another's part", async ({ page }) => {
  const parts: [Account, string[], string[]][] = [
    ["xitong", ["/admin/people", "/admin/units", "/admin/classes"], ["/admin/roles", "/admin/policy", "/admin/calendar", "/tasks"]],
    ["anquan", ["/admin/roles", "/admin/policy"], ["/admin/people", "/admin/units", "/admin/classes", "/tasks"]],
    ["shenji", ["/admin"], ["/admin/people", "/admin/units", "/admin/roles", "/admin/policy", "/tasks"]],
    ["jingban", ["/account", "/admin", "/admin/calendar"], ["/admin/people", "/admin/units", "/admin/roles", "/admin/policy"]],
  ];
  for (const [account, open, closed] of parts) {
    await changeTo(page, account, "/account");
    for (const path of open) expect((await page.request.get(path)).status(), `${account} ${path}`).toBe(200);
    for (const path of closed) expect((await page.request.get(path)).status(), `${account} ${path}`).toBe(404);
  }
});

test("roles are granted and withdrawn, an administrator's second part is not offered", async ({ page }) => {
  await enter(page, "anquan", "/admin/roles?q=r-hc");
  await page.getByRole("link", { name: /示甲/ }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("的角色");
  await accessible(page);
  await open(page, "/admin/roles?q=xitong");
  await page.getByRole("link", { name: "苏示甲" }).click();
  const offered = await page.getByLabel("角色", { exact: true }).locator("option").allTextContents();
  expect(offered).toContain("联络员");
  expect(offered).not.toContain("安全管理员");
  expect(offered).not.toContain("审计管理员");
});

test("a unit's wording that names another unit is refused at its field", async ({ page }) => {
  await enter(page, "xitong", "/admin/units/P-BB");
  await page.getByLabel("新别名").fill("省发改委");
  await page.getByRole("button", { name: "添加" }).click();
  await expect(page.getByText("这个别名已有对应单位").first()).toBeVisible();
  await expect(page.getByLabel("新别名")).toHaveValue("省发改委");
  const alias = unique("省编办别名");
  await page.getByLabel("新别名").fill(alias);
  await page.getByRole("button", { name: "添加" }).click();
  await page.getByRole("button", { name: `移除 ${alias}` }).click();
  await expect(page.locator("#aliases").getByText(alias)).toHaveCount(0);
  await expect(page.locator("#history").getByText(alias).first()).toBeVisible();
  await accessible(page);
});

for (const path of ["/admin", "/admin/people", "/admin/people/new", "/admin/units", "/admin/classes/CITIES", "/account/password"]) {
  test(`${path} is accessible and does not scroll sideways`, async ({ page }) => {
    await enter(page, "xitong", path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await noSidewaysScroll(page);
    await accessible(page);
  });
}
