import { cpus } from "node:os";

/** @param {readonly number[]} values @returns {number} NaN where there is none */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** The median with the least and the most beside it, where they differ. @param {readonly number[]} values @param {number} digits */
export function spread(values, digits) {
  const [low, mid, high] = [Math.min(...values), median(values), Math.max(...values)].map((value) => value.toFixed(digits));
  return low === high ? `${mid}` : `${mid} (${low}–${high})`;
}

const FIFTY = 50;

/** The ratio of two medians of calls that took turns, and in brackets how far it moves from fifty calls to fifty. @param {readonly number[]} ours @param {readonly number[]} theirs */
export function ratioText(ours, theirs) {
  const ratios = Array.from({ length: Math.floor(ours.length / FIFTY) }, (_, at) => [at * FIFTY, (at + 1) * FIFTY]).map((part) => median(ours.slice(...part)) / median(theirs.slice(...part)));
  const whole = (median(ours) / median(theirs)).toFixed(2);
  return ratios.length > 1 ? `${whole} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})` : whole;
}

/** @param {readonly string[]} head the first column holds names, the others figures @param {readonly (readonly string[])[]} rows */
export function table(head, rows) {
  return [head, head.map((_, at) => (at === 0 ? "---" : "---:")), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Where and when, for figures mean nothing without it. @param {string} [more] */
export function machine(more) {
  const load = `${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}), Node ${process.versions.node}`;
  return `${new Date().toISOString().slice(0, 10)}, ${load}${more ? `, ${more}` : ""}.`;
}

/** How often everything is measured: RUNS, else so often. @param {number} otherwise */
export function runs(otherwise) {
  const given = Number(process.env.RUNS || otherwise);
  if (!Number.isInteger(given) || given < 1) throw new Error("RUNS is how often everything is measured, 1 or more.");
  return given;
}
