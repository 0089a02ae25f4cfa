import fc from "fast-check";
import { expect, test } from "vitest";
import { normalise } from "@/lib/screening/assess";
import type { Findings } from "@/lib/screening/assess";
import { featureIds } from "@/lib/screening/checklist";
import { ticked } from "@/lib/screening/ticked";

test("what follows from another finding is left out, and follows again", () => {
  const saved = normalise({ "metaphyseal-dysplasia": "excluded" });
  expect(Object.keys(saved).length).toBeGreaterThan(1);
  expect(ticked({ findings: saved })).toEqual({ "metaphyseal-dysplasia": "excluded" });
  const findings: fc.Arbitrary<Findings> = fc.dictionary(fc.constantFrom(...featureIds), fc.constantFrom("observed", "excluded"), { maxKeys: 12 });
  fc.assert(fc.property(findings, (some) => {
    const whole = normalise(some);
    expect(normalise(ticked({ findings: whole }))).toEqual(whole);
  }));
});

test("what was measured or came from a file is told though it follows as well", () => {
  const findings = normalise({ "metaphyseal-dysplasia": "excluded" });
  const [follows = "iugr"] = featureIds.filter((feature) => findings[feature] && feature !== "metaphyseal-dysplasia");
  expect(ticked({ findings, origin: { [follows]: "imported" } })).toHaveProperty(follows, "excluded");
});
