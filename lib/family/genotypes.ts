import type { ChildSex, Relation, Relative } from "./pedigree";
import { onlyOnce, sexOf } from "./pedigree";

type Sex = "female" | "male";
/** Whose genotype a way of inheriting starts from: the grandparents. */
const founders = ["maternal-grandmother", "maternal-grandfather", "paternal-grandmother", "paternal-grandfather"] as const;
type Founder = (typeof founders)[number];

/** Bit 1: the variant on the copy from the mother. Bit 2: on the copy from the father. */
type Genotype = number;
export const MATERNAL = 1;
export const PATERNAL = 2;
const BOTH = 3;

/**
 * Where the variant comes from: what a grandparent is born with, or what arose anew in a parent or the child. Whoever is
 * mosaic passes it to any child and may show anything, by signs and by test, without being born with it.
 */
export type Start = { [Who in Founder | "mother" | "father" | "child"]?: Genotype } & { mosaic?: Relation };

/** One way of inheriting. `shows`: whether somebody of this genotype is affected; null = either way. */
export type Model = {
  starts: readonly Start[];
  /** `of`: what is known of them; of the child nothing more. */
  shows: (genotype: Genotype, sex: Sex, of?: Fact) => boolean | null;
  /** On the X chromosome. */
  x?: true;
  /** The tests that a family tells are tests of this variant. */
  tested?: true;
  /** The other parent of a half-sibling may carry a variant too. */
  anyPartner?: true;
};

/** What is known of a relative. `gave`: tests showed the child's variant on the copy from him. */
export type Fact = Relative & { gave?: true };

const parentsOf: { [Who in Relation | "child"]?: [mother: Relation | null, father: Relation | null] } = {
  mother: ["maternal-grandmother", "maternal-grandfather"], "maternal-aunt": ["maternal-grandmother", "maternal-grandfather"], "maternal-uncle": ["maternal-grandmother", "maternal-grandfather"],
  father: ["paternal-grandmother", "paternal-grandfather"], "paternal-aunt": ["paternal-grandmother", "paternal-grandfather"], "paternal-uncle": ["paternal-grandmother", "paternal-grandfather"],
  child: ["mother", "father"], brother: ["mother", "father"], sister: ["mother", "father"],
  "maternal-half-brother": ["mother", null], "maternal-half-sister": ["mother", null], "paternal-half-brother": [null, "father"], "paternal-half-sister": [null, "father"],
};

const auntsAndUncles: readonly Relation[] = ["maternal-aunt", "maternal-uncle", "paternal-aunt", "paternal-uncle"];
const siblings: readonly Relation[] = ["brother", "sister", "maternal-half-brother", "maternal-half-sister", "paternal-half-brother", "paternal-half-sister"];

/** One variant that entered the family once: with a grandparent, or anew in a parent or the child. */
export const once: readonly Start[] = [...founders, "mother", "father", "child"].flatMap((who) => [{ [who]: MATERNAL }, { [who]: PATERNAL }]);

const onBothSides = (mothers: readonly Founder[], fathers: readonly Founder[]): Start[] =>
  mothers.flatMap((one) => fathers.flatMap((other) => [MATERNAL, PATERNAL].flatMap((copy) => [{ [one]: copy, [other]: MATERNAL }, { [one]: copy, [other]: PATERNAL }])));

/** Parents who are related may both have it from one ancestor: once on either side. */
export const onceOnBothSides = onBothSides(founders.slice(0, 2), founders.slice(2));

/** The same, and another variant, which has nothing to do with it, on the father's side, wherever that one entered. */
const besideFathers = (starts: readonly Start[]): Start[] => starts.flatMap((start) => [...founders.slice(2), "father" as const].flatMap((who) => [{ ...start, [who]: MATERNAL }, { ...start, [who]: PATERNAL }]));

/** Two variants that have nothing to do with each other: one on the mother's side or new in the child, one on the father's. */
export const separately = besideFathers([...[...founders.slice(0, 2), "mother" as const].flatMap((who) => [{ [who]: MATERNAL }, { [who]: PATERNAL }]), { child: MATERNAL }]);

/** Somebody born without the variant, in part of whose body it arose. */
const mosaic: readonly Start[] = (["mother", ...founders.slice(0, 2)] as const).map((who) => ({ mosaic: who }));
export const mosaicAlone: readonly Start[] = [...mosaic, ...besideFathers(mosaic)];

/** The same beside a second event nearer to the child. */
export const mosaicAndNew: readonly Start[] = founders.slice(0, 2).flatMap((who) => [{ mother: MATERNAL }, { mother: PATERNAL }, { child: MATERNAL }].map((start) => ({ ...start, mosaic: who })));

/** Any grandparents carry it, on one copy or both; on which one makes no difference where both count alike. */
export const anywhere: readonly Start[] = founders.reduce<Start[]>((starts, who) => starts.flatMap((start) => [MATERNAL, 0, BOTH].map((genotype) => ({ ...start, [who]: genotype }))), [{}]);

/** The starts under which genotypes exist that agree with an affected child and with every fact. */
export function explaining(model: Model, facts: readonly Fact[], childSex: ChildSex): Start[] {
  const limits = limitsOf(model, facts, childSex);
  return model.starts.filter((start) => explains(model, start, limits));
}

/** Is there one at all? */
export function possible(model: Model, facts: readonly Fact[], childSex: ChildSex): boolean {
  const limits = limitsOf(model, facts, childSex);
  return model.starts.some((start) => explains(model, start, limits));
}

