import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "@/prisma/seed";
import { backUp } from "@/lib/store/backup";
import { inspectBackup, restoreBackup } from "@/lib/store/backup-restore";
import { about, contents, copyScreenings, dropDatabases, emptyDatabase, folder } from "./backup-world";
import { ownDatabase, run } from "./database";

const KILLS = process.env.LONG === "1" ? 40 : 3;
const [MOUNT, UNMOUNT] = ["/bin/mount", "/bin/umount"] as const;
const query = ownDatabase();
const directory = folder();
const good = join(directory, "good.backup");
const full = join(directory, "full");
mkdirSync(full);
const mounted = process.getuid?.() === 0 && spawnSync(MOUNT, ["-t", "tmpfs", "-o", "size=64k", "none", full]).status === 0;

beforeAll(async () => {
  await seed(20);
  await copyScreenings(query.owner, 4_000);
  await backUp(query.owner, good, about);
});

afterAll(async () => {
  if (mounted) spawnSync(UNMOUNT, [full]);
  await dropDatabases();
  rmSync(directory, { recursive: true });
});

/** Kills the command so many ms after it began to work, unless it was done by then. */
async function killed(command: "backup" | "restore", url: string, path: string, ms: number, begun: () => boolean | Promise<boolean>): Promise<void> {
  const env = { PATH: process.env.PATH, NODE_ENV: "test" as const, DATABASE_URL: url, DATA_DIR: "/nowhere" };
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", `lib/cli/${command}.ts`, path], { env, stdio: "ignore" });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  while (child.exitCode === null && !(await begun())) await sleep(2);
  await sleep(ms);
  child.kill("SIGKILL");
  await gone;
}

test("killed while it is written, a backup is whole or has no name yet", async () => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const path = join(directory, `killed-${kill}`);
    await killed("backup", query.owner, path, kill * 25, () => readdirSync(directory).some((name) => name.startsWith(`killed-${kill}`)));
    if (existsSync(path)) expect((await inspectBackup(path)).rows).toBeGreaterThan(8_000);
    else expect(readdirSync(directory).filter((name) => name.startsWith(`killed-${kill}.`))).toHaveLength(1);
  }
});

test("killed while it restores, the database is empty still or whole, and takes the next attempt", async () => {
  const whole = await contents(query.owner, ["_prisma_migrations"]);
  let undone = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { url } = await emptyDatabase();
    const working = async () => (await run(url, "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'image-screen backup' AND query LIKE 'INSERT%'")).length > 0;
    await killed("restore", url, good, (kill * 200) / KILLS, working);
    const backup = await inspectBackup(good);
    await restoreBackup(url, backup).then(
      () => (undone += 1),
      (error: Error) => expect(error.message).toMatch(/is not empty/),
    );
    expect(await contents(url, ["_prisma_migrations"])).toEqual(whole);
  }
  expect(undone).toBeGreaterThan(0);
}, 600_000);

test.skipIf(!mounted)("on a full disk it is one sentence, and nothing is left there (skipped: only root can make a disk that small)", async () => {
  await expect(backUp(query.owner, join(full, "ward.backup"), about)).rejects.toThrow(`${full}/ward.backup cannot be written (ENOSPC); nothing was left there.`);
  expect(readdirSync(full)).toEqual([]);
});
