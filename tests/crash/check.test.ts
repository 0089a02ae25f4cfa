import { describe, expect, test } from "vitest";
import type { Code } from "@/lib/screening/code";
import { assessWhole } from "@/lib/screening/heredity";
import type { Reply } from "./asking";
import { unclean } from "./asking";
import type { Found } from "./check";
import { faultsOf } from "./check";
import { difference, newLedger } from "./ledger";
import { draftsOf, seeded } from "./load";

const [first, second, third] = ["IS-AAAA-AAAA", "IS-BBBB-BBBB", "IS-CCCC-CCCC"] as [Code, Code, Code];
const next = draftsOf(1);
const ledger = newLedger();
for (const code of [first, second, third]) ledger.saved.set(code, next());
ledger.erased.add(second);
ledger.reviewed.add(first);
const sound: Found = { screenings: [first, third], standings: [first, third], keys: [first, third], saves: [first, second, third], erasures: [second], reviews: [first], reviewLines: [first] };

describe("what is there is held against what was acknowledged", () => {
  test("and found whole", () => expect(faultsOf(ledger, sound)).toEqual([]));

  test("and any part that is missing, too much or there twice is named", () => {
    for (const name of Object.keys(sound) as (keyof Found)[]) {
      const [one] = sound[name] as [Code];
      expect(faultsOf(ledger, { ...sound, [name]: sound[name].slice(1) })).toEqual([`${name}: 1 missing, as ${one}`]);
      expect(faultsOf(ledger, { ...sound, [name]: [...sound[name], "IS-DDDD-DDDD"] })).toEqual([`${name}: 1 never acknowledged, as IS-DDDD-DDDD`]);
      expect(faultsOf(ledger, { ...sound, [name]: [...sound[name], one] })).toEqual([`${name}: 1 there twice, as ${one}`]);
    }
  });

  test("and an erased screening that came back is too much", () => expect(faultsOf(ledger, { ...sound, screenings: [...sound.screenings, second] })).toHaveLength(1));
});

test("a screening that is not as it was sent is found by the place that differs", () => {
  const draft = { ...next(), findings: { hypospadias: "observed" as const } };
  const screening = { ...draft, findings: { hypospadias: "observed", "genital-anomaly": "observed" }, code: first, year: new Date().getUTCFullYear(), assessment: assessWhole(draft) };
  expect(difference(JSON.stringify(screening), draft, first)).toBeNull();
  expect(difference(JSON.stringify({ ...screening, findings: { hypospadias: "observed" } }), draft, first)).toBe("/findings/genital-anomaly");
  expect(difference(JSON.stringify({ ...screening, year: 2001 }), draft, first)).toBe("/year");
});

test("an answer that refuses has to be a 503 as a problem that says when to come again", () => {
  const refused: Reply = { status: 503, headers: { "retry-after": "5", "content-type": "application/problem+json" }, text: "", ms: 1 };
  expect(unclean(refused)).toBeNull();
  for (const wrong of [{ status: 500 }, { status: 0 }, { headers: {} }, { headers: { "retry-after": "5", "content-type": "text/html" } }]) expect(unclean({ ...refused, ...wrong })).not.toBeNull();
});

test("the same seed gives the same moments and the same drafts", () => {
  const [one, other] = [seeded(7), seeded(7)];
  for (let turn = 0; turn < 5; turn += 1) expect(one()).toBe(other());
  expect([draftsOf(7)(), draftsOf(7)()].map((draft) => JSON.stringify(draft))).toEqual(Array(2).fill(JSON.stringify(draftsOf(7)())));
});
