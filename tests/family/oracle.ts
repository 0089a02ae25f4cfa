import type { Mode } from "@/lib/family/inheritance";
import type { ChildSex, Family, Relation, Relative } from "@/lib/family/pedigree";

/**
 * A second opinion, written from chromosomes and not from genotypes: every way in which the chromosomes of four grandparents
 * can come down a family is gone through, and every way in which a variant can have got onto them. What the members then
 * show is kept as bits. It shares no code with the engine.
 */
type Name = Relation | "child" | "outsider";
type Member = { name: Name; female: boolean; mother?: Name; father?: Name };
type Copies = readonly [fromMother: number, fromFather: number];
type Outcome = { carries: number; must: number; can: number; gave: "mother" | "father" | "both" | "new"; mosaic?: Name };
export type Outcomes = { order: readonly Name[]; plain: Outcome[]; wide: Outcome[]; mosaic: Outcome[] };

const grandparents: readonly Member[] = (["maternal", "paternal"] as const).flatMap((side) => [{ name: `${side}-grandmother`, female: true }, { name: `${side}-grandfather`, female: false }] satisfies Member[]);
const parents: readonly Member[] = [
  { name: "mother", female: true, mother: "maternal-grandmother", father: "maternal-grandfather" },
  { name: "father", female: false, mother: "paternal-grandmother", father: "paternal-grandfather" },
];

function memberOf(name: Relation): Member {
  const female = /sister|aunt/.test(name);
  if (/aunt|uncle/.test(name)) return { name, female, mother: name.startsWith("maternal") ? "maternal-grandmother" : "paternal-grandmother", father: name.startsWith("maternal") ? "maternal-grandfather" : "paternal-grandfather" };
  return { name, female, mother: name.startsWith("paternal-half") ? "outsider" : "mother", father: name.startsWith("maternal-half") ? "outsider" : "father" };
}

/** Eight bits for the grandparents' chromosomes, six for the moments at which a variant can be new, one for outsiders; then two for the moments of each other relative, at which only a mosaic parent gives it. */
const chromosome = (at: number) => 1 << at;
const moments: Partial<Record<Name, Copies>> = { mother: [1 << 8, 1 << 9], father: [1 << 10, 1 << 11], child: [1 << 12, 1 << 13] };
const OUTSIDER = 1 << 14;
const given = (at: number): Copies => [1 << (15 + 2 * at), 1 << (16 + 2 * at)];

/** Every descent of the chromosomes: of each member, which marks its two copies bear. */
function* descents(members: readonly Member[], x: boolean): Generator<Map<Name, Copies>> {
  const born = members.filter(({ mother }) => mother);
  for (let toss = 0; toss < 1 << (2 * born.length); toss++) {
    const copies = new Map<Name, Copies>(grandparents.map(({ name, female }, at) => [name, [chromosome(2 * at), x && !female ? 0 : chromosome(2 * at + 1)]]));
    copies.set("outsider", [OUTSIDER, OUTSIDER]);
    born.forEach(({ name, female, mother = "outsider", father = "outsider" }, at) => {
      const [mothers, fathers] = [copies.get(mother) ?? [0, 0], copies.get(father) ?? [0, 0]];
      const [newOnMothers, newOnFathers] = moments[name] ?? given(at);
      const fromMother = mothers[(toss >> (2 * at)) & 1 ? 1 : 0] | newOnMothers;
      const fromFather = (x ? fathers[0] : fathers[(toss >> (2 * at + 1)) & 1 ? 1 : 0]) | newOnFathers;
      copies.set(name, [fromMother, x && !female ? 0 : fromFather]);
    });
    yield copies;
  }
}

const all = (length: number) => Array.from({ length }, (_, at) => at);
const single = all(14).map(chromosome);
const both = (mothers: readonly number[], fathers: readonly number[]) => mothers.flatMap((one) => fathers.map((other) => chromosome(one) | chromosome(other)));
const either = both([0, 1, 2, 3], [4, 5, 6, 7]);
const apart = both([0, 1, 2, 3, 8, 9, 12, 13], [4, 5, 6, 7, 10, 11]);
const fathers = [0, ...[4, 5, 6, 7, 10, 11].map(chromosome)];

