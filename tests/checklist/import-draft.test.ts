import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { draftIn } from "@/lib/exchange/plain-draft";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { parseDraft } from "@/lib/screening/draft";
import { cases, drafts } from "@/tests/exchange/fhir-drafts";

const bare = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: {} };
const faults = (read: ReturnType<typeof parseDraft>) => ("errors" in read ? read.errors.map(({ pointer, code }) => `${pointer} ${code}`).toSorted() : []);
const same = (value: unknown) => { expect(faults(draftIn(value)), JSON.stringify(value)).toEqual(faults(parseDraft(value))); };

/** Any value in any place of a draft. */
const places = ["", "checklist", "sex", "age", "gestation", "size", "size.weight", "findings", "findings.iugr", "variant", "variant.gene", "variant.tested", "context", "context.steroids", "family", "family.relatives", "family.relatives.0", "family.relatives.0.relation", "family.consanguinity", "unheard-of", "size.unheard-of", "__proto__"];
const values = fc.oneof(fc.constantFrom<unknown>(null, "", "yes", "observed", "male", "mother", 1, -0, 2.25, 9.9, -10, 1e300, true, [], {}, [null], [{ relation: "mother" }, { relation: "mother" }], { relatives: [] }, { tested: true }), fc.jsonValue({ maxDepth: 2 }));

function put(draft: unknown, place: string, value: unknown): unknown {
  if (place === "") return value;
  const whole = structuredClone(draft) as Record<string, unknown>;
  const names = place.split(".");
  const last = names.pop() ?? "";
  let at = whole;
  for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>;
  if (typeof at === "object" && at !== null) Object.defineProperty(at, last, { value, enumerable: true, configurable: true, writable: true });
  return whole;
}

describe("the browser reads a draft as the server does", () => {
  test(`every case: ${cases.length}`, () => {
    for (const { draft: { origin: _, ...draft } } of cases) expect(draftIn(draft)).toEqual(parseDraft(draft));
  });

  test("any draft, and any draft with anything anywhere: the same faults at the same places", () => {
    fc.assert(fc.property(drafts, (draft) => { expect(draftIn(draft)).toEqual(parseDraft(draft)); }), { numRuns: 500 });
    fc.assert(fc.property(drafts, fc.constantFrom(...places), values, (draft, place, value) => { same(put(draft, place, value)); }), { numRuns: 3000 });
  });

  test("what is no draft at all", () => {
    for (const value of [null, 7, "draft", [], {}, { findings: [] }, { ...bare, family: { relatives: Array(21).fill({ relation: "brother" }) } }, { ...bare, checklist: "0.9" }]) same(value);
  });
});
