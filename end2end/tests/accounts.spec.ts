import { noSidewaysScroll } from "../support/layout";
import { signIn } from "../support/people";
import { accessible, expect, open, test } from "../support/test";

test("a wrong password is told without telling whether the account exists", async ({ page }) => {
  const texts: string[] = [];
  for (const account of [`nobody-${test.info().project.name}`, `none-${test.info().project.name}`]) {
    await open(page, "/login");
    await page.getByLabel("账号").fill(account);
    await page.getByLabel("密码", { exact: true }).fill("Wrong-password-2016");
    await page.getByRole("button", { name: "登录" }).click();
    await expect(page.getByLabel("账号")).toHaveValue(account);
    texts.push((await page.getByRole("alert").first().innerText()).replace(account, ""));
  }
  expect(texts[0]).toBe(texts[1]);
  await accessible(page);
});

test("each administrator sees only the own part", async ({ page }) => {
  const parts = [
    { account: "xitong", may: "/admin/people", mayNot: ["/admin/policy", "/admin/audit", "/tasks"] },
    { account: "anquan", may: "/admin/roles", mayNot: ["/admin/people/new", "/admin/audit", "/tasks"] },
    { account: "shenji", may: "/admin/audit", mayNot: ["/admin/people", "/admin/roles", "/tasks"] },
  ] as const;
  for (const part of parts) {
    await signIn(page, part.account, part.may);
    await open(page, part.may);
    await noSidewaysScroll(page);
    await accessible(page);
    for (const path of part.mayNot) expect((await page.request.get(path)).status(), `${part.account} ${path}`).toBe(404);
    await page.context().clearCookies();
  }
});

test("own account: sessions are listed, signing out ends the session", async ({ page }) => {
  await signIn(page, "p-fgw", "/account");
  await open(page, "/account");
  await noSidewaysScroll(page);
  await accessible(page);
  const cookies = await page.context().cookies();
  await page.locator("details", { has: page.getByRole("button", { name: "退出登录" }) }).first().locator("summary").click();
  await page.getByRole("button", { name: "退出登录" }).first().click();
  await expect(page).toHaveURL(/\/login/);
  await page.context().addCookies(cookies);
  await page.goto("/account");
  await expect(page).toHaveURL(/\/login\?next=/);
});
