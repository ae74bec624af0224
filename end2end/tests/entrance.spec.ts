import { accessible, expect, open, test } from "../support/test";

test("the entrance opens, in Chinese, without sideways scrolling", async ({ page }) => {
  const response = await open(page, "/");
  expect(response?.status()).toBe(200);
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-Hans-CN");
  await expect(page).toHaveTitle(/\S/);
  const { scroll, width } = await page.locator("html").evaluate((html) => ({ scroll: html.scrollWidth, width: html.clientWidth }));
  expect(scroll).toBeLessThanOrEqual(width);
  await accessible(page);
});
