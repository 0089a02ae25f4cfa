import "server-only";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "./backup";
import { backUp } from "./backup";
import type { Head } from "./backup-file";
import { inspectBackup } from "./backup-restore";
import { Refusal } from "./refusal";

type About = Pick<Head, "application" | "made" | "secret">;

const OWN = /^image-screen-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.backup(\.\d+\.partial)?$/;
const DAY_MS = 86_400_000;
const LOOK_MS = 600_000;

/**
 * Writes one more backup into a directory of backups, reads it again, and only then removes the oldest of those that were
 * written here, so that `keep` are left. Files of other names are never touched.
 * @returns the path and the rows of the new one
 * @throws {Refusal} as a backup does; then all older ones are still there
 */
export async function backUpInto(url: string, directory: string, keep: number, about: About, progress?: Progress): Promise<{ path: string; rows: number }> {
  await own(directory);
  const path = join(directory, `image-screen-${about.made.slice(0, 19).replaceAll(":", "-")}Z.backup`);
  await backUp(url, path, about, progress);
  const { rows } = await inspectBackup(path);
  for (const name of (await own(directory)).slice(0, -keep)) await rm(join(directory, name), { force: true });
  return { path, rows };
}

/** The whole backups that were written here, oldest first; what a killed one left half-way goes after a day. */
async function own(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`${directory}, where the backups go, cannot be read (${error.code}).`);
  });
  for (const name of names.filter((one) => OWN.exec(one)?.[5])) {
    const left = await stat(join(directory, name)).catch(() => null);
    if (left && Date.now() - left.mtimeMs > DAY_MS) await rm(join(directory, name), { force: true });
  }
  return names.filter((name) => OWN.test(name) && name.endsWith(".backup")).toSorted();
}

/** When the newest of them was made, in ms since 1970; 0 where there is none. */
async function newest(directory: string): Promise<number> {
  const [, day, hours, minutes, seconds] = OWN.exec((await own(directory)).at(-1) ?? "") ?? [];
  return day ? Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`) : 0;
}

/**
 * Looks every ten minutes whether the newest backup of a directory is a day old, and makes the next one then. The time is
 * read from the names: a restart of the server neither skips a day nor makes one too many.
 * @param tell gets one sentence for each backup and each failure, which is tried again at the next look
 * @returns ends it and waits for a backup under way
 */
export function backUpDaily(url: string, directory: string, keep: number, about: Omit<About, "made">, tell: (sentence: string) => void): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const now = Date.now();
    if (now - (await newest(directory)) < DAY_MS) return;
    const { path, rows } = await backUpInto(url, directory, keep, { ...about, made: new Date(now).toISOString() });
    tell(`Daily backup: ${rows} rows in ${path}.`);
  };
  const again = (): void => {
    underWay ??= look()
      .catch((error: unknown) => tell(`The daily backup failed and is tried again in ten minutes: ${error instanceof Refusal ? error.message : "see the database's log."}`))
      .finally(() => (underWay = null));
  };
  again();
  const timer = setInterval(again, LOOK_MS);
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
