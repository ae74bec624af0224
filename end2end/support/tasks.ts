import { type Page } from "@playwright/test";
import { type Account, signIn } from "./people";
import { answering } from "./test";

/** Ends the session and starts one of somebody else on `path`. */
export async function changeTo(page: Page, account: Account, path: string) {
  // Away first: an open page would ask for news without a session.
  await page.goto("about:blank");
  await page.context().clearCookies();
  await signIn(page, account, path);
  await answering(page);
}
