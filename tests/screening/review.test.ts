import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reviewSchema } from "@/lib/screening/review";
import { standingOf, verdicts } from "@/lib/screening/verdict";
import type { Review } from "@/lib/screening/verdict";

const schema = reviewSchema(["OMIM:618336", "OMIM:617053"]);
const confirmed = { verdict: "confirmed", gene: "CDKN1C", class: "pathogenic" } as const;
const by = (reviewer: string, review: Review) => ({ ...review, reviewer });

describe("a review", () => {
  test.each([confirmed, { verdict: "other-condition", condition: "OMIM:618336" }, { verdict: "not-image" }, { verdict: "lost" }, { verdict: "undecided" }])("%j is one", (review) => expect(schema.parse(review)).toEqual(review));

  test.each([
    {}, { verdict: "sure" }, { verdict: "confirmed" }, { ...confirmed, class: "uncertain" }, { ...confirmed, gene: "BRCA1" }, { ...confirmed, comment: "a name" },
    { verdict: "other-condition" }, { verdict: "other-condition", condition: "OMIM:000000" }, { verdict: "lost", gene: "CDKN1C" },
  ])("%j is none", (review) => expect(schema.safeParse(review).success).toBe(false));
});

describe("where a screening stands", () => {
  test.each<[string, ReturnType<typeof by>[], string]>([
    ["nobody has reviewed it", [], "none"],
    ["one has", [by("a", confirmed)], "confirmed"],
    ["two agree, and read the class of the variant differently", [by("a", confirmed), by("b", { ...confirmed, class: "likely-pathogenic" })], "confirmed"],
    ["two name other genes", [by("a", confirmed), by("b", { ...confirmed, gene: "POLE" })], "disputed"],
    ["two name other conditions", [by("a", { verdict: "other-condition", condition: "OMIM:618336" }), by("b", { verdict: "other-condition", condition: "OMIM:617053" })], "disputed"],
    ["one changed their mind", [by("a", { verdict: "not-image" }), by("a", confirmed)], "confirmed"],
    ["one is undecided beside a firm one", [by("a", confirmed), by("b", { verdict: "undecided" })], "confirmed"],
    ["one is undecided, one lost sight", [by("a", { verdict: "lost" }), by("b", { verdict: "undecided" })], "undecided"],
    ["all lost sight", [by("a", { verdict: "lost" })], "lost"],
  ])("%s", (_, reviews, standing) => expect(standingOf(reviews)).toBe(standing));

  test("does not depend on the order of the reviewers", () => {
    const review = fc.constantFrom<Review>(confirmed, { ...confirmed, gene: "POLE" }, { verdict: "not-image" }, { verdict: "lost" }, { verdict: "undecided" });
    fc.assert(fc.property(fc.array(review, { minLength: 1, maxLength: 5 }), (reviews) => {
      const all = reviews.map((one, index) => by(String(index), one));
      expect(standingOf(all.toReversed())).toBe(standingOf(all));
      expect([...verdicts, "disputed"]).toContain(standingOf(all));
    }));
  });
});
