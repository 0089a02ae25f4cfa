import { existsSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "@/tests/store/database";
import { kills } from "./application";
import { readAgain } from "./check";
import { fullDisk, smallDisk } from "./disk";
import type { Cost, World } from "./kills";
import { begin, end, hold, round } from "./kills";
import { kept } from "./ledger";
import { restarts } from "./outside";

const BUILT = existsSync(join(".next", "BUILD_ID"));
const SEED = 20_261_123;
const RESTART_MS = 5_000;
// Of a machine with much else to do; a free one takes a tenth of it.
const SLOW = { timeout: 240_000 };

describe.skipIf(!BUILT)("killed with -9 under load", () => {
  let world: World;

  beforeAll(async () => {
    world = await begin(SEED);
  });

  afterAll(() => end(world));

  test("Node, PostgreSQL, parts of it and all together: nothing acknowledged is lost, nothing is half there", SLOW, async () => {
    const costs: Cost[] = [];
    for (const kill of kills) costs.push(await round(world, kill));
    expect(costs.flatMap(({ kill, faults }) => faults.map((fault) => `${kill}: ${fault}`))).toEqual([]);
    expect(await readAgain(world.asker, world.ledger)).toEqual([]);
    // Of a machine that has more to do than it can, each gets its share; the long form measures a free one.
    const restarts = costs.flatMap(({ restart }) => restart ?? []).toSorted((one, other) => one - other);
    expect(restarts[Math.floor(restarts.length / 2)]).toBeLessThan(RESTART_MS * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism()));
  });

  test("and a loss would be found: of a database that acknowledges before it has written", SLOW, async () => {
    await run(world.url, "ALTER DATABASE image_screen SET synchronous_commit = off");
    const faults: string[] = [];
    // The first one makes the database take the setting up.
    for (let turn = 0; turn < 6 && faults.length === 0; turn += 1) faults.push(...(await round(world, "postgres")).faults);
    expect(faults.join("\n")).toMatch(/screenings: \d+ missing/);
    expect(faults.join("\n")).toMatch(/saves: \d+ missing/);
  });

  test("and so would a tampered screening and a tampered trail", async () => {
    // The oldest, which the loss before cannot have taken.
    const [code] = kept(world.ledger);
    await run(world.url, "ALTER TABLE screening DISABLE TRIGGER ALL; ALTER TABLE audit_event DISABLE TRIGGER ALL");
    await run(world.url, "UPDATE screening SET year = year - 1 WHERE code = $1", [code]);
    await run(world.url, "UPDATE audit_event SET actor = NULL WHERE id = 5");
    await run(world.url, "ALTER TABLE screening ENABLE TRIGGER ALL; ALTER TABLE audit_event ENABLE TRIGGER ALL");
    expect((await readAgain(world.asker, world.ledger)).join("\n")).toContain(`${code} is not what it was when it was first read`);
    expect((await hold({ ...world, noted: undefined })).join("\n")).toContain("Line 5 was changed.");
  });
});

test.skipIf(!BUILT)("on a full disk saves are refused in order, and go on when there is room", SLOW, async ({ skip }) => {
  const disk = smallDisk();
  if (typeof disk === "string") return skip(disk);
  try {
    const { faults, recovery, panics, answers } = await fullDisk(disk, SEED, 2_000, "log");
    expect(faults).toEqual([]);
    expect(panics).toBeGreaterThan(0);
    expect(Object.keys(answers)).toContain("/api/v1/screenings?limit=1 503");
    expect(recovery).toBeLessThan(30_000);
  } finally {
    disk.remove();
  }
});

test.skipIf(!BUILT)("an outside PostgreSQL is restarted under load, and nobody but whoever saves is asked to come again", SLOW, async ({ skip }) => {
  const done = await restarts(SEED, 2);
  if (done === null) return skip("no PostgreSQL of Debian's is installed");
  expect(done.flatMap(({ mode, faults }) => faults.map((fault) => `${mode}: ${fault}`))).toEqual([]);
});
