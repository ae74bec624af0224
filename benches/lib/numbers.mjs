// Numbers of repeated samples.

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** The value that `share` percent of the samples do not exceed. */
export function percentile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.min(sorted.length - 1, Math.ceil((share / 100) * sorted.length) - 1))];
}

export const median = (samples) => {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** The median of `pick` over the samples that have it. */
export const medianOf = (samples, pick) => median(samples.map(pick).filter(Number.isFinite));

/** A number for a table: three digits that count. */
export function short(value) {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(3)));
}

export const ms = (value) => `${short(value)} ms`;
export const times = (value) => `${short(value)} ×`;
