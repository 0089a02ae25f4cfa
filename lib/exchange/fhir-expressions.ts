import { ages, contexts } from "@/lib/screening/bands";
import type { AgeBand, Context } from "@/lib/screening/bands";
import type { FeatureId } from "@/lib/screening/checklist";
import { flagRules, genitalSigns, hierarchy, letterRules, letters, sizeLimits } from "@/lib/screening/rules";
import type { Letter, LetterStatus, When } from "@/lib/screening/rules";
import { presence } from "./fhir-codes";

/** A named FHIRPath expression: evaluated in order, each may use those before it as %name. */
export type Variable = { name: string; expression: string };

/** The linkId of a feature's question. */
export const findingLink = (feature: FeatureId) => `finding.${feature}`;

const text = (value: string) => `'${value}'`;
const among = (values: readonly string[]) => `(${values.map(text).join(" | ")})`;
const all = (conditions: readonly string[]) => (conditions.length ? conditions.map((one) => `(${one})`).join(" and ") : "true");
const either = (conditions: readonly string[]) => (conditions.length ? conditions.map((one) => `(${one})`).join(" or ") : "false");
const links = (features: readonly FeatureId[]) => among(features.map(findingLink));
const answered = "%resource.repeat(item)";
const valueOf = (linkId: string) => `${answered}.where(linkId = ${text(linkId)}).answer.value`;
/** Takes the first case whose condition holds. */
const cases = (given: readonly (readonly [condition: string, value: string])[], otherwise: string) => given.reduceRight((rest, [condition, value]) => `iif(${condition}, ${text(value)}, ${rest})`, otherwise);

/** The sets that a rule is asked of; letter I reads others once a weight is measured. */
type Sets = { observed: string; excluded: string };
const plain: Sets = { observed: "%observed", excluded: "%excluded" };
const withoutTick: Sets = { observed: "%observedAtBirth", excluded: "%excludedAtBirth" };

/** What holds() asks of a row of the rules, as one condition. */
export function conditionOf({ any = [], among: counted, excluded = [], known, open = [], given = {} }: When, { observed, excluded: absent }: Sets = plain): string {
  const wanted = Object.entries(given) as [keyof Context, boolean][];
  return all([
    ...any.map((group) => `${observed}.intersect(${links(group)}).exists()`),
    ...(counted ? [`${observed}.intersect(${links(counted.of)}).count() >= ${counted.count}`] : []),
    ...excluded.map((feature) => `${text(findingLink(feature))} in ${absent}`),
    ...(known ? [`(${observed} | ${absent}).intersect(${links(known)}).exists()`] : []),
    ...(open.length ? [`(${observed} | ${absent}).intersect(${links(open)}).empty()`] : []),
    ...wanted.map(([context, is]) => `(${text(`context.${context}`)} in %given)${is ? "" : ".not()"}`),
  ]);
}

/** The findings with what follows from them by the hierarchy, as normalise() adds it. */
function findings(): Variable[] {
  const ticked = (code: string) => `${answered}.where(linkId.startsWith('finding.') and answer.value.code = ${text(code)}).linkId`;
  const aboves = [...new Set(hierarchy.map(([, above]) => above))];
  const below = (above: FeatureId) => hierarchy.filter(([, one]) => one === above).map(([one]) => one);
  const up = aboves.map((above) => `iif(%ticked.intersect(${links(below(above))}).exists(), ${text(findingLink(above))}, {})`);
  const down = aboves.map((above) => `iif(${text(findingLink(above))} in %ruledOut, ${links(below(above))}.exclude(%observed), {})`);
  return [
    { name: "ticked", expression: ticked(presence.observed.code) },
    { name: "observed", expression: ["%ticked", ...up].join(" | ") },
    { name: "ruledOut", expression: `${ticked(presence.excluded.code)}.exclude(%observed)` },
    { name: "excluded", expression: ["%ruledOut", ...down].join(" | ") },
    { name: "observedAtBirth", expression: `iif(%weight.exists(), %observed.exclude(${links(["sga"])}), %observed)` },
    { name: "excludedAtBirth", expression: `iif(%weight.exists(), %excluded.exclude(${links(["sga"])}), %excluded)` },
  ];
}

/** A z-score in whole tenths, a half away from zero, as roundZ() rounds: tenths compare without a decimal's tail. */
const tenths = (measure: "weight" | "length") => `${valueOf(`size.${measure}`)}.select(iif($this < 0, -1, 1) * ($this.abs() * 10 + 0.500000001).floor())`;
const limit = (z: number) => String(Math.round(z * 10));

