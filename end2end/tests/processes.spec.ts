import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Running, announced, dataFolder, ended, loadSample, serve } from "../support/server";
import { signIn } from "../support/people";
import { answering, expect, test } from "../support/test";

// What happens between processes: two servers on one database, and a mail server. Independent of the window.
test.skip(() => test.info().project.name !== "desktop", "it is the servers that are tried");

/** A mail server with a certificate of its own, and the letters that it took. */
interface Letter {
  to: string[];
  secure: boolean;
  by: string;
  text: string;
}

async function mailServer() {
  const folder = mkdtempSync(join(tmpdir(), "duban-mail-"));
  const file = (name: string) => join(folder, name);
  const openssl = (...given: string[]) => execFileSync("openssl", given, { stdio: "ignore" });
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl("req", "-x509", ...key, "-keyout", file("ca.key"), "-out", file("ca.pem"), "-subj", "/CN=test authority", "-days", "2");
  openssl("req", ...key, "-keyout", file("key"), "-out", file("request"), "-subj", "/CN=localhost");
  writeFileSync(file("names"), "subjectAltName=DNS:localhost\n");
  openssl("x509", "-req", "-in", file("request"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-CAcreateserial", "-out", file("cert"), "-days", "2", "-extfile", file("names"));
  const server = spawn("node", [join(__dirname, "../support/smtp.mjs"), file("key"), file("cert"), "duban", "p@ss"], { stdio: ["ignore", "pipe", "inherit"] });
  const letters: Letter[] = [];
  createInterface({ input: server.stdout! }).on("line", (line) => line.startsWith("{") && letters.push(JSON.parse(line)));
  const port = await announced(server, /listening (\d+)/, "its output");
  const stop = async () => {
    await ended(server);
    rmSync(folder, { recursive: true });
  };
  return { port, authority: file("ca.pem"), letters, stop };
}

/** The private database of a server, for another server. */
function database({ data }: Running): string {
  const socket = readFileSync(join(data, "postgres/postmaster.pid"), "utf8").split("\n")[4];
  return `postgres://duban_app@localhost/duban?host=${encodeURIComponent(socket!)}`;
}

test("two servers on one database show each other's changes and files, and mail goes out by a real mail server", async ({ browser }) => {
  test.setTimeout(180_000);
  const post = await mailServer();
  const data = dataFolder();
  // A private database of their own, whatever the other tests use.
  loadSample(data, { DATABASE_URL: "" });
  const mail = {
    DATABASE_URL: "",
    DUBAN_SMTP_URL: `smtp://duban:p%40ss@localhost:${post.port}?tls=required`,
    DUBAN_MAIL_FROM: "duban@example.org",
    DUBAN_PUBLIC_URL: "https://duban.example.org",
    SSL_CERT_FILE: post.authority,
  };
  // Whatever was started is stopped, the last first.
  const running: { stop: () => Promise<void> }[] = [post];
  const started = async (name: string, folder: string, more: Record<string, string>) => {
    const server = await serve(name, folder, more);
    running.unshift(server);
    return server;
  };
  const at = async (server: Running) => (await browser.newContext({ baseURL: server.url, locale: "zh-CN" })).newPage();
  try {
    const one = await started("one", data, mail);
    const other = await started("other", dataFolder(), { DATABASE_URL: database(one), DUBAN_FILES: join(data, "files") });
    const [reader, writer] = [await at(one), await at(other)];
    await signIn(reader, "jingban", "/tasks/35-01");
    await answering(reader);
    await expect(reader.locator("#live-sync")).toHaveAttribute("data-sync", "ok");
    await signIn(writer, "fuhe", "/tasks/35-01");
    await answering(writer);
    await writer.getByRole("link", { name: "催办", exact: true }).last().click();
    const dialog = writer.getByRole("dialog", { name: "催办 35-01" });
    await dialog.getByLabel("单位").selectOption({ index: 1 });
    await dialog.getByLabel("新时限").fill("2016-12-05");
    await dialog.getByLabel("催办内容").fill("请于本周内报来清单");
    await dialog.getByRole("button", { name: "催办" }).click();
    await expect(writer.locator("#urging").getByText("请于本周内报来清单")).toBeVisible();
    const seen = () => reader.locator("#urging").getByText("请于本周内报来清单").count();
    await expect.poll(seen, { timeout: 2_000, intervals: [50] }).toBe(1);

    // With the day's digest at its first minute and no quiet hours, what waited goes out whatever the time is.
    const officer = await at(one);
    await signIn(officer, "p-bb", "/account/notifications");
    for (const time of ["摘要时间", "免打扰开始", "免打扰结束"]) await officer.getByLabel(time).fill("00:00");
    await officer.getByRole("button", { name: "保存设置" }).click();
    await expect(officer.getByLabel("摘要时间")).toHaveValue("00:00");
    const address = /\S+@\S+/.exec(await officer.locator(".callout").innerText())![0];
    const own = () => post.letters.filter(({ to }) => to.includes(address));
    await expect.poll(() => own().length, { timeout: 60_000 }).toBeGreaterThan(0);
    expect(post.letters.every(({ secure, by }) => secure && by === "duban")).toBe(true);
    expect(own()[0]!.text).toContain("duban@example.org");

    // A file that one server took in is handed out by the other.
    await officer.goto("/tasks/35-01/report");
    await answering(officer);
    const content = Buffer.from("%PDF-1.7\n清单");
    await officer.getByLabel("选文件").setInputFiles([{ name: "清单.pdf", mimeType: "application/pdf", buffer: content }]);
    const file = await officer.locator("#files-list").getByRole("link", { name: "清单.pdf" }).getAttribute("href");
    const colleague = await at(other);
    await signIn(colleague, "p-bb", "/tasks/35-01");
    const answer = await colleague.request.get(file!);
    expect([answer.status(), await answer.body()]).toEqual([200, content]);
  } finally {
    for (const { stop } of running) await stop();
  }
});
