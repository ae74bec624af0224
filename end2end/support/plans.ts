import { type Page, expect, test } from "@playwright/test";
import { type Account } from "./people";
import { changeTo } from "./tasks";
import { open } from "./test";

/** A line of the sheet that a test imports. What is left out is as in `USUAL`. */
export interface Line {
  title?: string;
  leads?: string;
  participants?: string;
  due?: string;
  /** The steps, one a line, and their days. */
  roadmap?: string;
  timetable?: string;
}

const USUAL: Required<Line> = { title: "公布中介服务目录", leads: "省编办", participants: "省发改委", due: "2016-12-15", roadmap: "", timetable: "" };

/**
 * The prefix of a test's own plan. Tests run side by side and must not meet, nor alter the sample: `letter` is the
 * test's, and no other test may have it; the digit is the browser's.
 */
export function prefixOf(letter: string) {
  const { config, project } = test.info();
  return `${letter}${config.projects.findIndex(({ name }) => name === project.name)}`;
}

/**
 * The office imports a plan of the test's own, for the year 2016. Returns its prefix; its tasks are `{prefix}-01` and
 * so on. Afterwards the office's registrar is signed in.
 */
export async function imported(page: Page, letter: string, lines: Line[] = [{}], every: "每月" | "每半月" = "每月") {
  const prefix = prefixOf(letter);
  await changeTo(page, "jingban", "/tasks/import");
  await page.getByLabel("台账文件").setInputFiles({ name: `${prefix}.csv`, mimeType: "text/csv", buffer: Buffer.from(sheet(lines)) });
  await page.getByLabel("录入哪个计划").selectOption("new");
  await page.getByLabel("计划名称").fill(`试验计划 ${prefix}`);
  await page.getByLabel("编号前缀").fill(prefix);
  await page.getByLabel("开始日期").fill("2016-01-01");
  await page.getByLabel("截止日期").fill("2016-12-20");
  await page.getByLabel("进展报送周期").selectOption({ label: every });
  await page.getByRole("button", { name: "预览" }).click();
  await page.getByRole("button", { name: `确认录入 ${lines.length} 行` }).click();
  await expect(page.getByText(`已录入：新增 ${lines.length} 项`)).toBeVisible();
  return prefix;
}

function sheet(lines: Line[]) {
  const rows = lines.map((line, at) => {
    const { title, leads, participants, due, roadmap, timetable } = { ...USUAL, ...line };
    return [`${at + 1}`, "行政审批改革", title, "公布目录", leads, participants, roadmap, timetable, due];
  });
  const head = ["序号", "领域", "任务名称", "工作内容", "牵头单位", "配合单位", "路线图", "时间表", "完成时限"];
  return [head, ...rows].map((cells) => cells.map((cell) => `"${cell}"`).join(",")).join("\n");
}

/** The office, which is signed in, gives the task to its units. All of them must be named units. */
export async function dispatched(page: Page, number: string) {
  await open(page, `/tasks/${number}/dispatch`);
  await page.getByRole("button", { name: "交办" }).click();
  await expect(page).toHaveURL(`/tasks/${number}`);
}

/** Each of them signs for the unit's part in the task. Afterwards the last of them is signed in, on the task's page. */
export async function signed(page: Page, number: string, accounts: Account[]) {
  for (const account of accounts) {
    await changeTo(page, account, `/tasks/${number}`);
    await page.getByRole("button", { name: "签收" }).click();
    await expect(page).toHaveURL(`/tasks/${number}`);
    await expect(page.getByRole("button", { name: "签收" })).toHaveCount(0);
  }
}

/** A plan of one task, given away and signed for by its units. Returns the task's number. */
export async function signedTask(page: Page, letter: string, line: Line = {}, every: "每月" | "每半月" = "每月") {
  const number = `${await imported(page, letter, [line], every)}-01`;
  await dispatched(page, number);
  await signed(page, number, line.participants === "" ? ["p-bb"] : ["p-fgw", "p-bb"]);
  return number;
}
