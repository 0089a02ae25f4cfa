import fc from "fast-check";
import { Client } from "pg";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { seed } from "@/prisma/seed";
import { ages, sexes } from "@/lib/screening/bands";
import type { Screening } from "@/lib/screening/draft";
import { parsePage } from "@/lib/screening/filter";
import type { Page } from "@/lib/screening/filter";
import { listScreenings } from "@/lib/store/screenings";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
const list = (page: Page) => listScreenings({ id: null, site: "local" }, page, new Date());
const everything: Page = { letter: [], observed: [], excluded: [] };
let all: Screening[] = [];

beforeAll(async () => {
  await seed(400);
  all = await walk({ ...everything, limit: 200 });
}, 60_000);

afterEach(() => {
  vi.restoreAllMocks();
});

async function walk(page: Page): Promise<Screening[]> {
  const found: Screening[] = [];
  for (let after: string | undefined; ; ) {
    const part = await list({ ...page, after });
    if (!part) throw new Error("the cursor was not understood");
    expect(part.screenings.length).toBeLessThanOrEqual(page.limit ?? 50);
    found.push(...part.screenings);
    if (part.next === null) return found;
    expect(part.next).toBe(part.screenings.at(-1)?.code);
    after = part.next;
  }
}

/** What a page should hold, decided without the database. */
function holds(page: Page, { sex, age, findings, assessment }: Screening): boolean {
  const asked = new Map<string, string[]>();
  for (const [letter = "", status = ""] of page.letter.map((one) => one.split(":"))) asked.set(letter, [...(asked.get(letter) ?? []), status]);
  return (
    (page.match ?? assessment.match) === assessment.match &&
    (page.flag ?? assessment.flag?.level ?? "none") === (assessment.flag?.level ?? "none") &&
    (page.sex ?? sex) === sex &&
    (page.age ?? age) === age &&
    [...asked].every(([letter, statuses]) => statuses.includes(assessment.letters[letter as "I"])) &&
    page.observed.every((feature) => findings[feature] === "observed") &&
    page.excluded.every((feature) => findings[feature] === "excluded")
  );
}

const maybe = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });
const anyPage: fc.Arbitrary<Page> = fc.record({
  match: maybe("all-letters", "core-pair", "partial", "few-letters", "insufficient"),
  flag: maybe("red", "amber", "none"),
  sex: maybe(...sexes),
  age: maybe(...ages),
  letter: fc.uniqueArray(fc.constantFrom("I:met", "I:unknown", "A:met", "A:supported", "A:unknown", "Ge:not-applicable", "M:unknown"), { maxLength: 3 }),
  observed: fc.uniqueArray(fc.constantFrom("iugr", "adrenal-insufficiency", "hypoglycemia"), { maxLength: 2 }),
  excluded: fc.uniqueArray(fc.constantFrom("feeding-difficulty", "cryptorchidism"), { maxLength: 1 }),
  limit: fc.integer({ min: 1, max: 200 }),
});

describe("a list", () => {
  test("holds every screening once, newest first", () => {
    expect(all).toHaveLength(400);
    expect(new Set(all.map(({ code }) => code)).size).toBe(400);
    expect(all.map(({ year }) => year)).toEqual(all.map(({ year }) => year).sort((one, other) => other - one));
  });

  test("holds exactly what its conditions say, page by page", async () => {
    await fc.assert(
      fc.asyncProperty(anyPage, async (page) => {
        expect((await walk(page)).map(({ code }) => code)).toEqual(all.filter((screening) => holds(page, screening)).map(({ code }) => code));
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  test("has 50 screenings where no limit is given", async () => {
    expect((await list(everything))?.screenings).toHaveLength(50);
  });

  test("is not moved by what is saved while it is read", async () => {
    const first = await list({ ...everything, limit: 10 });
    await seed(3);
    const second = await list({ ...everything, limit: 10, after: first?.next ?? undefined });
    expect(second?.screenings).toEqual(all.slice(10, 20));
  });

  test("does not go on after a screening that is not there", async () => {
    expect(await list({ ...everything, after: "IS-0000-0000" })).toBeNull();
  });
});

describe("with 5,000 screenings a list", () => {
  beforeAll(async () => {
    const columns = (await query("SELECT string_agg(column_name, ',') AS list FROM information_schema.columns WHERE table_name = 'screening' AND column_name NOT IN ('id', 'code')"))[0]?.["list"];
    // Copies under made-up codes: the check symbol does not matter to the database.
    await query(`
      INSERT INTO screening (code, ${String(columns)})
      SELECT 'IS-Z' || upper(substr(h, 1, 3) || '-' || substr(h, 4, 4)), ${String(columns)}
      FROM (SELECT lpad(to_hex(row_number() OVER ()), 7, '0') AS h, s.* FROM screening s, generate_series(1, 12)) AS copies`);
    await query("ANALYZE screening");
  });

  test.each([
    // One site has them all: the primary key's order serves as well as the site's.
    ["", /Index Scan.* using screening_(pkey|site_id_id_idx)/],
    ["sex=male&age=newborn", /Index Scan.* using screening_/],
    ["match=core-pair", /Index Scan.* using screening_/],
    ["flag=amber", /Index Scan.* using screening_/],
    ["letter=A:met", /Index Scan.* using screening_/],
    ["observed=hypercalciuria&observed=adrenal-hypoplasia&observed=micropenis", /screening_observed_idx/],
    ["excluded=hypercalciuria&excluded=short-nose", /screening_excluded_idx/],
  ])("asked %j is found by an index", async (asked, index) => {
    const plan = await planOf(() => list(pageOf(asked)));
    expect(plan).toMatch(index);
    expect(plan).not.toContain("Seq Scan");
  });

  test("goes on far down without counting what comes before", async () => {
    const [row] = await query("SELECT code FROM screening ORDER BY id LIMIT 1 OFFSET 1000");
    const plan = await planOf(() => list({ ...everything, after: String(row?.["code"]) }));
    expect(plan).toMatch(/Index Cond: .*id < /);
    expect(plan).not.toMatch(/Seq Scan|Sort/);
  });

  test("holds the same where a server does not call the array operators leakproof, and finds it by the site", async () => {
    const asked = ["observed=micropenis&observed=iugr", "excluded=hypercalciuria&excluded=short-nose"].map(pageOf);
    const codes = () => Promise.all(asked.map(async (page) => (await walk(page)).map(({ code }) => code)));
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