/** Where the variant stands, as sets of marks: usual ones, and whatever is described. */
function variants(mode: Mode, related: boolean): [plain: readonly number[], wide: readonly number[]] {
  const anywhere = all(256);
  if (mode === "recessive") return [related ? anywhere : either, anywhere.flatMap((marks) => [marks, marks | OUTSIDER])];
  const once = related ? [...single, ...either] : single;
  return [once, mode === "imprinted-maternal" ? [...once, ...apart] : once];
}

const anyOf = (marks: readonly number[]) => marks.reduce<number[]>((sets, mark) => sets.flatMap((set) => [set, set | mark]), [0]);

/** What a mosaic ancestor can give: it or not, to each child, beside anything on the father's side. */
function mosaics(members: readonly Member[]): { who: Name; marks: readonly number[] }[] {
  const born = members.filter(({ mother }) => mother);
  return (["mother", "maternal-grandmother", "maternal-grandfather"] as const).map((who) => {
    const marks = born.flatMap(({ name, mother, father }, at) => (mother === who ? [(moments[name] ?? given(at))[0]] : father === who ? [(moments[name] ?? given(at))[1]] : []));
    return { who, marks: anyOf(marks).flatMap((set) => fathers.map((mark) => set | mark)) };
  });
}

/** [must be affected, can be affected] */
function shows(mode: Mode, wide: boolean, female: boolean, mat: boolean, pat: boolean): [must: boolean, can: boolean] {
  if (mode === "imprinted-maternal") return [mat, mat];
  if (mode === "recessive") return [mat && pat, mat && pat];
  if (mode === "dominant-new") return wide ? [false, mat || pat] : [mat || pat, mat || pat];
  if (!female) return [mat, mat];
  return [mat && pat, wide ? mat || pat : mat && pat];
}

/** Only tests are explained by a variant that the father's side has apart from the child. */
const signless = (mode: Mode, name: Name) => mode === "imprinted-maternal" && /^(father|paternal)/.test(name);

function outcomes(mode: Mode, wide: boolean, members: readonly Member[], marks: readonly number[], related: boolean, mosaic?: Name): Outcome[] {
  const seen = new Map<number, Outcome>();
  const child = members.findIndex(({ name }) => name === "child");
  // What each member shows, by the copies on which they have it: 1 where it must be, 2 where it can be.
  const looks = members.map(({ name, female }) => [0, 1, 2, 3].map((on) => (wide && !related && signless(mode, name) ? 0 : shows(mode, wide, female, (on & 1) > 0, on > 1).reduce((sum, one, at) => sum | (Number(one) << at), 0))));
  for (const copies of descents(members, mode === "x-linked")) {
    const borne = members.map(({ name }) => copies.get(name) ?? ([0, 0] as const));
    const on = ([one, other]: Copies, variant: number) => (one & variant ? 1 : 0) | (other & variant ? 2 : 0);
    const mothers = copies.get("mother") ?? [0, 0];
    for (const variant of marks) {
      const childs = on(borne[child] ?? [0, 0], variant);
      if (!((looks[child]?.[childs] ?? 0) & 2)) continue;
      const gave = childs === 3 ? "both" : childs === 2 ? "father" : on(mothers, variant) ? "mother" : "new";
      const outcome: Outcome = { carries: 0, must: 0, can: 0, gave, ...(mosaic && { mosaic }) };
      for (const [at, both] of borne.entries()) {
        const where = on(both, variant);
        const shown = looks[at]?.[where] ?? 0;
        if (where) outcome.carries |= 1 << at;
        outcome.must |= (shown & 1) << at;
        outcome.can |= (shown >> 1) << at;
      }
      seen.set((((outcome.carries * 512 + outcome.must) * 512 + outcome.can) * 4) + ["mother", "father", "both", "new"].indexOf(gave), outcome);
    }
  }
  return [...seen.values()];
}

