import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Outcome } from "./campaign.mjs";
import { campaign } from "./campaign.mjs";
import type { Attack } from "./requests.mjs";
import { attacks } from "./requests.mjs";
import { findRoutes } from "./routes.mjs";
import type { Running } from "./server.mjs";
import { startServer } from "./server.mjs";
import { faultsOf } from "./verdict.mjs";
import type { World } from "./world.mjs";
import { makeWorld } from "./world.mjs";

const BUILT = existsSync(join(".next", "BUILD_ID"));
const HOW = { count: 500, seed: 20261123 };
const root = process.cwd();

test("the same seed gives the same requests, and every route its share", () => {
  const routes = findRoutes(root);
  const plan = attacks(routes, HOW);
  expect(attacks(routes, HOW)).toEqual(plan);
  const aimed = new Set(plan.map(({ pattern }) => pattern));
  expect(routes.map(({ pattern }) => pattern).filter((pattern) => !aimed.has(pattern))).toEqual([]);
});

describe("an answer is found wrong", () => {
  const asked: Attack = { pattern: "/screenings/[code]", session: "nobody", method: "GET", target: "/screenings/x", headers: [], body: "", whole: true };
  const sound = new Map([["content-type", "text/plain"], ["x-content-type-options", "nosniff"], ["referrer-policy", "no-referrer"], ["cross-origin-resource-policy", "same-origin"], ["cache-control", "no-store"]]);
  const two = { codes: { here: ["IS-79V4-WHW9"], there: ["IS-QDYQ-B0XF"] }, words: { here: ["Hereward"], there: ["Therefore"] }, tokens: ["token"], server: { dataDir: "/data/of/it" } } as World;
  const found = (change: Partial<Attack>, status: number, text: string, headers: Record<string, string> = {}, survived: boolean | null = null) =>
    faultsOf({ ...asked, ...change }, change.target ?? "", { status, text, survived, headers: new Map([...sound, ...Object.entries(headers)]) }, two, "/where/it/is").map((fault) => fault.split(":")[0]);

  test("for what it must not be or hold, and only for that", () => {
    expect(found({}, 404, "nothing")).toEqual([]);
    expect(found({}, 500, "")).toEqual(["error"]);
    expect(found({}, 503, "", { "retry-after": "5" })).toEqual([]);
    expect(found({}, 0, "")).toEqual(["silence"]);
    expect(found({}, 404, "", {}, false)).toEqual(["connection"]);
    expect(found({}, 200, "anything")).toEqual(["bypass"]);
    expect(found({ session: "clinician" }, 200, "IS-79V4-WHW9 Hereward")).toEqual([]);
    expect(found({ session: "clinician" }, 200, "IS-QDYQ-B0XF")).toEqual(["leak"]);
    expect(found({ session: "stranger" }, 404, "Hereward")).toEqual(["leak"]);
    expect(found({ session: "stranger", target: "/screenings/IS-79V4-WHW9" }, 404, "no IS-79V4-WHW9")).toEqual([]);
    for (const trace of ["\n    at open (file:1:2)", "PrismaClientKnownRequestError", "/where/it/is/lib", "/data/of/it"]) expect(found({}, 404, trace)).toEqual(["trace"]);
    expect(found({}, 307, "", { location: "//evil.example" })).toEqual(["redirect"]);
    for (const [name, value] of [["x-content-type-options", ""], ["referrer-policy", "origin"], ["server", "x"], ["access-control-allow-origin", "*"]] as const) expect(found({}, 404, "", { [name]: value })).toEqual(["header"]);
    expect(found({ session: "admin" }, 200, "", { "cache-control": "public" })).toEqual(["header"]);
    expect(found({}, 404, "", { "content-type": "text/html", "content-security-policy": "default-src 'self'" }).length).toBeGreaterThan(1);
  });
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
