import { accessible, expect, hydrates, open, test } from "../support/test";

test("the entrance opens, in Chinese, without sideways scrolling", async ({ page }) => {
  const response = await open(page, "/");
  expect(response?.status()).toBe(200);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans-CN");
  await expect(page).toHaveTitle(/\S/);
  const { scroll, width } = await page.locator("html").evaluate((html) => ({ scroll: html.scrollWidth, width: html.clientWidth }));
  expect(scroll).toBeLessThanOrEqual(width);
  await accessible(page);
});

test("a button is busy when the answer takes a while", async ({ page }) => {
  test.skip(!hydrates(), "a browser without script says so itself");
  await open(page, "/login");
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await page.route("**/fn/accounts/sign_in", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByLabel("账号").fill("lingdao");
  await page.getByLabel("密码", { exact: true }).fill("Wrong-72-Xiang");
  // Playwright looks at nothing while a page is awaited: the page tells of it.
  let tell = (_: string) => {};
  const told = new Promise<string>((heard) => (tell = heard));
  await page.exposeFunction("tell", (what: string) => tell(what));
  await page.evaluate(() => {
    const busy = new MutationObserver(([{ target }]) => (window as unknown as { tell: (what: string) => void }).tell(target.textContent!));
    busy.observe(document, { subtree: true, attributeFilter: ["aria-busy"] });
  });
  await page.getByRole("button", { name: "登录" }).click({ noWaitAfter: true });
  expect(await told).toContain("登录");
  answer();
  await expect(page.getByText("账号或密码不对").first()).toBeVisible();
  await expect(page.locator("button[aria-busy=true]")).toHaveCount(0);
});
