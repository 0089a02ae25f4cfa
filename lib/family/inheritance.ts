import { counselOf } from "./counsel";
import { anywhere, conflicts, explaining, MATERNAL, mosaicAlone, mosaicAndNew, once, onceOnBothSides, PATERNAL, possible, separately } from "./genotypes";
import type { Fact, Model, Start } from "./genotypes";
import { carriesLikeFather, mothersCopy, perhapsFathers, settled } from "./origin";
import type { Copy, Told } from "./origin";
import { inOrder, onFathersSide } from "./pedigree";
import type { ChildSex, Family, Relation, Relative } from "./pedigree";
import { because } from "./reasons";
import type { FamilyCode, FamilyReason } from "./reasons";

export type { FamilyReason, FamilySource } from "./reasons";

/** The ways of inheriting of CDKN1C, POLE, SAMD9 and NR0B1. */
export const modes = ["imprinted-maternal", "recessive", "dominant-new", "x-linked"] as const;
export type Mode = (typeof modes)[number];
/** `fits`: it explains all that is known and something speaks for it. `contradicted`: by whom, stands in the reasons. `open`: neither; reasons then say what speaks against it. */
export type Verdict = "fits" | "contradicted" | "open";
export type FamilyReading = { version: "1.0"; modes: { mode: Mode; verdict: Verdict; reasons: FamilyReason[] }[]; origin: FamilyReason[]; recurrence: FamilyReason[] };

/**
 * `plain`: without anything rare. `wide`: with what is described for this gene. `mosaic`: with an ancestor who is mosaic besides.
 * What even the last of them does not explain is contradicted.
 */
type Way = {
  plain: Model;
  wide: Model;
  mosaic?: Model;
  against: (core: readonly Fact[], told: Told) => FamilyReason;
  speaksFor: (facts: readonly Fact[], told: Told) => FamilyReason[];
  contradicts: (core: Fact[], childSex: ChildSex) => FamilyCode;
};

const maternalLine: readonly Relation[] = ["mother", "brother", "sister", "maternal-half-brother", "maternal-half-sister", "maternal-grandmother", "maternal-grandfather", "maternal-aunt", "maternal-uncle"];
const named = (facts: readonly Fact[]) => facts.map(({ relation }) => relation);
const having = (facts: readonly Fact[], sign: "affected" | "carrier", among: readonly Relation[]) => named(facts.filter((fact) => fact[sign] === "yes" && among.includes(fact.relation)));
const told = (code: FamilyCode, relatives: readonly Relation[]) => (relatives.length ? [because(code, relatives)] : []);

const unusually = (code: FamilyCode) => (core: readonly Fact[]) => because(code, named(core));

/** A sibling who carries it may not show it yet. Carriers on the father's side may have it apart from the child: that explains their tests, not their signs. */
const imprinted = (related: boolean) => {
  const shows: Model["shows"] = (genotype) => (genotype & MATERNAL) > 0;
  const wide: Model = {
    starts: [...once, ...separately],
    shows: (genotype, sex, of) => (of && silentSibling(of) ? null : of && !related && onFathersSide(of.relation) ? false : shows(genotype, sex)),
    tested: true,
  };
  const mosaic: Model = { ...wide, starts: [...wide.starts, ...mosaicAlone] };
  const plain: Model = { starts: related ? [...once, ...onceOnBothSides] : once, shows, tested: true };
  return { plain, wide, mosaic, against: againstImprinting, speaksFor: speaksForImprinting, contradicts: (core, sex) => contradictsImprinting(wide, core, sex) } satisfies Way;
};

const silentSibling = ({ relation, affected, carrier }: Fact) => carrier === "yes" && affected === "no" && ["brother", "sister", "maternal-half-brother", "maternal-half-sister"].includes(relation);

function againstImprinting(core: readonly Fact[], told: Told): FamilyReason {
  const [silent, fathers] = [core.filter(silentSibling), core.filter(({ relation, carrier }) => carrier === "yes" && onFathersSide(relation))];
  const his = perhapsFathers(told) ? core.filter(carriesLikeFather) : [];
  if (his.length) return because("perhaps-from-father", named(his));
  if (silent.length) return because("carrier-sibling-unaffected", named(silent));
  return fathers.length ? because("carried-on-fathers-side", named(fathers)) : because("not-one-variant", named(core));
}

