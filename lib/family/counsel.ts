import { explaining, MATERNAL } from "./genotypes";
import type { Fact, Model, Start } from "./genotypes";
import { onFathersSide, sexOf } from "./pedigree";
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
  [["grandfather"], "from-grandfather", ["maternal-grandfather"], true],
  [["mother-from-father"], "new-in-silent-mother", ["mother", "maternal-grandfather"], true],
  [["grandfather", "mother-from-father"], "grandfather-or-new", ["mother", "maternal-grandfather"], true],
  [["grandmother"], "from-grandmother", ["maternal-grandmother"]],
  [["mother-from-mother"], "new-in-affected-mother", ["mother", "maternal-grandmother"]],
  [["grandmother", "mother-from-mother"], "grandmother-or-new", ["mother", "maternal-grandmother"]],
  [["child"], "new-on-maternal-copy", ["mother"]],
  [["grandfather", "grandmother", "mother-from-father", "mother-from-mother"], "mother-decides", ["mother"]],
];

function originOf(entries: readonly Entry[], facts: readonly Fact[]): FamilyReason[] {
  if (entries.join() === "grandfather" && facts.some(({ relation, carrier }) => relation === "maternal-grandfather" && carrier === "yes")) return [because("grandfather-carries", ["maternal-grandfather"])];
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

const isSibling = ({ relation }: Fact) => /brother|sister/.test(relation);

/** Where the child is not the only one affected, no further child is called unlikely to be. */
function ofMother(entries: readonly Entry[], facts: readonly Fact[], contradicted: boolean): FamilyReason[] {
  const tests = facts.flatMap(({ relation, carrier }) => (relation === "mother" && carrier ? [carrier] : []));
  const affected = facts.flatMap((fact) => (fact.affected === "yes" && (fact.relation === "mother" || isSibling(fact)) ? [fact.relation] : []));
  const hers = affected.filter((relation) => !onFathersSide(relation));
  if (contradicted && tests.length === 0) return [];
  const germline = hers.length && !tests.includes("yes") ? [because("several-affected", hers)] : [];
  if (tests.includes("no")) return affected.length ? germline : [because("mother-without-variant", ["mother"])];
  if (tests.length === 0 && entries.includes("child")) return [because("mother-untested", ["mother"])];
  const silent = entries.length > 0 && entries.every((entry) => entry === "grandfather" || entry === "mother-from-father");
  return [because("carrier-mother", ["mother"]), ...germline, ...(silent ? [because("silent-mothers-siblings", ["mother"])] : [])];
}

function ofOthers(facts: readonly Fact[], verdicts: Verdicts): FamilyReason[] {
  const parents = facts.filter(({ relation, affected }) => affected === "yes" && (relation === "mother" || relation === "father")).map(({ relation }) => relation);
  const siblings = facts.filter((fact) => fact.affected === "yes" && isSibling(fact)).map(({ relation }) => relation);
  const alone = facts.every(({ affected }) => affected !== "yes");
  const healthy = siblings.length ? [because("dominant-siblings", siblings)] : [...(alone ? [because("mostly-new")] : []), because("silent-parent", ["mother", "father"])];
  const dominant = parents.length ? [because("dominant-parent", parents)] : healthy;
  return [
    ...(verdicts.recessive === "contradicted" ? [] : [because("recessive-siblings")]),
    ...(verdicts["dominant-new"] === "contradicted" ? [] : dominant),
    ...(verdicts["x-linked"] === "contradicted" ? [] : [because("x-linked-mother", ["mother"])]),
  ];
}

/**
 * Where the CDKN1C variant came from, and what each way of inheriting that is not contradicted means for others. Of an
 * untold family nothing is said; where tests showed that the mother passed it on and nothing contradicts it, of CDKN1C alone.
 */
export function counselOf(facts: readonly Fact[], { consanguinity, transmittedBy }: Family, verdicts: Verdicts, imprinted: Model): { origin: FamilyReason[]; recurrence: FamilyReason[] } {
  if (facts.length === 0 && consanguinity !== "yes") return { origin: [], recurrence: [] };
  const verdict = verdicts["imprinted-maternal"];
  const entries = entriesOf(imprinted, facts, verdict === "contradicted");
  const motherTested = facts.some(({ relation, carrier }) => relation === "mother" && carrier);
  const known = entries.length > 0 && transmittedBy !== "father" && (motherTested || verdict === "fits");
  const shown = transmittedBy === "mother" && verdict !== "contradicted";
  return {
    origin: known ? originOf(entries, facts) : [],
    recurrence: [
      ...ofMother(entries, facts, verdict === "contradicted"),
      ...ofCarriers(facts),
      ...(shown ? [] : ofOthers(facts, verdicts)),
    ],
  };
}
