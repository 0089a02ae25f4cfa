import "server-only";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Progress } from "./backup";
import { backUp } from "./backup";
import type { Head } from "./backup-file";
import { inspectBackup } from "./backup-restore";
import { withClient } from "./backup-tables";
import { reach } from "./migrate";
import { Refusal } from "./refusal";

type About = Pick<Head, "application" | "made" | "secret">;

const OWN = /^image-screen-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.backup(\.\d+\.partial)?$/;
const DAY_MS = 86_400_000;
const LOOK_MS = 600_000;
// As far as two clocks that are kept may be apart.
const AHEAD_MS = 300_000;
const LOCK = 4_947_002;

/**
 * Writes one more backup into a directory of backups, reads it again, and only then removes the oldest of those that were
 * written here, so that `keep` are left. Files of other names, and of a time that is still to come, are never touched.
 * @returns the path and the rows of the new one
 * @throws {Refusal} as a backup does; then all older ones are still there
 */
export async function backUpInto(url: string, directory: string, keep: number, about: About, progress?: Progress): Promise<{ path: string; rows: number }> {
  await sweep(directory);
  const path = join(directory, `image-screen-${about.made.slice(0, 19).replaceAll(":", "-")}Z.backup`);
  await backUp(url, path, about, progress);
  const { rows } = await inspectBackup(path);
  for (const { path: one } of (await own(directory)).past.slice(0, -keep)) await rm(one, { force: true });
  return { path, rows };
}

async function named(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(`${directory}, where the backups go, cannot be read (${error.code}).`);
  });
  return names.filter((name) => OWN.test(name)).toSorted();
}

type Kept = { path: string; made: number };

/** The whole backups that were written here, oldest first, and apart from them what a wrong clock has named after a time to come. */
async function own(directory: string): Promise<{ past: Kept[]; ahead: Kept[] }> {
  const whole = (await named(directory)).filter((name) => name.endsWith(".backup")).map((name) => {
    const [, day, hours, minutes, seconds] = OWN.exec(name) ?? [];
    return { path: join(directory, name), made: Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`) };
  });
  const latest = Date.now() + AHEAD_MS;
  return { past: whole.filter(({ made }) => made <= latest), ahead: whole.filter(({ made }) => made > latest) };
}

/** What a killed backup left half-way goes after a day. */
async function sweep(directory: string): Promise<void> {
  for (const name of (await named(directory)).filter((one) => one.endsWith(".partial"))) {
    const left = await stat(join(directory, name)).catch(() => null);
    if (left && Date.now() - left.mtimeMs > DAY_MS) await rm(join(directory, name), { force: true });
  }
}

/**
 * The newest of the backups that were written into a directory, and when it was made by its name, in ms since 1970; null
 * where there is none. Names more than five minutes ahead of now do not count, and are given by themselves.
 * @throws {Refusal} when the directory cannot be read
 */
export async function lastBackup(directory: string): Promise<{ last: Kept | null; ahead: string[] }> {
  const { past, ahead } = await own(directory);
  return { last: past.at(-1) ?? null, ahead: ahead.map(({ path }) => path) };
}

/**
 * Looks every ten minutes whether the newest backup of a directory is a day old, and makes the next one then. The time is
 * read from the names: a restart of the server neither skips a day nor makes one too many. Of several processes on one
 * database one makes it. A directory that is missing is made for its owner alone, where the one above it is there.
 * @param tell gets one sentence for each backup and each failure, which is tried again at the next look
 * @returns ends it; a backup under way is given up, and nothing of it is left
 */
export function backUpDaily(url: string, directory: string, keep: number, about: Omit<About, "made">, tell: (sentence: string, failed: boolean) => void): () => Promise<void> {
  let underWay: Promise<void> | null = null;
  let over = false;
  const progress = (): void => {
    if (over) throw new Refusal("it was given up, for the server ends");
  };
  const look = async (): Promise<void> => {
    await make(directory);
    if (!(await isDue(directory))) return;
    await alone(url, async () => {
      if (!(await isDue(directory))) return;
      const { path, rows } = await backUpInto(url, directory, keep, { ...about, made: new Date().toISOString() }, progress);
      tell(`Daily backup: ${rows} rows in ${path}.`, false);
    });
  };
  const again = (): void => {
    underWay ??= look()
      .catch((error: unknown) => over || tell(`The daily backup failed and is tried again in ten minutes: ${error instanceof Refusal ? error.message : "see the database's log."}`, true))
      .then(() => void (underWay = null));
  };
  again();
  const timer = setInterval(again, LOOK_MS);
  return async () => {
    clearInterval(timer);
    over = true;
    await underWay;
  };
}

async function isDue(directory: string): Promise<boolean> {
  return Date.now() - ((await lastBackup(directory)).last?.made ?? 0) >= DAY_MS;
}

/** Only the last part of a path: what is above it may be a disk that is not there now. */
async function make(directory: string): Promise<void> {
  await mkdir(directory, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw new Refusal(`${directory}, where the backups go, cannot be made (${error.code}).`);
  });
}

/** Does nothing where another process of the same database is at it. */
async function alone(url: string, work: () => Promise<void>): Promise<void> {
  await reach(url);
  await withClient(url, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [LOCK]);
    if (rows[0]?.mine) await work();
  });
}
