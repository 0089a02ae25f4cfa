import { describe, expect, test } from "vitest";
import { modes, readFamily } from "@/lib/family/inheritance";
import type { Mode } from "@/lib/family/inheritance";
import type { ChildSex, Family, Relation, Relative } from "@/lib/family/pedigree";
import { agree, allOutcomes } from "./oracle";
import type { Case, Outcomes } from "./oracle";

const siblings = ["brother", "sister", "maternal-half-brother", "maternal-half-sister", "paternal-half-brother", "paternal-half-sister"] as const;
const auntsAndUncles = ["maternal-aunt", "maternal-uncle", "paternal-aunt", "paternal-uncle"] as const;
const grandparents = ["maternal-grandmother", "maternal-grandfather", "paternal-grandmother", "paternal-grandfather"] as const;

/** With LONG=1 everything; else every kind of sibling, aunt and uncle, but not each with each, and fewer who were tested at a time. */
const LONG = process.env["LONG"] === "1";

const signs = [undefined, "yes", "no"] as const;
const seen = (relation: Relation): Relative[] => signs.map((affected) => ({ relation, ...(affected && { affected }) }));
const tested = (relation: Relation): Relative[] => seen(relation).flatMap((one) => signs.map((carrier) => ({ ...one, ...(carrier && { carrier }) })));

function* each(lists: readonly Relative[][]): Generator<Relative[]> {
  const [first, ...rest] = lists;
  if (!first) return yield [];
  for (const tail of each(rest)) for (const one of first) yield [one, ...tail];
}

/** These relatives, tested or not, affected or not, with the variant from anybody. */
function* fromAnybody(who: readonly Relation[]): Generator<Family> {
  for (const transmittedBy of [undefined, "mother", "father", "new"] as const) for (const relatives of each(who.map(tested))) yield { relatives, ...(transmittedBy && { transmittedBy }) };
}

type Setting = { sibling: Relation; other: Relation; sex: ChildSex; related: boolean };
const against = new Set(["more-carriers-needed", "not-simply-new", "females-rarely-affected", "carried-on-fathers-side", "perhaps-from-father", "carrier-sibling-unaffected"]);
let enumerated = 0;

/** The engine and the oracle say of every family alike what is impossible, and what only something unusual explains. */
function compare({ sibling, other, sex, related }: Setting, families: Iterable<Omit<Case, "consanguinity">>) {
  const oracle = Object.fromEntries(modes.map((mode) => [mode, allOutcomes(mode, [sibling, other], sex, related)])) as Record<Mode, Outcomes>;
  const wrong: unknown[] = [];
  for (const { copy, ...told } of families) {
    const family: Family = { ...told, ...(related && { consanguinity: "yes" }) };
    enumerated++;
    for (const { mode, verdict, reasons } of readFamily(family, { sex, ...(copy && { copy }) }).modes) {
      const { order, plain, wide, mosaic } = oracle[mode];
      const [spoken, mosaicism] = [reasons.some(({ code }) => against.has(code) || (verdict === "open" && code === "not-one-variant")), verdict === "open" && reasons.some(({ code }) => code === "mosaicism-would-explain")];
      const given: Case = { ...family, ...(copy && { copy }) };
      const described = agree(given, order, wide, mode, true);
      const contradicted = !described && !agree(given, order, mosaic, mode, true);
      const unusual = described && !agree(given, order, plain, mode, false);
      if ((verdict === "contradicted") !== contradicted || (spoken && !mosaicism) !== unusual || (!contradicted && !described && !(verdict === "open" && mosaicism))) wrong.push({ given, mode, verdict, contradicted, described, unusual });
    }
  }
  expect(wrong.slice(0, 3).map((one) => JSON.stringify(one))).toEqual([]);
}

describe("every small family, against the chromosomes", () => {
  const pairs = siblings.flatMap((sibling, at) => auntsAndUncles.filter((_, place) => LONG || place === at % auntsAndUncles.length).map((other) => [sibling, other] as const));

  test.each(LONG ? pairs : pairs.slice(1, 3))("who is affected: parents, four grandparents, a %s and a %s", (sibling, other) => {
    const relatives = each((["mother", "father", ...grandparents, sibling, other] as const).map(seen));
    compare({ sibling, other, sex: "male", related: false }, Array.from(relatives, (some) => ({ relatives: some })));
  });

  const settings = [["male", false, 0], ["female", false, 1], ["unknown", false, 2], ["male", true, 0], ["female", true, 1]] as const;
  test.each(settings)("the same for a child of sex %s, parents related: %s, with one grandparent on either side", (sex, related, third) => {
    for (const [sibling, other] of pairs.filter((_, at) => LONG || at % 3 === third)) {
      const relatives = each((["mother", "father", "maternal-grandfather", "paternal-grandmother", sibling, other] as const).map(seen));
      compare({ sibling, other, sex, related }, Array.from(relatives, (some) => ({ relatives: some })));
    }
  });

  test.each([["brother", false], ["maternal-half-sister", false], ["brother", true]] as const)("who was tested: parents, a %s, an uncle; from whom it came; parents related: %s", (sibling, related) => {
    compare({ sibling, other: "maternal-uncle", sex: "male", related }, fromAnybody(["mother", "father", sibling, ...(LONG ? ["maternal-uncle" as const] : [])]));
  });

  test.each(["maternal-aunt", "paternal-uncle"] as const)("who was tested: the mother, her parents and a %s; from whom it came", (other) => {
    compare({ sibling: "brother", other, sex: "male", related: false }, fromAnybody(["mother", ...(LONG ? ["maternal-grandmother" as const] : []), "maternal-grandfather", other]));
  });

  test.each([false, true])("on which copy it was shown: from whom it came, parents tested, a brother; parents related: %s", (related) => {
    const relatives = ["mother", "father", ...(LONG ? ["brother" as const] : [])] as const;
    compare({ sibling: "brother", other: "maternal-uncle", sex: "male", related }, (["mother", "father"] as const).flatMap((copy) => Array.from(fromAnybody(relatives), (family) => ({ ...family, copy }))));
  });

  test("are as many as said", () => expect(enumerated).toBe(LONG ? 387_828 : 36_288));
});
