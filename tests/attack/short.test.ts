import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Outcome } from "./campaign.mjs";
import { campaign } from "./campaign.mjs";
import { attacks } from "./requests.mjs";
import { findRoutes } from "./routes.mjs";
import type { Running } from "./server.mjs";
import { startServer } from "./server.mjs";
import type { World } from "./world.mjs";
import { makeWorld } from "./world.mjs";

const BUILT = existsSync(join(".next", "BUILD_ID"));
const HOW = { count: 600, seed: 20261123 };
const root = process.cwd();

test("the same seed gives the same requests, and every route its share", () => {
  const routes = findRoutes(root);
  const plan = attacks(routes, HOW);
  expect(attacks(routes, HOW)).toEqual(plan);
  const aimed = new Set(plan.map(({ pattern }) => pattern));
  expect(routes.map(({ pattern }) => pattern).filter((pattern) => !aimed.has(pattern))).toEqual([]);
});

describe.skipIf(!BUILT)("the built server, tried by an attacker", () => {
  let server: Running;
  let world: World;
  let outcome: Outcome;

  beforeAll(async () => {
    server = await startServer(root);
    world = await makeWorld(server, CHECKLIST_VERSION);
    outcome = await campaign(world, root, HOW);
  });

  afterAll(async () => {
    await world?.database.end();
    await server?.stop();
  });

  test("answers without a 5xx, a leak, a trace of itself or a missing header, and keeps its connections", () => {
    expect(outcome.faults).toEqual([]);
    expect(outcome.sent).toBe(HOW.count);
  });

  test("serves every session something, so that none was tried in vain", () => {
    expect([...outcome.served.keys()].sort()).toEqual(["admin", "clinician", "nobody", "stranger"]);
  });

  test("leaves the other site as it was", async () => {
    const { rows } = await world.database.query("SELECT code FROM screening WHERE code = ANY($1)", [world.codes.there]);
    expect(rows).toHaveLength(world.codes.there.length);
  });
});
