import { explaining, MATERNAL } from "./genotypes";
import type { Fact, Model, Start } from "./genotypes";
import { carriesLikeFather, perhapsFathers } from "./origin";
import type { Told } from "./origin";
import { onFathersSide, sexOf } from "./pedigree";
import type { Relation } from "./pedigree";
import { because } from "./reasons";
import type { FamilyCode, FamilyReason } from "./reasons";

/** Where the child's maternal copy can have the variant from: at which of these it entered the family. */
type Entry = "grandfather" | "grandmother" | "mother-from-father" | "mother-from-mother" | "child";
/** The models of CDKN1C: without and with an ancestor who is mosaic. */
type Imprinted = { wide: Model; mosaic: Model };
type Verdicts = Record<"imprinted-maternal" | "recessive" | "dominant-new" | "x-linked", "fits" | "contradicted" | "open">;

function entryOf(start: Start): Entry | null {
  if (start["maternal-grandfather"]) return "grandfather";
  if (start["maternal-grandmother"]) return "grandmother";
  if (start.mother) return start.mother === MATERNAL ? "mother-from-mother" : "mother-from-father";
  return start.child ? "child" : null;
}

const near: readonly Relation[] = ["mother", "maternal-grandmother", "maternal-grandfather"];

/** All entries that agree with the facts; where the whole family does not, with what is known of the mother and her parents: then `mosaics` are those whose mosaicism explains it. */
function entriesOf({ wide, mosaic }: Imprinted, facts: readonly Fact[]): { entries: Entry[]; mosaics: Relation[] } {
  const starts = explaining(wide, facts, "unknown");
  const nearest = starts.length ? starts : explaining(wide, facts.filter(({ relation }) => near.includes(relation)), "unknown");
  const mosaics = starts.length ? [] : explaining(mosaic, facts, "unknown").flatMap((start) => start.mosaic ?? []);
  return { entries: [...new Set(nearest.flatMap((start) => entryOf(start) ?? []))], mosaics };
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

function originOf(entries: readonly Entry[], facts: readonly Fact[], told: Told): FamilyReason[] {
  if (entries.join() === "child" && perhapsFathers(told) && facts.some(carriesLikeFather)) return [because("father-or-new", ["mother", "father"])];
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

/** Where the child is not the only one affected or carrying it, no further child is called unlikely to be. */
function ofMother(entries: readonly Entry[], facts: readonly Fact[], contradicted: boolean): FamilyReason[] {
  const tests = facts.flatMap(({ relation, carrier }) => (relation === "mother" && carrier ? [carrier] : []));
  const affected = facts.flatMap((fact) => (fact.affected === "yes" && (fact.relation === "mother" || isSibling(fact)) ? [fact.relation] : []));
  const hers = affected.filter((relation) => !onFathersSide(relation));
  if (contradicted && tests.length === 0) return [];
  const germline = hers.length && !tests.includes("yes") ? [because("several-affected", hers)] : [];
  const carriers = facts.flatMap((fact) => (fact.carrier === "yes" && isSibling(fact) && !onFathersSide(fact.relation) ? [fact.relation] : []));
  if (tests.includes("no") && !affected.length) return carriers.length ? [because("siblings-carry", carriers)] : [because("mother-without-variant", ["mother"])];
  if (tests.includes("no")) return germline;
  if (tests.length === 0 && affected.length === 0 && entries.includes("child")) return [because("mother-untested", ["mother"])];
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
export function counselOf(facts: readonly Fact[], told: Told, verdicts: Verdicts, imprinted: Imprinted): { origin: FamilyReason[]; recurrence: FamilyReason[] } {
  const { consanguinity, transmittedBy, copy } = told;
  if (facts.length === 0 && consanguinity !== "yes") return { origin: [], recurrence: [] };
  const verdict = verdicts["imprinted-maternal"];
  const { entries, mosaics } = entriesOf(imprinted, facts);
  const motherTested = facts.some(({ relation, carrier }) => relation === "mother" && carrier);
  const known = entries.length > 0 && transmittedBy !== "father" && copy !== "father" && (motherTested || verdict === "fits");
  const shown = transmittedBy === "mother" && verdict !== "contradicted";
  return {
    origin: mosaics.length ? [because("mosaic-ancestor", mosaics)] : known ? originOf(entries, facts, told) : [],
    recurrence: [
      ...ofMother(entries, facts, verdict === "contradicted"),
      ...ofCarriers(facts),
      ...(shown ? [] : ofOthers(facts, verdicts)),
    ],
  };
}