/** A set of genotypes, or of what a parent can pass on (0 or 1): bit g stands for g. */
type Several = number;
const ANY: Several = 0b1111;
type Held = Partial<Record<Relation, Genotype>>;
/** Which genotypes agree with what is known: of the ancestors, of whom there is one each, of all others, and of the child by its sex. */
type Limits = { ancestors: Partial<Record<Relation, Several>>; others: { relation: Relation; agreeing: Several }[]; child: { sex: Sex; agreeing: Several }[] };

function limitsOf(model: Model, facts: readonly Fact[], childSex: ChildSex): Limits {
  const agreeing = (agrees: (genotype: Genotype) => boolean): Several => Number(agrees(0)) | (Number(agrees(1)) << 1) | (Number(agrees(2)) << 2) | (Number(agrees(3)) << 3);
  const limits: Limits = { ancestors: {}, others: [], child: [] };
  for (const fact of facts) {
    const limit = { relation: fact.relation, agreeing: agreeing((genotype) => agrees(model, fact, genotype)) };
    if (onlyOnce.includes(fact.relation)) limits.ancestors[fact.relation] = (limits.ancestors[fact.relation] ?? ANY) & limit.agreeing;
    else if (!limits.others.some((other) => other.relation === limit.relation && other.agreeing === limit.agreeing)) limits.others.push(limit);
  }
  const sexes: Sex[] = childSex === "female" || childSex === "male" ? [childSex] : ["female", "male"];
  limits.child = sexes.map((sex) => ({ sex, agreeing: agreeing((genotype) => model.shows(genotype, sex) !== false) }));
  return limits;
}

function agrees({ shows, tested }: Model, fact: Fact, genotype: Genotype): boolean {
  const { relation, affected, carrier, gave } = fact;
  if (tested && gave) return false;
  const shown = shows(genotype, sexOf(relation), fact);
  return (!affected || shown === null || shown === (affected === "yes")) && (!tested || !carrier || genotype > 0 === (carrier === "yes"));
}

function explains(model: Model, start: Start, { ancestors, others, child }: Limits): boolean {
  for (const who of founders) if (start.mosaic !== who && !has(ancestors[who] ?? ANY, start[who] ?? 0)) return false;
  const limit = (who: Relation) => (start.mosaic === who ? ANY : (ancestors[who] ?? ANY));
  const each = (among: readonly Relation[], held: Held) => others.every(({ relation, agreeing }) => !among.includes(relation) || born(model, start, held, relation, sexOf(relation)) & agreeing);
  if (!each(auntsAndUncles, start)) return false;
  const [mothers, fathers] = [born(model, start, start, "mother", "female") & limit("mother"), born(model, start, start, "father", "male") & limit("father")];
  const held: Held = {};
  for (held.mother = 0; held.mother <= BOTH; held.mother++) {
    if (!has(mothers, held.mother)) continue;
    for (held.father = 0; held.father <= BOTH; held.father++) {
      if (has(fathers, held.father) && child.some(({ sex, agreeing }) => born(model, start, held, "child", sex) & agreeing) && each(siblings, held)) return true;
    }
  }
  return false;
}

const has = (several: Several, genotype: Genotype) => ((several >> genotype) & 1) === 1;

/** The genotypes that somebody can be born with. */
function born(model: Model, start: Start, held: Held, who: Relation | "child", sex: Sex): Several {
  const [mother, father] = parentsOf[who] ?? [];
  const arose = who === "mother" || who === "father" || who === "child" ? (start[who] ?? 0) : 0;
  const [fromMother, fromFather] = [passed(model, start, held, mother), sex === "male" && model.x ? 0b01 : passed(model, start, held, father)];
  let genotypes = 0;
  for (let genotype = 0; genotype <= BOTH; genotype++) if (has(fromMother, genotype & MATERNAL) && has(fromFather, genotype >> 1)) genotypes |= 1 << ((genotype | arose) & (sex === "male" && model.x ? MATERNAL : BOTH));
  return genotypes;
}

/** What a parent can pass on. A father passes his one X on to his daughters. */
function passed(model: Model, start: Start, held: Held, parent: Relation | null | undefined): Several {
  if (!parent) return model.anyPartner ? 0b11 : 0b01;
  if (start.mosaic === parent) return 0b11;
  const genotype = held[parent] ?? 0;
  return (1 << (genotype & MATERNAL)) | (1 << (model.x && sexOf(parent) === "male" ? genotype & MATERNAL : genotype >> 1));
}

/**
 * By whom something is impossible: sets of facts of which each is impossible by itself and loses that with any one fact
 * left out; without all of them together, what remains is possible. An empty set: impossible whatever the family.
 */
export function conflicts(isPossible: (facts: readonly Fact[]) => boolean, facts: readonly Fact[]): Fact[][] {
  if (isPossible(facts)) return [];
  if (!isPossible([])) return [[]];
  const found = facts.filter((fact) => !isPossible([fact])).map((fact) => [fact]);
  for (let rest = facts; ; ) {
    rest = rest.filter((fact) => !found.some((core) => core.includes(fact)));
    if (isPossible(rest)) return found;
    const shrink = (kept: readonly Fact[], fact: Fact) => {
      const without = kept.filter((one) => one !== fact);
      return isPossible(without) ? kept : without;
    };
    found.push([...rest.reduce(shrink, rest)]);
  }
}
