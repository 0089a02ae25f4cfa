import { explaining, MATERNAL } from "./genotypes";
import type { Fact, Model, Start } from "./genotypes";
import { sexOf } from "./pedigree";
import type { Family, Relation } from "./pedigree";
import { because } from "./reasons";
import type { FamilyCode, FamilyReason } from "./reasons";

/** Where the child's maternal copy can have the variant from: at which of these it entered the family. */
type Entry = "grandfather" | "grandmother" | "mother-from-father" | "mother-from-mother" | "child";
type Verdicts = Record<"imprinted-maternal" | "recessive" | "dominant-new" | "x-linked", "fits" | "contradicted" | "open">;

function entryOf(start: Start): Entry | null {
  if (start["maternal-grandfather"]) return "grandfather";
  if (start["maternal-grandmother"]) return "grandmother";
  if (start.mother) return start.mother === MATERNAL ? "mother-from-mother" : "mother-from-father";
  return start.child ? "child" : null;
}

/** All entries that agree with the facts; where the whole family does not, with what is known of the mother and her parents. */
function entriesOf(model: Model, facts: readonly Fact[], contradicted: boolean): Entry[] {
  const near: readonly Relation[] = ["mother", "maternal-grandmother", "maternal-grandfather"];
  const starts = explaining(model, contradicted ? facts.filter(({ relation }) => near.includes(relation)) : facts, "unknown");
  return [...new Set(starts.flatMap((start) => entryOf(start) ?? []))];
}

const saysWhere: readonly (readonly [of: readonly Entry[], code: FamilyCode, relatives: readonly Relation[], mosaic?: true])[] = [
  [["grandfather"], "from-grandfather", ["maternal-grandfather"]],
  [["mother-from-father"], "new-in-silent-mother", ["mother", "maternal-grandfather"], true],
  [["grandfather", "mother-from-father"], "grandfather-or-new", ["mother", "maternal-grandfather"], true],
  [["grandmother"], "from-grandmother", ["maternal-grandmother"]],
  [["mother-from-mother"], "new-in-affected-mother", ["mother", "maternal-grandmother"]],
  [["grandmother", "mother-from-mother"], "grandmother-or-new", ["mother", "maternal-grandmother"]],
  [["child"], "new-on-maternal-copy", ["mother"]],
  [["grandfather", "grandmother", "mother-from-father", "mother-from-mother"], "mother-decides", ["mother"]],
];

function originOf(entries: readonly Entry[]): FamilyReason[] {
  const row = saysWhere.find(([of]) => entries.every((entry) => of.includes(entry)));
  if (!row) return [because("test-mother", ["mother"])];
  const [, code, relatives, mosaic] = row;
  return [because(code, relatives), ...(mosaic ? [because("grandfather-mosaic", ["maternal-grandfather"])] : [])];
}

/** What follows for those who carry the CDKN1C variant by test, whatever the cause in the child. */
function ofCarriers(facts: readonly Fact[]): FamilyReason[] {
  const carriers = facts.filter(({ carrier, relation }) => carrier === "yes" && relation !== "mother").map(({ relation }) => relation);
  const [women, men] = (["female", "male"] as const).map((sex) => carriers.filter((relation) => sexOf(relation) === sex));
  return [
    ...(women?.length ? [because("carrier-woman", women)] : []),
    ...(men?.length ? [because("carrier-man", men), because("carrier-daughters", men)] : []),
  ];
}

function ofMother(entries: readonly Entry[], facts: readonly Fact[], contradicted: boolean): FamilyReason[] {
  const tests = facts.flatMap(({ relation, carrier }) => (relation === "mother" && carrier ? [carrier] : []));
  if (contradicted && tests.length === 0) return [];
  if (!tests.includes("yes") && entries.includes("child")) return [because(tests.length ? "mother-without-variant" : "mother-untested", ["mother"])];
  const silent = entries.length > 0 && entries.every((entry) => entry === "grandfather" || entry === "mother-from-father");
  return [because("carrier-mother", ["mother"]), ...(silent ? [because("silent-mothers-siblings", ["mother"])] : [])];
}

function ofOthers(facts: readonly Fact[], verdicts: Verdicts): FamilyReason[] {
  const parents = facts.filter(({ relation, affected }) => affected === "yes" && (relation === "mother" || relation === "father")).map(({ relation }) => relation);
  const dominant = parents.length ? [because("dominant-parent", parents)] : [because("mostly-new"), because("silent-parent", ["mother", "father"])];
  return [
    ...(verdicts.recessive === "contradicted" ? [] : [because("recessive-siblings")]),
    ...(verdicts["dominant-new"] === "contradicted" ? [] : dominant),
    ...(verdicts["x-linked"] === "contradicted" ? [] : [because("x-linked-mother", ["mother"])]),
  ];
}

/**
 * Where the CDKN1C variant came from, and what each way of inheriting that is not contradicted means for others. Of an
 * untold family nothing is said; where tests showed the child's own variant and nothing contradicts it, CDKN1C alone is.
 */
export function counselOf(facts: readonly Fact[], { consanguinity, transmittedBy }: Family, verdicts: Verdicts, imprinted: Model): { origin: FamilyReason[]; recurrence: FamilyReason[] } {
  if (facts.length === 0 && consanguinity !== "yes") return { origin: [], recurrence: [] };
  const verdict = verdicts["imprinted-maternal"];
  const entries = entriesOf(imprinted, facts, verdict === "contradicted");
  const motherTested = facts.some(({ relation, carrier }) => relation === "mother" && carrier);
  const known = entries.length > 0 && transmittedBy !== "father" && (motherTested || verdict === "fits");
  const shown = transmittedBy !== undefined && verdict !== "contradicted";
  return {
    origin: known ? originOf(entries) : [],
    recurrence: [
      ...ofMother(entries, facts, verdict === "contradicted"),
      ...ofCarriers(facts),
      ...(shown ? [] : ofOthers(facts, verdicts)),
    ],
  };
}
