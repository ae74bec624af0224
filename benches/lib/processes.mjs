// Memory and processor time of a process and everything below it, from /proc (Linux).

import { readdirSync, readFileSync } from "node:fs";

/** Fields of /proc/PID/stat after the name, which may hold spaces. */
function stat(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** `pid` and all its descendants. */
export function tree(pid) {
  const children = new Map();
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const parent = Number(stat(name)[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    } catch {
      // It ended meanwhile.
    }
  }
  const found = [pid];
  for (const one of found) found.push(...(children.get(one) ?? []));
  return found;
}

function sum(pid, of) {
  let total = 0;
  for (const one of tree(pid)) {
    try {
      total += of(one);
    } catch {
      // It ended meanwhile.
    }
  }
  return total;
}

const kilobytes = (pid, name) =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]);

/** Proportional set size in MB: shared pages count once. */
export const memory = (pid) => sum(pid, (one) => kilobytes(one, "Pss")) / 1024;

/** Private memory of one process in MB. */
export const privateMemory = (pid) => (kilobytes(pid, "Private_Dirty") + kilobytes(pid, "Private_Clean")) / 1024;

/** Processor time so far in ms, that of children that ended included. */
export const processorTime = (pid) => sum(pid, (one) => stat(one).slice(11, 15).reduce((a, b) => a + Number(b), 0)) * 10;

/** The command line of a process, or nothing when it ended. */
export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

/** Watches the memory of `pid`; the returned function ends it and gives the peak in MB. */
export function watchMemory(pid) {
  let peak = memory(pid);
  const look = () => (peak = Math.max(peak, memory(pid)));
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    return look();
  };
}
