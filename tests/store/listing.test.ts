import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { seed } from "@/prisma/seed";
import { ages, sexes } from "@/lib/screening/bands";
import type { Screening } from "@/lib/screening/draft";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { parsePage } from "@/lib/screening/filter";
import { matches } from "@/lib/screening/rules";
import type { Page } from "@/lib/screening/filter";
import { appendAudit } from "@/lib/store/audit";
import { inSite } from "@/lib/store/client";
import { listScreenings } from "@/lib/store/lists";
import { addReview } from "@/lib/store/reviews";
import { saveScreening } from "@/lib/store/screenings";
import { ownDatabase } from "./database";

const query = ownDatabase();
const list = (page: Page) => listScreenings({ id: null, site: "local" }, page, new Date());
const everything: Page = { letter: [], observed: [], excluded: [] };
let all: Screening[] = [];

beforeAll(async () => {
  await seed(400);
  const variant = { gene: "CDKN1C", consequence: "unknown", region: "unknown", class: "uncertain", allele: "unknown", tested: false } as const;
  for (const key of ["one", "two"]) await saveScreening({ id: null, site: "local" }, { checklist: CHECKLIST_VERSION, sex: "male", age: "infant", findings: { iugr: "observed" }, variant }, { key, bodyHash: key, now: new Date(), random: randomBytes });
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
function holds(page: Page, { sex, age, findings, variant, assessment }: Screening): boolean {
  const asked = new Map<string, string[]>();
  for (const [letter = "", status = ""] of page.letter.map((one) => one.split(":"))) asked.set(letter, [...(asked.get(letter) ?? []), status]);
  return (
    (page.match ?? assessment.match) === assessment.match &&
    (page.flag ?? assessment.flag?.level ?? "none") === (assessment.flag?.level ?? "none") &&
    (page.variant === undefined || variant === undefined) &&
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
  variant: maybe("none"),
  sex: maybe(...sexes),
  age: maybe(...ages),
  letter: fc.uniqueArray(fc.constantFrom("I:met", "I:unknown", "A:met", "A:supported", "A:unknown", "Ge:not-applicable", "M:unknown"), { maxLength: 3 }),
  observed: fc.uniqueArray(fc.constantFrom("iugr", "adrenal-insufficiency", "hypoglycemia"), { maxLength: 2 }),
  excluded: fc.uniqueArray(fc.constantFrom("feeding-difficulty", "cryptorchidism"), { maxLength: 1 }),
  limit: fc.integer({ min: 1, max: 200 }),
});

describe("a list", () => {
  test("holds every screening once, newest first", () => {
    expect(all).toHaveLength(402);
    expect(new Set(all.map(({ code }) => code)).size).toBe(402);
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

  test("can begin with the oldest, the strongest match or the gravest flag, and walks on in that order", async () => {
    const codes = (screenings: Screening[]) => screenings.map(({ code }) => code);
    const now = await walk({ ...everything, limit: 200 });
    const by = (rank: (screening: Screening) => number) => codes(now.toSorted((one, other) => rank(other) - rank(one)));
    expect(codes(await walk({ ...everything, order: "oldest", limit: 70 }))).toEqual(codes(now.toReversed()));
    expect(codes(await walk({ ...everything, order: "match", limit: 30 }))).toEqual(by(({ assessment }) => matches.indexOf(assessment.match)));
    expect(codes(await walk({ ...everything, order: "flag", limit: 30 }))).toEqual(by(({ assessment: { flag } }) => [undefined, "amber", "red"].indexOf(flag?.level)));
    const some: Page = { ...everything, sex: "female", letter: ["A:unknown"], order: "match", limit: 7 };
    expect(codes(await walk(some))).toEqual(by(({ assessment }) => matches.indexOf(assessment.match)).filter((code) => holds(some, now.find((one) => one.code === code) ?? expect.fail())));
  });

  test("is searched by the beginning of a code as people type it, and holds the chosen", async () => {
    const [one, other] = [all[3], all[7]];
    const begins = `${one?.code.slice(3, 7).toLowerCase()} ${one?.code.slice(8, 10)}`;
    expect((await list(pageOf(`begins=${begins}`)))?.screenings).toEqual(all.filter(({ code }) => code.startsWith(one?.code.slice(0, 10) ?? "?")));
    expect((await list({ ...everything, code: [one?.code ?? "", other?.code ?? ""] }))?.screenings).toEqual([one, other]);
  });

  test("says how many there are in all, up to a thousand", async () => {
    const found = await list({ ...everything, sex: "female", limit: 5 });
    expect(found?.total).toBe((await walk({ ...everything, sex: "female" })).length);
    expect((await list({ ...everything, code: [all[0]?.code ?? ""], match: "all-letters", sex: "unknown" }))?.total).toBe(0);
  });

  test("does not go on after a screening that is not there", async () => {
    expect(await list({ ...everything, after: "IS-0000-0000" })).toBeNull();
  });
});

describe("for a member who was here before", () => {
  const id = "00000000-0000-4000-8000-000000000001";
  const colleague = { id: "00000000-0000-4000-8000-000000000002", site: "local" };
  const at = (text: string) => new Date(`2026-05-${text}Z`);
  const signedInAt = at("07T08:00:00");
  const visitor = { id, site: "local", signedInAt };
  const everyone = { ...everything, limit: 200 };
  const listed = async (page: Partial<Page> = {}) => (await listScreenings(visitor, { ...everyone, ...page }, signedInAt)) ?? expect.fail();
  const changed = async (page: Partial<Page> = {}) => [...(await listed(page)).beside].flatMap(([code, told]) => (told.changed ? [[code, told.changed]] : []));
  const line = (when: Date, action: "sign-in" | "sign-out") => inSite("local", (transaction) => appendAudit(transaction, { at: when, actor: id, action, subject: id, site: "local" }));

  test("what others saved or reviewed since then is told and can be asked for; for a newcomer all is new", async () => {
    expect((await changed({ limit: 10 })).map(([, how]) => how)).toEqual(Array(10).fill("new"));
    await listScreenings({ id, site: "local" }, everything, at("01T08:00:00"));
    const reviewed = all[5]?.code ?? "";
    await addReview(colleague, reviewed, { verdict: "undecided" }, at("06T08:00:00"));
    await seed(2);
    const fresh = (await list({ ...everything, limit: 2 }))?.screenings.map(({ code }) => code) ?? [];
    // Here since early that day, with a pause and a second sign-in, whose line is a moment older than its session.
    await line(at("07T06:00:00"), "sign-in");
    await saveScreening(visitor, { checklist: CHECKLIST_VERSION, sex: "male", age: "infant", findings: { iugr: "observed" } }, { key: "own", bodyHash: "own", now: at("07T06:10:00"), random: randomBytes });
    await addReview(visitor, all[6]?.code ?? "", { verdict: "lost" }, at("07T06:30:00"));
    await line(at("07T06:40:00"), "sign-out");
    await line(at("07T07:59:59.960"), "sign-in");
    const told = [...fresh.map((code) => [code, "new"]), [reviewed, "reviewed"]];
    expect(await changed()).toEqual(told);
    expect((await listed({ changed: "yes" })).screenings.map(({ code }) => code)).toEqual(told.map(([code]) => code));
    expect((await listed({ changed: "yes" })).total).toBe(3);
    // Looking in this visit does not make it old.
    await listScreenings(visitor, everything, signedInAt);
    expect(await changed()).toEqual(told);
  });

  test("a verdict is told and can be asked for, none too", async () => {
    const code = all[9]?.code ?? "";
    await addReview(colleague, code, { verdict: "not-image" }, at("06T08:00:00"));
    expect((await listed({ verdict: "not-image" })).screenings.map((one) => one.code)).toEqual([code]);
    expect((await listed()).beside.get(code)?.standing).toBe("not-image");
    const total = Number((await query("SELECT count(*) AS n FROM screening"))[0]?.["n"]);
    expect((await listed({ verdict: "none" })).total).toBe(total - 3);
  });

  test("a follow-up that nobody has reviewed tells how the child stands by an earlier one", async () => {
    const follow = async (follows: string, key: string) => {
      const saved = await saveScreening(colleague, { checklist: CHECKLIST_VERSION, sex: "male", age: "child", findings: { iugr: "observed" }, follows }, { key, bodyHash: key, now: signedInAt, random: randomBytes });
      return "code" in saved ? saved.code : expect.fail(saved.outcome);
    };
    const first = all[12]?.code ?? "";
    const second = await follow(first, "second");
    const third = await follow(second, "third");
    expect((await listed()).beside.get(third)).toMatchObject({ standing: "none", earlier: null });
    await addReview(colleague, first, { verdict: "confirmed", gene: "CDKN1C", class: "pathogenic" }, signedInAt);
    expect((await listed()).beside.get(third)).toMatchObject({ standing: "none", earlier: "confirmed" });
    await addReview(colleague, second, { verdict: "not-image" }, signedInAt);
    const { beside } = await listed();
    expect([beside.get(third)?.earlier, beside.get(second)?.earlier, beside.get(first)?.earlier]).toEqual(["not-image", null, null]);
  });

  test("a program does not come and go: nothing is new to it", async () => {
    const found = await listScreenings(colleague, everyone, signedInAt);
    expect([...new Set([...(found?.beside.values() ?? [])].map((told) => told.changed))]).toEqual([null]);
  });
});

function pageOf(asked: string): Page {
  const parsed = parsePage(new URLSearchParams(asked));
  if ("errors" in parsed) throw new Error("not a sound query");
  return parsed.page;
}
