import { existsSync, readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { ages, gestations } from "@/lib/screening/bands";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { makeCode } from "@/lib/screening/code";
import { parseDraft } from "@/lib/screening/draft";
import { saveScreening } from "@/lib/store/screenings";
import { ownDatabase } from "./database";

const query = ownDatabase();
const page = readFileSync("docs/privacy.md", "utf8");
const rows = [...page.matchAll(/^\| ([A-R]) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(([, letter = "", identifier = "", why = "", held = ""]) => ({ letter, identifier, why, held }));
const named = [...page.matchAll(/`(tests\/[\w/.-]+\.ts)` “([^”]+)”/g)].map(([, file = "", title = ""]) => ({ file, title }));

/** Is a test of that title, or of one that ends or begins so, in the file? */
const isThere = ({ file, title }: { file: string; title: string }) => existsSync(file) && readFileSync(file, "utf8").split("\n").some((line) => /^\s*(test|describe)[.(]/.test(line) && line.includes(title));

test("the document tells each of the 18 identifiers once, why it cannot be there, and a test that holds it", () => {
  expect(rows.map(({ letter }) => letter).join("")).toBe("ABCDEFGHIJKLMNOPQR");
  for (const { letter, why, held } of rows) expect([why.length > 10, /`tests\/.+` “.+”/.test(held)], letter).toEqual([true, true]);
});

test("every test that it names is there", () => {
  expect(named.length).toBeGreaterThan(18);
  expect(named.filter((one) => !isThere(one))).toEqual([]);
  const others = [...page.matchAll(/`(tests\/[\w/.-]+\.ts)`/g)].map(([, file = ""]) => file);
  expect(others.filter((file) => !existsSync(file))).toEqual([]);
  expect(isThere({ file: "tests/store/privacy.test.ts", title: "a title that " + "nobody gave" })).toBe(false);
});

test("the only times beside a screening are years", async () => {
  const columns = await query("SELECT table_name || '.' || column_name AS name, data_type AS type FROM information_schema.columns WHERE table_schema = 'public' AND table_name IN ('screening', 'review', 'standing', 'edition')");
  expect(columns.filter(({ type }) => /date|time|interval|bytea|inet|uuid|xml/.test(String(type)))).toEqual([]);
  expect(columns.filter(({ name }) => /year|_at$|day|date|time/.test(String(name))).map(({ name, type }) => `${String(name)} ${String(type)}`).toSorted()).toEqual(["edition.from_year smallint", "edition.to_year smallint", "screening.year smallint"]);
});

test("age and gestation are bands, the oldest of them open: no week, day or year of life fits into a draft or into the database", async () => {
  const draft = { checklist: CHECKLIST_VERSION, sex: "male", age: "adult", gestation: "term", findings: {} };
  expect(parseDraft(draft)).toHaveProperty("draft");
  for (const more of [{ age: 90 }, { age: "90" }, { age: "12 days" }, { age: "over 89" }, { gestation: 38 }, { gestation: "38+2" }, { weeks: 38 }, { days: 2 }, { ageInYears: 90 }, { raw: { weeks: "38" } }]) {
    expect(parseDraft({ ...draft, ...more }), JSON.stringify(more)).toHaveProperty("errors");
  }
  const checks = await query("SELECT conname AS name, pg_get_constraintdef(oid) AS rule FROM pg_constraint WHERE conname IN ('screening_age_known', 'screening_gestation_known') ORDER BY conname");
  expect(checks.map(({ rule }) => [...String(rule).matchAll(/'([^']+)'/g)].map(([, band]) => band))).toEqual([ages, gestations].map((bands) => [...bands]));
  expect(ages.at(-2)).toBe("adult");
});

test("a code comes from random bytes alone, whoever the child is", async () => {
  const save = async (sex: "female" | "male", byte: number) => {
    const saved = await saveScreening({ id: null, site: "local" }, { checklist: CHECKLIST_VERSION, sex, age: "newborn", findings: {} }, { key: randomUUID(), bodyHash: "", now: new Date(), random: (size) => new Uint8Array(size).fill(byte) });
    return "code" in saved ? saved.code : saved.outcome;
  };
  expect([await save("female", 17), await save("male", 99), await save("male", 200)]).toEqual([17, 99, 200].map((byte) => makeCode(new Uint8Array(7).fill(byte))));
});
