// The least any list can take: fifty rows as finished HTML, 1 KB of style, the other order fetched by a click.

import { once } from "node:events";
import http from "node:http";
import { gzipSync } from "node:zlib";
import { task, UNITS } from "./rows.mjs";

const COLUMNS = ["number", "title", "state", "field", "unit", "due", "source"];

function body(tasks) {
  const rows = tasks.slice(0, 50).map((row) => {
    const cells = [row.seq, row.title, row.state, row.field, UNITS[row.units[0]].name, row.due ?? "", row.source.document];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  return rows.join("");
}

const STYLE = "body{font:14px/1.6 system-ui,sans-serif;margin:16px}table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:4px 8px;text-align:left}th button{all:unset;cursor:pointer;font-weight:700}";
const SCRIPT = "document.querySelector('[data-s=due]').onclick=async()=>{document.querySelector('tbody').innerHTML=await(await fetch('/rows')).text()}";

/** Serves the page; `page` tells the browser where things are. */
export async function floorPage() {
  const tasks = Array.from({ length: 10_000 }, (_, at) => task(at + 1));
  const byDue = [...tasks].sort((a, b) => ((a.due ?? "9") < (b.due ?? "9") ? -1 : 1));
  const head = COLUMNS.map((name) => `<th><button data-s="${name}">${name}</button></th>`).join("");
  const table = `<table><thead><tr>${head}</tr></thead><tbody>${body(tasks)}</tbody></table>`;
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>台账</title><link rel="icon" href="data:,"><style>${STYLE}</style><h1>台账</h1>${table}<script>${SCRIPT}</script></html>`;
  const answers = { "/": gzipSync(html), "/rows": gzipSync(body(byDue)) };
  const headers = { "content-type": "text/html; charset=utf-8", "content-encoding": "gzip" };
  const server = http.createServer((request, response) => {
    const answer = answers[request.url];
    response.writeHead(answer ? 200 : 404, answer ? { ...headers, "content-length": answer.length } : {});
    response.end(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const page = { first: "tbody td:nth-child(2)", sort: "[data-s=due]" };
  return { base: `http://127.0.0.1:${server.address().port}/`, page, close: () => server.close() };
}