function speaksForImprinting(facts: readonly Fact[], { copy }: Told): FamilyReason[] {
  const silentMother = facts.some(({ relation, affected }) => relation === "mother" && affected === "no");
  const siblings = silentMother ? having(facts, "affected", ["brother", "sister"]) : [];
  return [
    ...(copy === "mother" ? [because("on-mothers-copy", ["mother"])] : []),
    ...(siblings.length ? [because("siblings-through-silent-mother", ["mother", ...siblings])] : []),
    ...told("affected-in-maternal-line", having(facts, "affected", maternalLine).filter((relation) => !siblings.includes(relation))),
    ...told("carried-in-maternal-line", having(facts, "carrier", maternalLine)),
  ];
}

function contradictsImprinting(wide: Model, core: Fact[], childSex: ChildSex): FamilyCode {
  const mother = core.filter(({ relation }) => relation === "mother");
  const testsAlone = possible({ ...wide, shows: () => null }, core.map(({ relation, carrier }) => ({ relation, ...(carrier && { carrier }) })), childSex);
  if (core.some(({ gave }) => gave)) return "variant-from-father";
  if (!testsAlone) return "tests-disagree";
  if (core.every(({ relation }) => onFathersSide(relation))) return "father-side";
  if (mother.some(({ carrier }) => carrier === "no")) return "mother-tested-negative";
  return mother.some(({ affected }) => affected === "no") && core.some(({ relation }) => /^maternal-(grandmother|aunt|uncle)$/.test(relation)) ? "mother-would-be-affected" : "not-one-variant";
}

const recessive = (related: boolean): Way => {
  const shows: Model["shows"] = (genotype) => genotype === (MATERNAL | PATERNAL);
  return {
    plain: { starts: related ? anywhere : onceOnBothSides, shows },
    wide: { starts: anywhere, shows, anyPartner: true },
    against: unusually("more-carriers-needed"),
    speaksFor: (facts, { consanguinity }) => [...told("siblings-affected", having(facts, "affected", ["brother", "sister"])), ...(consanguinity === "yes" ? [because("parents-related")] : [])],
    contradicts: () => "not-recessive",
  };
};

const dominant = (related: boolean): Way => {
  const starts = related ? [...once, ...onceOnBothSides] : once;
  return {
    plain: { starts, shows: (genotype) => genotype > 0 },
    wide: { starts, shows: (genotype) => (genotype > 0 ? null : false) },
    against: unusually("not-simply-new"),
    speaksFor: (facts) => told("parent-affected", having(facts, "affected", ["mother", "father"])),
    contradicts: () => "not-one-dominant",
  };
};

const xLinked = (related: boolean): Way => {
  const starts = related ? [...once, ...onceOnBothSides] : once;
  const carrierShows = (carrier: false | null): Model["shows"] => (genotype, sex) => (sex === "male" ? (genotype & MATERNAL) > 0 : genotype === 0 ? false : genotype === (MATERNAL | PATERNAL) || carrier);
  return {
    plain: { starts, shows: carrierShows(false), x: true },
    wide: { starts, shows: carrierShows(null), x: true },
    against: unusually("females-rarely-affected"),
    speaksFor: (facts) => told("males-in-maternal-line", having(facts, "affected", ["brother", "maternal-half-brother", "maternal-uncle", "maternal-grandfather"])),
    contradicts: (core, childSex) => (childSex === "male" && core.every(({ relation }) => relation === "father") ? "father-to-son" : "not-one-x"),
  };
};

const ways: Record<Mode, (related: boolean) => Way> = { "imprinted-maternal": imprinted, recessive, "dominant-new": dominant, "x-linked": xLinked };

/** What would explain it after all, each by itself: a mosaic ancestor, somebody who has it and does not show it, or another cause in somebody. */
function rescues(wide: Model, facts: readonly Fact[], cores: Fact[][], childSex: ChildSex): FamilyReason[] {
  const without = (sign: "yes" | "no") => cores.flat().filter((fact) => {
    const { affected, ...rest } = fact;
    return affected === sign && possible(wide, facts.map((one) => (one === fact ? rest : one)), childSex);
  });
  const mosaics = (starts: readonly Start[]) => explaining({ ...wide, starts }, facts, childSex).flatMap((start) => start.mosaic ?? []);
  const alone = mosaics(mosaicAlone);
  return [
    ...(alone.length ? [because("mosaicism-would-explain", alone)] : told("mosaicism-and-new-would-explain", mosaics(mosaicAndNew))),
    ...told("silent-carrier-would-explain", named(without("no"))),
    ...told("other-cause-would-explain", named(without("yes"))),
  ];
}

