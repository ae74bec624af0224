import { type Page, expect } from "@playwright/test";

/** The password that all sample accounts share (src/features/accounts/sample.rs). */
const PASSWORD = "Luxiantu-72-Xiang";

/** Sample accounts, as `duban demo` prints them. */
export type Account = "jingban" | "fuhe" | "ducha" | "lingdao" | "xitong" | "anquan" | "shenji" | "p-bb" | "p-bb-fuze" | "p-fgw" | "p-fgw-fuze" | "p-gsj" | "p-gsj-fuze";

/** Signs in by the form, as a person does, and goes to `path`. */
export async function signIn(page: Page, account: Account, path = "/tasks?plan=35") {
  await page.goto(`/login?next=${encodeURIComponent(path)}`);
  await page.getByLabel("账号").fill(account);
  await page.getByLabel("密码", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page).toHaveURL((url) => url.pathname + url.search === path);
}