function child(): Variable[] {
  return [
    { name: "weight", expression: tenths("weight") },
    { name: "length", expression: tenths("length") },
    { name: "given", expression: `${answered}.where((linkId in ${among(contexts.map((context) => `context.${context}`))}) and answer.value = true).linkId` },
    { name: "age", expression: `${valueOf("age")}.code` },
  ];
}

/** Which status the rows of a letter reach, in order; `measured` are conditions beside the rows. */
function byRows(letter: Letter, otherwise: string, order: readonly LetterStatus[] = ["met", "supported", "not-met"], sets: Sets = plain, measured: Partial<Record<LetterStatus, string[]>> = {}): string {
  const reached = (status: LetterStatus) => [...(measured[status] ?? []), ...letterRules.filter((rule) => rule.letter === letter && rule.status === status).map(({ when }) => conditionOf(when, sets))];
  return cases(order.map((status) => [either(reached(status)), status]), otherwise);
}

function letterI(): string {
  const { weight, length } = sizeLimits;
  const met = [`%weight <= ${limit(weight.met)}`, `%length <= ${limit(length.met)}`].map(certain);
  const supported = [certain(`%weight > ${limit(weight.met)} and %weight <= ${limit(weight.small)}`)];
  const normal = [`${certain(`%weight > ${limit(weight.small)}`)} and (%length.empty() or ${certain(`%length > ${limit(length.small)}`)})`];
  return byRows("I", text("unknown"), ["met", "not-met", "supported"], withoutTick, { met, supported, "not-met": normal });
}

/** False where the measure was not given, instead of empty. */
function certain(comparison: string): string {
  return `iif(${comparison}, true, false)`;
}

function letterM(): string {
  const late: AgeBand[] = ages.filter((age) => age !== "unknown" && ages.indexOf(age) >= ages.indexOf("child"));
  const seen = all([`${text(findingLink("metaphyseal-dysplasia"))} in %excluded`, `%age in ${among(late.map((age) => `age.${age}`))}`]);
  return byRows("M", cases([[seen, "not-met"]], text("unknown")));
}

function letterGe(): string {
  const none = all([`%sex = 'sex.male'`, ...genitalSigns.map((feature) => `${text(findingLink(feature))} in %excluded`)]);
  return cases([["%sex = 'sex.female'", "not-applicable"], ["%sex.empty() or %sex = 'sex.unknown'", "unknown"]], byRows("Ge", cases([[none, "not-met"]], text("unknown"))));
}

const is = (letter: Letter, ...wanted: LetterStatus[]) => (wanted.length === 1 ? `%${variableOf(letter)} = ${text(wanted[0] ?? "")}` : `%${variableOf(letter)} in ${among(wanted)}`);
const variableOf = (letter: Letter) => `letter${letter}`;
const count = (...wanted: LetterStatus[]) => `(${letters.map((letter) => `iif(${is(letter, ...wanted)}, 1, 0)`).join(" + ")})`;

/** How the letters match the acronym: matchOf() as cases. */
function match(): string {
  const core = all([either([is("I", "met"), is("A", "met")]), `(${is("I", "not-met")}).not()`, `(${is("A", "not-met")}).not()`]);
  return cases(
    [
      [all(letters.map((letter) => is(letter, "met", "not-applicable"))), "all-letters"],
      [all([is("I", "met"), is("A", "met")]), "core-pair"],
      [all([core, `${count("met", "supported")} >= 2`, either([`(${is("A", "unknown")}).not()`, `${count("met")} >= 2`])]), "partial"],
      [`${count("met", "supported", "not-met")} >= 2`, "few-letters"],
    ],
    text("insufficient"),
  );
}

function flag(): string {
  const level = (wanted: "red" | "amber") => either(flagRules.filter((rule) => rule.level === wanted).map(({ when }) => conditionOf(when)));
  return cases([[level("red"), "red"], [level("amber"), "amber"]], "{}");
}

/**
 * The rules as FHIRPath over a QuestionnaireResponse (%resource), made from the tables of rules.ts: letterI, letterM,
 * letterA, letterGe, match and flag hold the words that assess() would say; flag is empty where there is none.
 */
export function ruleVariables(): Variable[] {
  const sex = `iif(${text(findingLink("female-genitalia-46xy"))} in %observed, 'sex.male', ${valueOf("sex")}.code)`;
  return [
    ...child(),
    ...findings(),
    { name: "sex", expression: sex },
    { name: variableOf("I"), expression: letterI() },
    { name: variableOf("M"), expression: letterM() },
    { name: variableOf("A"), expression: byRows("A", text("unknown")) },
    { name: variableOf("Ge"), expression: letterGe() },
    { name: "match", expression: match() },
    { name: "flag", expression: flag() },
  ];
}