/** All that a family of four grandparents, two parents, the child and these relatives can show, in one mode. */
export function allOutcomes(mode: Mode, relatives: readonly Relation[], childSex: ChildSex, related: boolean): Outcomes {
  const sexes = childSex === "male" || childSex === "female" ? [childSex] : ["male", "female"];
  const order: Name[] = [...grandparents, ...parents].map(({ name }) => name).concat("child", ...relatives);
  const [plain, wide] = variants(mode, related);
  const members = (sex: string): Member[] => [...grandparents, ...parents, { name: "child", female: sex === "female", mother: "mother", father: "father" }, ...relatives.map(memberOf)];
  const mosaic = mode === "imprinted-maternal" ? sexes.flatMap((sex) => mosaics(members(sex)).flatMap(({ who, marks }) => outcomes(mode, true, members(sex), marks, related, who))) : [];
  return { order, mosaic, plain: sexes.flatMap((sex) => outcomes(mode, false, members(sex), plain, related)), wide: sexes.flatMap((sex) => outcomes(mode, true, members(sex), wide, related)) };
}

/** The family, and on which of its copies the child's variant was shown. */
export type Case = Family & { copy?: "mother" | "father" };

/** A parent's own test against what is told of the transmission, or either against the child's copy: none counts. */
function settled({ transmittedBy: by, copy, relatives }: Case): Omit<Case, "consanguinity"> {
  const against = ({ relation, carrier }: Relative) => (relation === "mother" || relation === "father") && ((by === "new" && carrier === "yes") || (by === relation && carrier === "no"));
  const untested = (which: (one: Relative) => boolean) => ({ relatives: relatives.map((one) => (which(one) ? { relation: one.relation, ...(one.affected && { affected: one.affected }) } : one)) });
  if (relatives.some(against)) return untested(against);
  if (copy && by === (copy === "mother" ? "father" : "mother")) return { relatives };
  const parents = (["mother", "father"] as const).map((parent) => relatives.find(({ relation }) => relation === parent)?.carrier).join();
  if (copy && by !== "new" && parents === (copy === "mother" ? "no,yes" : "yes,no")) return untested(({ relation }) => relation === "mother" || relation === "father");
  return { relatives, ...(copy && { copy }), ...(by && { transmittedBy: by }) };
}

const isSilent = ({ relation, affected, carrier }: Relative) => affected === "no" && carrier === "yes" && /^(maternal-half-)?(brother|sister)$/.test(relation);

/** Is there an outcome that agrees with the family? Tests count for CDKN1C alone; where it is read widely, a sibling who carries it need not show it. */
export function agree(family: Case, order: readonly Name[], list: readonly Outcome[], mode: Mode, wide: boolean): boolean {
  const { transmittedBy, copy, relatives } = mode === "imprinted-maternal" ? settled(family) : { ...family, copy: undefined };
  if (copy === "father") return false;
  const bits = (sign: "affected" | "carrier", said: "yes" | "no") => relatives.reduce((sum, relative) => (relative[sign] === said && !(wide && mode === "imprinted-maternal" && sign === "affected" && isSilent(relative)) ? sum | (1 << order.indexOf(relative.relation)) : sum), 0);
  const [ill, well] = [bits("affected", "yes"), bits("affected", "no")];
  const [has, lacks] = mode === "imprinted-maternal" ? [bits("carrier", "yes"), bits("carrier", "no")] : [0, 0];
  const by = mode === "imprinted-maternal" ? transmittedBy : undefined;
  const noParent = (carries: number) => ((carries >> order.indexOf("mother")) & 1) === 0 && ((carries >> order.indexOf("father")) & 1) === 0;
  return list.some(({ carries, must, can, gave, mosaic }) => {
    // Whoever is mosaic may show anything.
    const counts = mosaic ? ~(1 << order.indexOf(mosaic)) : ~0;
    const from = mosaic === "mother" && by === "mother" && gave === "new" ? by : gave;
    return (ill & ~can & counts) === 0 && (well & must & counts) === 0 && (has & ~carries & counts) === 0 && (lacks & carries & counts) === 0 &&
      (by === undefined || (by === "new" ? gave === "new" && noParent(carries) : from === by));
  });
}
