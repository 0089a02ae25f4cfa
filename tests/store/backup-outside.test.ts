import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { seed } from "@/prisma/seed";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { backUp } from "@/lib/store/backup";
import { inspectBackup, restoreBackup } from "@/lib/store/backup-restore";
import { MOMENTARY } from "@/lib/store/backup-tables";
import { plainUrl } from "@/lib/store/roles";
import { findScreening, saveScreening } from "@/lib/store/screenings";
import { verifyTrail } from "@/lib/store/trail";
import { about, contents, copyScreenings, dropDatabases, emptyDatabase, folder, workOn } from "./backup-world";
import { debianServer, startServer } from "./backup-server";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
const directory = folder();
const programs = debianServer();
const without = [...MOMENTARY, "_prisma_migrations"];
const actor = { id: null, site: "local" };
const now = new Date("2026-11-23T01:02:03.456Z");
let server: Awaited<ReturnType<typeof startServer>> | undefined;

beforeAll(async () => {
  await seed(40);
  await copyScreenings(query.owner, 600);
  if (programs) server = await startServer(programs);
});

afterAll(async () => {
  await workOn(query.owner);
  await dropDatabases();
  await server?.stop();
  rmSync(directory, { recursive: true });
});

test.skipIf(!programs)("to a hospital's own server, of whatever version it is, and back again, row by row, and both work (skipped: Debian's PostgreSQL is not installed)", async () => {
  const url = server?.url ?? "";
  const there = join(directory, "there");
  await backUp(query.owner, there, about);
  await restoreBackup(url, await inspectBackup(there));
  expect(await contents(url, without)).toEqual(await contents(query.owner, without));
  const trail = await verifyTrail(query.owner);
  expect(await verifyTrail(url)).toEqual(trail);

  await workOn(plainUrl(url));
  const draft = { checklist: CHECKLIST_VERSION, sex: "female", age: "infant", findings: { iugr: "observed" } } as const;
  const saved = await saveScreening(actor, draft, { key: "a-key-of-the-outside", bodyHash: "b", now, random: randomBytes });
  if (!("code" in saved)) throw new Error(saved.outcome);
  expect(await findScreening(actor, saved.code, now)).not.toBeNull();
  expect(await run(plainUrl(url), "SELECT count(*)::int AS seen FROM screening")).toEqual([{ seen: 0 }]);
  await expect(run(plainUrl(url), "DELETE FROM audit_event")).rejects.toThrow("permission denied");

  const back = join(directory, "back");
  await backUp(url, back, about);
  const { url: home } = await emptyDatabase();
  await restoreBackup(home, await inspectBackup(back));
  expect(await contents(home, without)).toEqual(await contents(url, without));
  expect(await verifyTrail(home, trail.sound ? trail.last : undefined)).toMatchObject({ sound: true });
});
