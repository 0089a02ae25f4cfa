import { spawn } from "node:child_process";
import { readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import { seed } from "@/prisma/seed";
import { contents, copyScreenings, dropDatabases, emptyDatabase, folder } from "./backup-world";
import { ownDatabase } from "./database";

// With LONG=1 a hundred thousand screenings, each with its line in the audit trail; else some thousands.
const LONG = process.env.LONG === "1";
const COUNT = LONG ? 100_000 : 4_000;
const ALLOWED_MB = 25;
// A heap that has no room to be lazy in: what is held for longer than a page ends the program.
const TIGHT = ["--max-old-space-size=48", "--max-semi-space-size=1"];
const query = ownDatabase();
const directory = folder();

afterAll(async () => {
  await dropDatabases();
  rmSync(directory, { recursive: true });
});

/** Runs one of the two commands and watches the most memory that it ever held, in MB. */
async function measured(command: "backup" | "restore", url: string, file: string): Promise<{ peak: number; seconds: number }> {
  const begun = performance.now();
  const env = { PATH: process.env.PATH, NODE_ENV: "test" as const, DATABASE_URL: url, DATA_DIR: "/nowhere" };
  const child = spawn(process.execPath, [...TIGHT, "--import", "tsx", "--conditions=react-server", `lib/cli/${command}.ts`, join(directory, file)], { env, stdio: ["ignore", "ignore", "pipe"] });
  let [error, peak] = ["", 0];
  child.stderr.on("data", (chunk) => (error += chunk));
  while (child.exitCode === null) {
    try {
      peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? peak * 1_024) / 1_024;
    } catch {
      // It has just ended, or there is no /proc here.
    }
    await sleep(20);
  }
  expect(error).toBe("");
  return { peak, seconds: (performance.now() - begun) / 1_000 };
}

test(`${COUNT} screenings are backed up and restored in the memory of some hundreds`, async () => {
  await seed(50);
  const small = { made: await measured("backup", query.owner, "small"), put: await measured("restore", (await emptyDatabase()).url, "small") };
  await copyScreenings(query.owner, COUNT);
  const { url } = await emptyDatabase();
  const large = { made: await measured("backup", query.owner, "large"), put: await measured("restore", url, "large") };
  const told = ({ peak, seconds }: { peak: number; seconds: number }) => `${peak.toFixed(0)} MB, ${seconds.toFixed(1)} s`;
  console.log(`50 screenings: backup ${told(small.made)}; restore ${told(small.put)}. ${COUNT} screenings: backup ${told(large.made)}; restore ${told(large.put)}; file ${(statSync(join(directory, "large")).size / 1e6).toFixed(1)} MB`);
  expect(await contents(url, ["_prisma_migrations"])).toEqual(await contents(query.owner, ["_prisma_migrations"]));
  expect(large.made.peak - small.made.peak).toBeLessThan(ALLOWED_MB);
  expect(large.put.peak - small.put.peak).toBeLessThan(ALLOWED_MB);
}, 1_200_000);
