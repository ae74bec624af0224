import { type Page, expect } from "@playwright/test";
import { type Account, signIn } from "./people";
import { answering } from "./test";

/** Gives the task to its units, unless that was done. All of its participants must be named units. */
export async function dispatched(page: Page, number: string) {
  await signIn(page, "jingban", `/tasks/${number}`);
  const dispatch = page.getByRole("link", { name: "交办", exact: true });
  if ((await dispatch.count()) === 0) return;
  await dispatch.click();
  await page.getByRole("button", { name: "交办", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/tasks/${number}$`));
  await expect(page.locator("main")).toContainText("已交办");
}

/** Ends the session and starts one of somebody else on `path`. */
export async function changeTo(page: Page, account: Account, path: string) {
  // Away first: an open page would ask for news without a session.
  await page.goto("about:blank");
  await page.context().clearCookies();
  await signIn(page, account, path);
  await answering(page);
}