function judge(mode: Mode, facts: readonly Fact[], told: Told, childSex: ChildSex): FamilyReading["modes"][number] {
  const { plain, wide, mosaic, against, speaksFor, contradicts } = ways[mode](told.consanguinity === "yes");
  const unexplained = (model: Model) => conflicts((some) => possible(model, some, childSex), facts);
  if (!possible(wide, facts, childSex)) {
    const impossible = unexplained(mosaic ?? wide);
    const cores = impossible.length ? impossible : unexplained(wide);
    const saved = mosaic ? rescues(wide, facts, cores, childSex) : [];
    return { mode, verdict: impossible.length ? "contradicted" : "open", reasons: together([...cores.map((core) => because(contradicts(core, childSex), named(core))), ...saved]) };
  }
  const rare = together(unexplained(plain).map((core) => against(core, told)));
  // What the father's side carries takes nothing from what was shown to be the mother's copy.
  const beside = mothersCopy(told) && rare.every(({ code }) => code === "carried-on-fathers-side");
  if (rare.length && !beside) return { mode, verdict: "open", reasons: rare };
  const reasons = speaksFor(facts, told);
  const unphased = mosaic && told.transmittedBy === "new" && !told.copy ? [because("new-in-child", ["mother", "father"])] : [];
  return { mode, verdict: reasons.length ? "fits" : "open", reasons: [...reasons, ...rare, ...unphased] };
}

/** What has one code is said once, of all whom it concerns. */
function together(reasons: readonly FamilyReason[]): FamilyReason[] {
  const codes = [...new Set(reasons.map(({ code }) => code))];
  return codes.map((code) => because(code, reasons.flatMap((reason) => (reason.code === code ? reason.relatives : []))));
}

/** What is known, in the family's own order, without those of whom nothing is. What tests showed of the transmission is what they showed of the parents. */
function factsOf({ copy, ...family }: Told): Fact[] {
  const { transmittedBy, relatives } = inOrder(family);
  const shown: Fact[] = {
    mother: [{ relation: "mother", carrier: "yes" }] as Fact[],
    father: [{ relation: "father", carrier: "yes", gave: true }] as Fact[],
    new: [{ relation: "mother", carrier: "no" }, { relation: "father", carrier: "no" }] as Fact[],
    untold: [],
  }[transmittedBy ?? "untold"];
  if (copy === "father" && transmittedBy !== "father") shown.push({ relation: "father", gave: true });
  const again = ({ relation, carrier }: Relative) => shown.some((one) => one.relation === relation && one.carrier === carrier);
  const facts = [...shown, ...relatives.map((one) => (again(one) ? { ...one, carrier: undefined } : one)).filter(({ affected, carrier }) => affected ?? carrier)];
  return facts.filter((fact, at) => facts.findIndex((one) => JSON.stringify(one) === JSON.stringify(fact)) === at);
}

/** The child whose condition is to be explained. `copy`: where testing showed its CDKN1C variant. */
export type Child = { sex: ChildSex; copy?: Copy };

/**
 * What the family says of how the child's condition is inherited. Each way of inheriting is a model of genotypes; it is
 * asked whether any genotypes agree with an affected child and with all that is known. Tests are of CDKN1C and count for it alone.
 * @returns a verdict for each way, where the CDKN1C variant came from, and what that means for others
 */
export function readFamily(family: Family, { sex, copy }: Child): FamilyReading {
  const { told, disagree } = settled(family, copy);
  const facts = factsOf(told);
  const judged = modes.map((mode) => {
    const one = judge(mode, facts, told, sex);
    if (!disagree || mode !== "imprinted-maternal") return one;
    return { ...one, verdict: one.verdict === "contradicted" ? one.verdict : ("open" as const), reasons: [because(disagree.code, disagree.relatives), ...one.reasons] };
  });
  const verdicts = Object.fromEntries(judged.map(({ mode, verdict }) => [mode, verdict])) as Record<Mode, Verdict>;
  return { version: "1.0", modes: judged, ...counselOf(facts, told, verdicts, imprinted(family.consanguinity === "yes")) };
}
