import { statSync } from "node:fs";
import { dirname } from "node:path";

/** Are two directories on one file system? Where one is not there yet, the one above it counts. */
export function onOneDisk(one: string, other: string): boolean {
  return deviceOf(one) === deviceOf(other);
}

function deviceOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  return found || path === dirname(path) ? (found?.dev ?? 0) : deviceOf(dirname(path));
}
