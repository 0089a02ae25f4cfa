import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { backUpDaily } from "@/lib/store/backup-daily";
import { inspectBackup } from "@/lib/store/backup-restore";
import { folder } from "./backup-world";
import { ownDatabase } from "./database";

const query = ownDatabase();
const directory = folder();
const MINUTES = 60_000;
const about = { application: "0.1.0", secret: null };
const told: string[] = [];
const failures: boolean[] = [];
const start = (url = query.owner, keep = 2, into = directory) => backUpDaily(url, into, keep, about, (sentence, failed) => void (told.push(sentence), failures.push(failed)));

// The connection needs real timers; the look of every ten minutes and the clock are what the test moves.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date", "setInterval", "clearInterval"], now: new Date("2026-11-23T02:00:00Z") }));
afterEach(() => {
  vi.useRealTimers();
  told.length = failures.length = 0;
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What is due begins at once, and what is not has been looked at by then. */
async function pass(minutes: number): Promise<void> {
  vi.advanceTimersByTime(minutes * MINUTES);
  await new Promise((resolve) => setTimeout(resolve, 100));
}

test("one a day, each readable, across a restart; the oldest goes, what is not ours and what is half-way today stays", async () => {
  const stale = join(directory, "image-screen-2026-11-01T02-00-00Z.backup.7.partial");
  for (const path of [stale, join(directory, "notes")]) writeFileSync(path, "");
  utimesSync(stale, new Date("2026-11-01"), new Date("2026-11-01"));
  let stop = start();
  await vi.waitUntil(() => told.length === 1, { timeout: 20_000 });
  expect(told).toEqual([`Daily backup: 2 rows in ${join(directory, "image-screen-2026-11-23T02-00-00Z.backup")}.`]);
  await pass(60);
  await stop();
  stop = start();
  await pass(60);
  await stop();
  expect(readdirSync(directory)).toEqual(["image-screen-2026-11-23T02-00-00Z.backup", "notes"]);
  for (const day of [24, 25]) {
    vi.setSystemTime(new Date(`2026-11-${day}T02:00:01Z`));
    const before = told.length;
    stop = start();
    await vi.waitUntil(() => told.length > before, { timeout: 20_000 });
    await stop();
  }
  expect(readdirSync(directory)).toEqual(["image-screen-2026-11-24T02-00-01Z.backup", "image-screen-2026-11-25T02-00-01Z.backup", "notes"]);
  for (const name of readdirSync(directory).filter((one) => one.startsWith("image"))) expect((await inspectBackup(join(directory, name))).rows).toBe(2);
});

test("what a wrong clock has named after a year to come neither stops them nor counts, and stays", async () => {
  const into = join(directory, "ahead");
  mkdirSync(into);
  const ahead = "image-screen-2031-01-01T02-00-00Z.backup";
  writeFileSync(join(into, ahead), "");
  for (const day of [23, 24]) {
    vi.setSystemTime(new Date(`2026-11-${day}T02:00:01Z`));
    const before = told.length;
    const stop = start(query.owner, 1, into);
    await vi.waitUntil(() => told.length > before, { timeout: 20_000 });
    await stop();
    expect([failures.at(-1), readdirSync(into)]).toEqual([false, [`image-screen-2026-11-${day}T02-00-01Z.backup`, ahead]]);
  }
  rmSync(into, { recursive: true });
});

test("a failure is one sentence, takes no older one away, and is tried again", async () => {
  vi.setSystemTime(new Date("2026-11-27T02:00:00Z"));
  const before = readdirSync(directory);
  const stop = start("postgresql://me:hunter2@127.0.0.1:1/base");
  await vi.waitUntil(() => told.length === 1, { timeout: 20_000 });
  vi.advanceTimersByTime(10 * MINUTES);
  await vi.waitUntil(() => told.length === 2, { timeout: 20_000 });
  await stop();
  expect(failures).toEqual([true, true]);
  expect(told[1]).toBe("The daily backup failed and is tried again in ten minutes: The database base at 127.0.0.1:1 cannot be reached: nothing listens there.");
  expect(readdirSync(directory)).toEqual(before);
});

test("a directory that is missing is made for its owner alone, where the one above it is there", async () => {
  const into = join(directory, "made");
  const stop = start(query.owner, 2, into);
  await vi.waitUntil(() => told.length === 1, { timeout: 20_000 });
  await stop();
  expect([failures, statSync(into).mode & 0o777, readdirSync(into)]).toEqual([[false], 0o700, ["image-screen-2026-11-23T02-00-00Z.backup"]]);
  const away = start(query.owner, 2, join(directory, "not", "there"));
  await vi.waitUntil(() => told.length === 2, { timeout: 20_000 });
  await away();
  expect(told[1]).toBe(`The daily backup failed and is tried again in ten minutes: ${join(directory, "not", "there")}, where the backups go, cannot be made (ENOENT).`);
});

test("of two processes of one database that look at the same moment, one makes it", async () => {
  const into = join(directory, "shared");
  const both = [start(query.owner, 5, into), start(query.owner, 5, into)];
  await vi.waitUntil(() => told.length > 0, { timeout: 20_000 });
  await pass(20);
  await Promise.all(both.map((stop) => stop()));
  expect([told.length, failures, readdirSync(into).length]).toEqual([1, [false], 1]);
});

test("an end does not wait for it: what is under way is given up, leaves nothing and is no failure", async () => {
  const into = join(directory, "ended");
  await start(query.owner, 2, into)();
  expect([told, readdirSync(into)]).toEqual([[], []]);
});
