import { randomBytes } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Code } from "@/lib/screening/code";
import { database } from "@/lib/store/client";
import { Prisma } from "@/lib/store/generated/client";
import { listScreenings } from "@/lib/store/lists";
import { eraseScreening, findScreening, saveScreening } from "@/lib/store/screenings";
import { ownDatabase } from "./database";

const query = ownDatabase();
const sites = ["local", "other"] as const;
const [here, other] = sites.map((site) => ({ id: "00000000-0000-4000-8000-000000000001", site })) as [{ id: string; site: string }, { id: string; site: string }];
const everything = { letter: [], observed: [], excluded: [] };
const now = new Date("2026-06-07T08:09:10Z");
const codes: Record<string, Code> = {};

beforeAll(async () => {
  await query("INSERT INTO site (id) VALUES ('other')");
  for (const site of sites) {
    const saved = await saveScreening({ id: null, site }, { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } }, { key: `key-of-${site}`, bodyHash: "b", now, random: randomBytes });
    if (!("code" in saved)) throw new Error(saved.outcome);
    codes[site] = saved.code;
  }
});

const shared = globalThis as { imageScreenDatabase?: unknown };
let stripped = 0;

/** Takes `siteId` out of the conditions of whatever the program asks Prisma. */
function forget(where: unknown): void {
  if (typeof where !== "object" || where === null) return;
  if ("siteId" in where) {
    delete where.siteId;
    stripped += 1;
  }
  for (const part of Object.values(where)) if (part !== null && typeof part === "object" && !Array.isArray(part)) forget(part);
}

const forgetful = Prisma.defineExtension({
  query: { $allModels: { $allOperations({ args, query: ask }) {
    if ("where" in args) forget(args.where);
    return ask(args);
  } } },
});

/** Does `work` with a client that forgets, connected by `url`. */
async function forgetting(url: string, work: () => Promise<void>): Promise<void> {
  const kept = { client: shared.imageScreenDatabase, url: process.env.DATABASE_URL };
  shared.imageScreenDatabase = undefined;
  process.env.DATABASE_URL = url;
  const own = database();
  stripped = 0;
  shared.imageScreenDatabase = own.$extends(forgetful);
  try {
    await work();
    expect(stripped).toBeGreaterThan(0);
  } finally {
    await own.$disconnect();
    shared.imageScreenDatabase = kept.client;
    process.env.DATABASE_URL = kept.url;
  }
}

const code = (site: string) => codes[site] ?? "";
const listed = async () => (await listScreenings(here, everything, now))?.screenings.map((screening) => screening.code);

test("where every query forgets its site, the second wall still keeps the sites apart", async () => {
  await forgetting(process.env.DATABASE_URL ?? "", async () => {
    expect(await listed()).toEqual([code("local")]);
    expect(await listScreenings(here, { ...everything, after: code("other") }, now)).toBeNull();
    expect(await findScreening(here, code("other"), now)).toBeNull();
    expect(await findScreening(other, code("other"), now)).not.toBeNull();
    expect(await eraseScreening(here, code("other"), "mistake", now)).toBe(false);
    const follows = { checklist: CHECKLIST_VERSION, sex: "male", age: "infant", findings: {}, follows: code("other") } as const;
    expect(await saveScreening(here, follows, { key: "a-key-for-another", bodyHash: "b", now, random: randomBytes })).toEqual({ outcome: "follows-unknown" });
  });
  expect(await query("SELECT code FROM screening WHERE site_id = 'other'")).toEqual([{ code: code("other") }]);
});

// Shows that the filters are really gone above: who passes the wall sees everything.
test("and nothing else does: the owner, whom it does not hold, sees both", async () => {
  await forgetting(query.owner, async () => {
    expect((await listed())?.toSorted()).toEqual([code("local"), code("other")].toSorted());
    expect(await findScreening(here, code("other"), now)).not.toBeNull();
  });
});
