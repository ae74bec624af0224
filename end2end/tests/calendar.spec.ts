import { noSidewaysScroll } from "../support/layout";
import { signIn } from "../support/people";
import { accessible, expect, open, test } from "../support/test";

/** Browsers run the same test side by side: each has a year of its own. */
const yearOfBrowser = () => 2031 + test.info().config.projects.findIndex(({ name }) => name === test.info().project.name);

test("the office reaches the calendar from 管理, which shows the year of the sample", async ({ page }) => {
  await signIn(page, "jingban", "/dashboard");
  await page.goto("/admin");
  await expect(page).toHaveURL(/\/admin\/calendar$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("工作日历");
  const october = page.getByRole("table", { name: /^10月/ });
  await expect(october.getByRole("cell", { name: /^3\s*休$/ })).toBeVisible();
  await expect(october.getByRole("cell", { name: /^8\s*班$/ })).toBeVisible();
  await expect(page.getByText("国办发明电〔2015〕18号").first()).toBeVisible();
  await expect(page.getByText("未登记，暂按"), "2016 is published").toHaveCount(0);
  await page.getByRole("link", { name: "2017 年" }).click();
  await expect(page.getByText("国办发明电〔2016〕17号").first()).toBeVisible();
});

test("a year is opened, its days entered and taken out", async ({ page }) => {
  const year = yearOfBrowser();
  const path = `/admin/calendar?year=${year}`;
  await signIn(page, "fuhe", path);
  if (await page.getByRole("button", { name: `启用 ${year} 年` }).isVisible()) {
    await expect(page.getByText(`${year} 年的放假安排未登记`)).toBeVisible();
    await page.getByRole("button", { name: `启用 ${year} 年` }).click();
    await expect(page.getByText("填写文号").first()).toBeVisible();
    await accessible(page);
    await page.getByLabel("文号").fill(`测示〔${year - 1}〕1号`);
    await page.getByRole("button", { name: `启用 ${year} 年` }).click();
  }
  await expect(page.getByText(`${year} 年的放假安排未登记`)).toHaveCount(0);

  const form = page.getByRole("region", { name: "登记放假、调休" });
  await form.getByLabel("日期").fill(`${year}-10-01`);
  await form.getByLabel(/^至/).fill(`${year}-10-07`);
  await form.getByRole("radio", { name: "休" }).check();
  await form.getByLabel("节日").fill("国庆节");
  await form.getByRole("button", { name: "登记" }).click();
  const listed = page.getByRole("table", { name: "放假与调休" });
  await expect(listed.getByRole("row")).not.toHaveCount(0);
  const days = (await listed.getByRole("rowheader").allTextContents()).map((text) => text.trim().slice(0, 10));
  for (const day of days) {
    await page.getByRole("button", { name: `移除 ${day}` }).click();
    await expect(page.getByRole("button", { name: `移除 ${day}` })).toHaveCount(0);
  }
  await expect(page.getByText("这一年没有登记")).toBeVisible();
});

test("what the week says anyway is refused at its field, and nothing typed is lost", async ({ page }) => {
  await signIn(page, "jingban", "/admin/calendar?year=2016");
  const form = page.getByRole("region", { name: "登记放假、调休" });
  await form.getByLabel("日期").fill("2016-10-10");
  await form.getByRole("radio", { name: "班" }).check();
  await form.getByRole("button", { name: "登记" }).click();
  await expect(page.getByText("2016-10-10 是周一，本来就上班").first()).toBeVisible();
  await expect(page.getByRole("region", { name: "登记放假、调休" }).getByLabel("日期")).toHaveValue("2016-10-10");
  await accessible(page);
});

test("a day in the list leads to the form that alters it", async ({ page }) => {
  await signIn(page, "jingban", "/admin/calendar?year=2016");
  await page.getByRole("link", { name: "2016-10-08" }).click();
  const form = page.getByRole("region", { name: "登记放假、调休" });
  await expect(form.getByLabel("日期")).toHaveValue("2016-10-08");
  await expect(form.getByLabel("节日")).toHaveValue("国庆节");
  await expect(form.getByRole("radio", { name: "班" })).toBeChecked();
});

test("units do not see the calendar's page", async ({ page }) => {
  await signIn(page, "p-bb", "/dashboard");
  expect((await page.request.get("/admin/calendar")).status()).toBe(404);
});

test("/admin/calendar is accessible and does not scroll sideways", async ({ page }) => {
  await signIn(page, "jingban", "/admin/calendar?year=2016");
  await noSidewaysScroll(page);
  await accessible(page);
  await open(page, "/admin/calendar?year=2030");
  await noSidewaysScroll(page);
  await accessible(page);
});
