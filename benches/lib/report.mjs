// What a benchmark found, beside its budget: a table on the terminal, JSON in target/bench.

import { mkdirSync, writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";

const folder = process.env.BENCH_OUT ?? "target/bench";
const header = ["goal", "measured", "ratio", "budget", "ok"];

/** East Asian characters take two places on a terminal. */
const width = (text) => [...text].reduce((sum, c) => sum + (/[\u2e80-\uffef]/.test(c) ? 2 : 1), 0);

export class Report {
  goals = [];
  samples = {};

  constructor(name) {
    this.name = name;
    this.loadBefore = loadavg()[0];
  }

  /** `ok` is undefined for what has no budget. */
  goal(goal, { measured, ratio = "", budget = "", ok }) {
    this.goals.push({ goal, measured, ratio, budget, ok });
    console.log(`  ${goal}: ${measured} ${ratio && `(${ratio})`}`);
  }

  keep(name, sample) {
    (this.samples[name] ??= []).push(sample);
  }

  finish() {
    const load = [this.loadBefore, loadavg()[0]].map((value) => Math.round(value * 100) / 100);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, `${this.name}.json`);
    const whole = { name: this.name, date: new Date().toISOString(), load, goals: this.goals, samples: this.samples };
    writeFileSync(file, `${JSON.stringify(whole, null, 1)}\n`);
    const yes = (ok) => (ok === undefined ? "–" : ok ? "yes" : "NO");
    const rows = this.goals.map((goal) => [goal.goal, goal.measured, goal.ratio, goal.budget, yes(goal.ok)]);
    const widths = header.map((name, column) => Math.max(...[header, ...rows].map((row) => width(row[column]))));
    const line = (row) => `| ${row.map((cell, i) => cell + " ".repeat(widths[i] - width(cell))).join(" | ")} |`;
    console.log(`\n${this.name} (load ${load[0]} before, ${load[1]} after)\n`);
    console.log([line(header), line(widths.map((n) => "-".repeat(n))), ...rows.map(line)].join("\n"));
    console.log(`\nSamples: ${file}\n`);
  }
}
