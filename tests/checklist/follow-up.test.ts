import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { fieldsOf } from "@/app/_checklist/follow-up";
import { readDraft, valuesOf, writeFields } from "@/app/_checklist/form-draft";
import { contexts, measures, variantParts } from "@/lib/screening/bands";
import { CHECKLIST_VERSION, featureIds } from "@/lib/screening/checklist";
import { drafts } from "@/tests/exchange/fhir-drafts";
import { standIn, standInForBrowser } from "./form-stand-in";

const texts = [...featureIds.map((feature) => `finding.${feature}`), ...measures.map((measure) => `size.${measure}`), ...contexts.map((part) => `context.${part}`), ...Object.keys(variantParts).map((part) => `variant.${part}`), "variant.tested", "family", "measured", "sized", "imported", "follows"];

beforeAll(standInForBrowser);

test("a follow-up begins with what lasts of the earlier screening, and asks the rest anew", () => {
  fc.assert(
    fc.property(drafts, ({ age: _, ...earlier }) => {
      const { form } = standIn(texts, ["sex", "age", "gestation"]);
      writeFields(form, { ...fieldsOf({ ...earlier, age: "newborn" }), follows: "IS-0000-0000" });
      const { gestation = "unknown", findings, context: _context, origin = {}, ...plain } = earlier;
      const lasts = (part: string) => part in (plain.size ?? {}) || findings[part as keyof typeof findings] === "observed";
      const origins = Object.fromEntries(Object.entries(origin).filter(([part]) => lasts(part)));
      const observed = Object.fromEntries(Object.entries(findings).filter(([, status]) => status === "observed"));
      const rest = { ...plain, findings: observed, ...(Object.keys(origins).length > 0 && { origin: origins }) };
      const expected = { ...rest, ...(gestation !== "unknown" && { gestation }), checklist: CHECKLIST_VERSION, age: "unknown", follows: "IS-0000-0000" };
      expect(readDraft(form, CHECKLIST_VERSION)).toEqual(expected);
      expect(valuesOf(form)["age"]).toBe("unknown");
    }),
    { numRuns: 300 },
  );
});
