import { Client } from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { seed } from "@/prisma/seed";
import { parsePage } from "@/lib/screening/filter";
import type { Page } from "@/lib/screening/filter";
import { listScreenings } from "@/lib/store/lists";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
const list = (page: Page) => listScreenings({ id: null, site: "local" }, page, new Date());
const all = async (page: Page) => (await list({ ...page, limit: 200 }))?.screenings ?? [];
const everything: Page = { letter: [], observed: [], excluded: [] };

beforeAll(async () => {
  await seed(400);
}, 60_000);

describe("with 5,000 screenings a list", () => {
  beforeAll(async () => {
    const columns = (await query("SELECT string_agg(column_name, ',') AS list FROM information_schema.columns WHERE table_name = 'screening' AND column_name NOT IN ('id', 'code')"))[0]?.["list"];
    // Copies under made-up codes: the check symbol does not matter to the database.
    await query(`
      INSERT INTO screening (code, ${String(columns)})
      SELECT 'IS-Z' || upper(substr(h, 1, 3) || '-' || substr(h, 4, 4)), ${String(columns)}
      FROM (SELECT lpad(to_hex(row_number() OVER ()), 7, '0') AS h, s.* FROM screening s, generate_series(1, 12)) AS copies`);
    await query("ANALYZE screening");
    await query("ANALYZE standing");
  });

  test("goes on far down without counting what comes before", async () => {
    const [row] = await query("SELECT code FROM screening ORDER BY id LIMIT 1 OFFSET 1000");
    const plan = await planOf(() => list({ ...everything, after: String(row?.["code"]) }));
    expect(plan).toMatch(/Index Cond: .*id < /);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  });

  test("holds the same where a server does not call the array operators leakproof, and finds it by the site", async () => {
    const asked = ["observed=micropenis&observed=iugr", "excluded=hypercalciuria&excluded=short-nose"].map(pageOf);
    const codes = () => Promise.all(asked.map(async (page) => (await all(page)).map(({ code }) => code)));
    const before = await codes();
    expect(before.map((found) => found.length > 0)).toEqual([true, true]);
    await leakproof("NOT LEAKPROOF");
    try {
      expect(await codes()).toEqual(before);
      for (const page of asked) expect(await planOf(() => list(page))).not.toMatch(/screening_(observed|excluded)_idx/);
    } finally {
      await leakproof("LEAKPROOF");
    }
  });
});

describe("with 100,000 screenings a list", () => {
  beforeAll(async () => {
    const columns = (await query("SELECT string_agg(column_name, ',') AS list FROM information_schema.columns WHERE table_name = 'screening' AND column_name NOT IN ('id', 'code')"))[0]?.["list"];
    await query(`
      INSERT INTO screening (code, ${String(columns)})
      SELECT 'IS-Y' || upper(substr(h, 1, 3) || '-' || substr(h, 4, 4)), ${String(columns)}
      FROM (SELECT lpad(to_hex(row_number() OVER ()), 7, '0') AS h, s.* FROM generate_series(1, 250) CROSS JOIN (SELECT * FROM screening WHERE code !~ '^IS-Z' LIMIT 400) AS s) AS copies`);
    await query("VACUUM ANALYZE screening");
    await query("VACUUM ANALYZE standing");
  }, 120_000);

  test.each([
    // One site has them all: the primary key's order serves as well as the site's.
    ["", /Index Scan.* using screening_(pkey|site_id_id_idx)/],
    ["sex=male&age=newborn", /Index Scan.* using screening_/],
    ["match=core-pair", /Index Scan.* using screening_/],
    ["flag=amber", /Index Scan.* using screening_/],
    ["letter=A:met", /Index Scan.* using screening_/],
    ["letter=I:met&letter=I:supported&letter=M:met&letter=Ge:met", /Index Scan.* using screening_/],
    ["verdict=not-image", /standing_site_id_verdict_screening_id_idx/],
    ["variant=none", /Index Scan.* using screening_/],
    ["variant=none&match=core-pair", /Index Scan.* using screening_/],
    ["variant=none&order=match", /Index Scan.* using screening_/],
    ["order=oldest", /Index Scan.* using screening_(pkey|site_id_id_idx)/],
    ["order=match", /Index Scan.* using screening_/],
    ["begins=y0001234", /screening_code_key/],
    ["observed=hypercalciuria&observed=adrenal-hypoplasia&observed=micropenis", /screening_observed_idx/],
    ["excluded=hypercalciuria&excluded=short-nose", /screening_excluded_idx/],
  ])("asked %j is found by an index", async (asked, index) => {
    const plan = await planOf(() => list(pageOf(asked)));
    expect(plan).toMatch(index);
    expect(plan).not.toContain("Seq Scan");
  });

});

function pageOf(asked: string): Page {
  const parsed = parsePage(new URLSearchParams(asked));
  if ("errors" in parsed) throw new Error("not a sound query");
  return parsed.page;
}

function leakproof(how: "LEAKPROOF" | "NOT LEAKPROOF"): Promise<unknown> {
  return run(query.administrator, ["arraycontains", "arrayoverlap"].map((name) => `ALTER FUNCTION ${name}(anyarray, anyarray) ${how}`).join("; "));
}

/** The plan, for the plain role, of the longest query that `work` sends: the list itself. */
async function planOf(work: () => Promise<unknown>): Promise<string> {
  const spy = vi.spyOn(Client.prototype, "query");
  await work();
  const sent = spy.mock.calls.map(([config, values]: unknown[]) => ({ values, ...(typeof config === "string" ? { text: config } : (config as { text: string })) })) as { text: string; values?: unknown[] }[];
  spy.mockRestore();
  const longest = sent.toSorted((one, other) => other.text.length - one.text.length)[0];
  const client = new Client(process.env.DATABASE_URL);
  await client.connect();
  try {
    await client.query("SELECT set_config('app.site', 'local', false)");
    const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${longest?.text ?? ""}`, longest?.values);
    return rows.map((line) => line["QUERY PLAN"]).join("\n");
  } finally {
    await client.end();
  }
}
