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

test("a follow-up begins with all that the earlier screening told but the age", () => {
  fc.assert(
    fc.property(drafts, ({ age: _, ...earlier }) => {
      const { form } = standIn(texts, ["sex", "age", "gestation"]);
      writeFields(form, { ...fieldsOf({ ...earlier, age: "newborn" }), follows: "IS-0000-0000" });
      // A box that nobody ticked and one that somebody left empty are the same to a form.
      const { gestation = "unknown", context = {}, origin: { acthTwiceLimit, ...origins } = {}, ...plain } = earlier;
      const ticked = Object.fromEntries(Object.entries(context).filter(([, said]) => said));
      const origin = { ...origins, ...(ticked["acthTwiceLimit"] && acthTwiceLimit && { acthTwiceLimit }) };
      const rest = { ...plain, ...(Object.keys(ticked).length > 0 && { context: ticked }), ...(Object.keys(origin).length > 0 && { origin }) };
      const expected = { ...rest, ...(gestation !== "unknown" && { gestation }), checklist: CHECKLIST_VERSION, age: "unknown", follows: "IS-0000-0000" };
      expect(readDraft(form, CHECKLIST_VERSION)).toEqual(expected);
      expect(valuesOf(form)["age"]).toBe("unknown");
    }),
    { numRuns: 300 },
  );
});
