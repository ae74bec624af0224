// The product as the load generator and the browser meet it.

import { plan } from "./lib/ledger.mjs";
import { cookie } from "./lib/server.mjs";

/** What a browser's own form sends besides its fields. */
const FORM = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" };

const filter = "plan=A&sort=due";

export const paths = {
  /** The list as it first opens. */
  ledger: "/tasks?plan=A",
  byDue: `/tasks?${filter}`,
  search: `/tasks?plan=A&q=${encodeURIComponent("社会信用体系")}`,
  dashboard: "/dashboard?plan=A",
};

/** The page of the list that begins after the row with this key, number and id. */
export function after(key, seq, id) {
  const cursor = Buffer.from(JSON.stringify([key, seq, id])).toString("base64url");
  return `/tasks?${filter}&after=${cursor}`;
}

/**
 * Where pages of the list by due date begin: more than the server keeps drawn, from the first (`asc`) or the last (`desc`)
 * on. Visited in turn, each is drawn anew.
 */
export const positions = (order) => `
  select coalesce(current_due, date '9999-12-31')::text || ' ' || seq || ' ' || id from (
    select *, row_number() over (order by coalesce(current_due, date '9999-12-31') ${order}, seq ${order}, id ${order}) as place
    from tasks where plan_id = '${plan}') t
  where place % 50 = 1 and place > 50 order by place limit 120`;

/** One address, or several that are visited in turn. */
export const get = (base, path) => ({
  url: base + [path].flat()[0],
  paths: [path].flat(),
  headers: { cookie: cookie(), "accept-encoding": "gzip, br" },
});

/** The form that enters a task, sent as a browser sends it. */
export function create(base) {
  const fields = {
    key: "%KEY%",
    plan: "B",
    seq: "%SEQ%",
    title: "清理规范行政审批中介服务事项",
    field: "行政审批",
    content: "牵头单位制定“路线图”和“时间表”。",
    lead: "D1",
    deadline_kind: "fixed",
    due: "2025-12-20",
  };
  const lists = [["co_leads[]", "D2"], ["participants[]", "D3"]];
  const body = new URLSearchParams([...Object.entries(fields), ...lists]).toString();
  return {
    url: `${base}/fn/tasks/create`,
    method: "POST",
    headers: { cookie: cookie(), ...FORM },
    body: body.replace("%25KEY%25", "01930000-0007-7000-8000-%K%").replace("%25SEQ%25", "%N%"),
  };
}

/** Where the browser finds things. */
export const page = {
  first: ".task__title",
  sort: 'th a[href*="sort=due"]',
  hydrated: "html[data-hydrated]",
  /** What taps change without leaving the page. */
  taps: ["summary.me", "summary.me", "input[type=search][name=q]", "input[name=due_from]"],
};
