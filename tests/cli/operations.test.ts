import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { inspectBackup, restoreBackup } from "@/lib/store/backup-restore";
import { MOMENTARY } from "@/lib/store/backup-tables";
import { BUILT } from "@/tests/access/server";
import { contents, dropDatabases, emptyDatabase } from "@/tests/store/backup-world";
import { cleanUp, kill, place, start } from "@/tests/store/launching";

const dataDir = place();
const backups = join(realpathSync(mkdtempSync(join(tmpdir(), "image-screen-daily-"))), "made");
const ACCOUNT = { email: "first@example.org", password: "a lamp beside the cot" };
const DRAFT = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } };
const children: ChildProcess[] = [];
type Running = { child: ChildProcess; output: () => string; origin: string; ended: Promise<number | null> };

afterAll(async () => {
  await Promise.all(children.map(kill));
  await dropDatabases();
  await cleanUp();
  rmSync(join(backups, ".."), { recursive: true });
});

/** The built server with a daily backup, when its first words about that are said. */
async function serve(said: string, env: Record<string, string> = {}): Promise<Running> {
  const given = { ...process.env, LOG_FORMAT: "", NODE_ENV: "production" as const, PORT: "0", DATA_DIR: dataDir, DATABASE_URL: "", HOST: "", BASE_URL: "", SECRET: "", BACKUP_DIR: backups, BACKUP_KEEP: "2", ...env };
  const child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"], { env: given, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (out += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await expect.poll(() => out, { timeout: 30_000, interval: 20 }).toContain(said);
  return { child, output: () => out, origin: /Ready on (http[^"\s]+)/.exec(out)?.[1] ?? "", ended };
}

const send = (origin: string, path: string, body: object, cookie = "") => fetch(`${origin}/api/v1/${path}`, { method: "POST", headers: { origin, cookie, "content-type": "application/json", "idempotency-key": crypto.randomUUID() }, body: JSON.stringify(body) });
const told = async (origin: string, path: string) => {
  const answer = await fetch(origin + path);
  return [answer.status, answer.headers.get("retry-after")];
};

describe.skipIf(!BUILT)("a server with BACKUP_DIR", () => {
  test("makes the directory, the first backup at its first start and the next when that is a day old; it restores", async () => {
    let running = await serve("Daily backup: 2 rows in ");
    expect(running.output()).toContain("\nBACKUP_DIR is on the disk of the data: ");
    expect([statSync(backups).mode & 0o777, readdirSync(backups).length]).toEqual([0o700, 1]);
    const token = /\/account\/set-up#(\S+)/.exec(running.output())?.[1];
    expect((await send(running.origin, "account/set-up", { token, site: "Ward One", name: "First", ...ACCOUNT })).status).toBe(201);
    const signedIn = await send(running.origin, "account/sign-in", ACCOUNT);
    const cookie = signedIn.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
    expect((await send(running.origin, "screenings", DRAFT, cookie)).status).toBe(201);
    running.child.kill("SIGTERM");
    expect([await running.ended, readdirSync(backups).length]).toEqual([0, 1]);

    const [first = ""] = readdirSync(backups);
    const yesterday = new Date(Date.now() - 90_000_000).toISOString().slice(0, 19).replaceAll(":", "-");
    renameSync(join(backups, first), join(backups, `image-screen-${yesterday}Z.backup`));
    running = await serve("Daily backup: ", { DRAIN_SECONDS: "2" });
    const [, newest = ""] = readdirSync(backups);

    expect(await told(running.origin, "/api/v1/health/ready")).toEqual([200, null]);
    running.child.kill("SIGTERM");
    await expect.poll(() => told(running.origin, "/api/v1/health/ready"), { interval: 20 }).toEqual([503, "5"]);
    expect([await told(running.origin, "/api/v1/health/live"), await told(running.origin, "/")], "it serves on for as long as it was told").toEqual([[200, null], [200, null]]);
    expect(await running.ended).toBe(0);
    expect(running.output()).toMatch(/\nServing for 2 s more, and not ready from now on\.\n$/);

    const { url } = await emptyDatabase();
    await restoreBackup(url, await inspectBackup(join(backups, newest)));
    const [restored, original] = [await contents(url, ["_prisma_migrations", ...MOMENTARY]), await contents((await start(dataDir)).url, ["_prisma_migrations", ...MOMENTARY])];
    expect(restored).toEqual(original);
    expect(restored).toMatchObject({ screening: { rows: 1 }, membership: { rows: 1 } });
  });

  test("starts without the disk of its backups, and says that there is none", async () => {
    const away = join(backups, "no", "disk");
    const running = await serve("The daily backup failed", { BACKUP_DIR: away, DATA_DIR: place(), LOG_FORMAT: "json" });
    expect(running.output()).toContain(`"level":"error","event":"backup","message":"The daily backup failed and is tried again in ten minutes: ${away}, where the backups go, cannot be made (ENOENT)."}\n`);
    expect([await told(running.origin, "/api/v1/health"), existsSync(away)]).toEqual([[200, null], false]);
    // Nor does it end with whoever collects its log.
    for (const stream of [running.child.stdout, running.child.stderr]) stream?.destroy();
    for (const path of ["/", "/screenings", "/api/v1/health"]) expect((await told(running.origin, path))[0]).toBe(200);
    running.child.kill("SIGTERM");
    expect(await running.ended).toBe(0);
  });
});
