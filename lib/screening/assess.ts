import type { FamilyReading } from "@/lib/family/inheritance";
import type { Family } from "@/lib/family/pedigree";
import { atLeast, roundZ } from "./bands";
import type { AgeBand, Context, GestationBand, Sex, Size, Variant } from "./bands";
import type { FeatureId } from "./checklist";
import { holds } from "./holds";
import type { Asked } from "./holds";
import { molecularOf, originDisputed } from "./molecular";
import type { Molecular } from "./molecular";
import { flagRules, genitalSigns, hierarchy, issueRules, letterRules, letters, matches, RULES_VERSION, sizeLimits } from "./rules";
import type { Letter, LetterStatus, Match, Test } from "./rules";
import type { Source } from "./sources";

/** The version of this program; a test holds it to package.json. */
export const ENGINE = "0.1.0";

export type Status = "observed" | "excluded";
/** A feature that is not in here is not assessed, which is never the same as excluded. */
export type Findings = Partial<Record<FeatureId, Status>>;

/** What a browser or a program sends. Coded throughout: no text, no date, nothing that names a child. */
export type Draft = {
  checklist: string;
  sex: Sex;
  age: AgeBand;
  gestation?: GestationBand;
  size?: Size;
  findings: Findings;
  /** Of what nobody ticked or typed by hand: a finding, a z-score, or that ACTH is above twice the limit. */
  origin?: Partial<Record<FeatureId | keyof Size | "acthTwiceLimit", "measured" | "imported">>;
  variant?: Variant;
  context?: Context;
  family?: Family;
  follows?: string;
};

type MeasureReason =
  | "size-undecided" | "weight-very-low" | "length-very-low" | "weight-low" | "size-normal" | "metaphyses-excluded-late" | "metaphyses-excluded-early" | "genitalia-excluded" | "sex-female" | "sex-unknown" | "not-assessed";
export type ReasonCode = (typeof letterRules)[number]["code"] | (typeof flagRules)[number]["code"] | MeasureReason;
export type IssueCode =
  | (typeof issueRules)[number]["code"]
  | "observed-below-excluded" | "recorded-female-46xy" | "male-finding-in-female" | "measured-size-outranks-tick" | "birth-size-was-normal" | "steroids-hide-cortisol" | "virilised-female" | "girl-with-core-pair" | "surgery-before-axis" | "sex-not-known" | "head-spared" | "variant-origin-disputed";
export type Suggestion =
  | (typeof issueRules)[number]["suggestion"]
  | "correct-one" | "offer-karyotype" | "check-sex" | "check-size" | "look-for-later-cause" | "repeat-after-steroids" | "test-axis-before-surgery" | "silver-russell-testing" | "settle-origin";
export type Reason = { code: ReasonCode; letter?: Letter; features: FeatureId[]; z?: number; source: Source };
export type Issue = { level: "error" | "warning" | "note"; code: IssueCode; features: FeatureId[]; suggestion: Suggestion };
export type Letters = Record<Letter, LetterStatus>;
export type Flag = { level: "red" | "amber"; reasons: Reason[] };

/** What the rules make of a draft. */
export type Assessment = {
  rules: string;
  checklist: string;
  engine: string;
  letters: Letters;
  match: Match;
  flag: Flag | null;
  molecular: Molecular | null;
  reasons: Reason[];
  issues: Issue[];
  unknown: { letter: Letter | null; tests: Test[] }[];
  /** Where the draft tells of a family; see heredity.ts. */
  family?: FamilyReading;
};

/**
 * Adds what follows from the findings by the hierarchy of HPO: an observed feature makes those above it observed,
 * an excluded one those below it excluded unless they were observed.
 * @example normalise({ hypospadias: "observed" }) // { hypospadias: "observed", "genital-anomaly": "observed" }
 */
export function normalise(findings: Findings): Findings {
  const full: Findings = { ...findings };
  for (const [below, above] of hierarchy) if (findings[below] === "observed") full[above] = "observed";
  for (const [below, above] of hierarchy) if (full[above] === "excluded") full[below] ??= "excluded";
  return full;
}

/** The sex that every rule reads. 46,XY outranks the recorded sex, also one that was not given: the gonads of this child are a boy's. */
export function sexRead({ sex, findings }: Pick<Draft, "sex" | "findings">): Sex {
  return findings["female-genitalia-46xy"] === "observed" ? "male" : sex;
}

/**
 * Decides letters, match, flag, what the variant means, issues, and which test would tell (rules.ts, RULES_VERSION).
 * Pure and total: any draft of the shape has an assessment, and the same draft always the same one. z-scores are
 * those on INTERGROWTH-21st; they are rounded to 0.1 before any rule sees them.
 */
export function assess(draft: Draft): Assessment {
  const findings = normalise(draft.findings);
  const child: Child = { findings, context: draft.context ?? {}, age: draft.age, sex: sexRead(draft), size: rounded(draft.size) };
  const read = { I: readI(child), M: readM(child), A: readByRows(child, "A"), Ge: readGe(child) };
  const status = { I: read.I.status, M: read.M.status, A: read.A.status, Ge: read.Ge.status };
  const match = matchOf(status);
  const molecular = molecularOf(draft);
  return {
    rules: RULES_VERSION,
    checklist: draft.checklist,
    engine: ENGINE,
    letters: status,
    match,
    flag: flagOf(child),
    molecular,
    reasons: letters.flatMap((letter) => read[letter].reasons),
    issues: issuesOf(draft, child, status),
    unknown: unknownOf(child, status, match, molecular),
  };
}

type Child = Asked & { sex: Sex; age: AgeBand; size: Size };
type Reading = { status: LetterStatus; reasons: Reason[] };

function rounded(size: Size = {}): Size {
  // A measure that was taken back may stay as a key without a value: it must not outrank the tick.
  return Object.fromEntries(Object.entries(size).flatMap(([measure, z]) => (z === undefined ? [] : [[measure, roundZ(z)]])));
}

const precedence = ["met", "supported", "not-met"] as const;
const rowsOf = Object.fromEntries(letters.map((letter) => [letter, letterRules.filter((rule) => rule.letter === letter)])) as Record<Letter, (typeof letterRules)[number][]>;

function readByRows(asked: Asked, letter: Letter, measured: (Reason & { status: LetterStatus })[] = [], order: readonly LetterStatus[] = precedence): Reading {
  const rows: (Reason & { status: LetterStatus })[] = [...measured];
  for (const rule of rowsOf[letter]) {
    const features = holds(asked, rule.when);
    if (features) rows.push({ status: rule.status, code: rule.code, letter, features, source: rule.source });
  }
  const status = order.find((wanted) => rows.some((row) => row.status === wanted)) ?? "unknown";
  if (status === "unknown") return { status, reasons: [{ code: "not-assessed", letter, features: [], source: "rules" }] };
  return { status, reasons: rows.filter((row) => row.status === status).map(({ status: _, ...reason }) => reason) };
}

function readI({ findings, context, size }: Child): Reading {
  const { weight, length } = size;
  const measured: (Reason & { status: LetterStatus })[] = [];
  const add = (status: LetterStatus, code: MeasureReason, z: number) => measured.push({ status, code, letter: "I", features: [], z, source: "intergrowth" });
  if (weight !== undefined && weight <= sizeLimits.weight.met) add("met", "weight-very-low", weight);
  else if (weight !== undefined && weight <= sizeLimits.weight.small) add("supported", "weight-low", weight);
  if (length !== undefined && length <= sizeLimits.length.met) add("met", "length-very-low", length);
  if (weight !== undefined && weight > sizeLimits.weight.small && (length ?? 0) > sizeLimits.length.small) add("not-met", "size-normal", weight);
  // A measured weight outranks the tick that stands for it, both ways.
  const ticked = weight === undefined ? findings : { ...findings, sga: undefined };
  // A normal birth size is about birth: smallness that came later cannot undo it.
  const reading = readByRows({ findings: ticked as Findings, context }, "I", measured, ["met", "not-met", "supported"]);
  const alone = length ?? weight;
  return reading.status !== "unknown" || alone === undefined ? reading : { status: "unknown", reasons: [{ code: "size-undecided", letter: "I", features: [], z: alone, source: "intergrowth" }] };
}

function readM(child: Child): Reading {
  const reading = readByRows(child, "M");
  if (reading.status !== "unknown" || child.findings["metaphyseal-dysplasia"] !== "excluded") return reading;
  const [status, code] = atLeast(child.age, "child") ? (["not-met", "metaphyses-excluded-late"] as const) : (["unknown", "metaphyses-excluded-early"] as const);
  return { status, reasons: [{ code, letter: "M", features: ["metaphyseal-dysplasia"], source: "hamajima-2013" }] };
}

function readGe(child: Child): Reading {
  const reason = (code: MeasureReason, features: FeatureId[] = []): Reason[] => [{ code, letter: "Ge", features, source: "medlineplus" }];
  if (child.sex === "female") return { status: "not-applicable", reasons: reason("sex-female") };
  if (child.sex === "unknown") return { status: "unknown", reasons: reason("sex-unknown") };
  const reading = readByRows(child, "Ge");
  const allExcluded = genitalSigns.every((feature) => child.findings[feature] === "excluded");
  if (reading.status === "unknown" && child.sex === "male" && allExcluded) return { status: "not-met", reasons: reason("genitalia-excluded", [...genitalSigns]) };
  return reading;
}

function matchOf(status: Letters): Match {
  const applicable = letters.map((letter) => status[letter]).filter((one) => one !== "not-applicable");
  const count = (...wanted: LetterStatus[]) => applicable.filter((one) => wanted.includes(one)).length;
  if (count("met") === applicable.length) return "all-letters";
  if (status.I === "met" && status.A === "met") return "core-pair";
  const core = (status.I === "met" || status.A === "met") && status.I !== "not-met" && status.A !== "not-met";
  if (core && count("met", "supported") >= 2 && (status.A !== "unknown" || count("met") >= 2)) return "partial";
  return count("met", "supported", "not-met") >= 2 ? "few-letters" : "insufficient";
}

function flagOf(asked: Asked): Flag | null {
  for (const level of ["red", "amber"] as const) {
    const reasons: Reason[] = [];
    for (const rule of flagRules) {
      const features = rule.level === level ? holds(asked, rule.when) : null;
      if (features) reasons.push({ code: rule.code, features, source: rule.source });
    }
    if (reasons.length) return { level, reasons };
  }
  return null;
}

function issuesOf(draft: Draft, child: Child, status: Letters): Issue[] {
  const { findings } = child;
  const issues: Issue[] = [];
  const raise = (level: Issue["level"], code: IssueCode, features: FeatureId[], suggestion: Suggestion) => issues.push({ level, code, features, suggestion });
  const seen = (...features: FeatureId[]) => features.filter((feature) => findings[feature] === "observed");
  for (const [below, above] of hierarchy) {
    if (draft.findings[above] === "excluded" && draft.findings[below] === "observed") raise("error", "observed-below-excluded", [below, above], "correct-one");
  }
  if (draft.sex === "female" && child.sex === "male") raise("warning", "recorded-female-46xy", ["female-genitalia-46xy"], "offer-karyotype");
  if (child.sex === "female" && seen(...genitalSigns).length) raise("warning", "male-finding-in-female", seen(...genitalSigns), "check-sex");
  if (child.sex !== "male" && seen("ambiguous-genitalia").length) raise("warning", "virilised-female", ["ambiguous-genitalia"], "exclude-congenital-adrenal-hyperplasia");
  if (child.sex === "unknown") raise("note", "sex-not-known", [], "check-sex");
  raiseSize(child, status, raise);
  const cortisol = (["low-cortisol", "adrenal-insufficiency"] as const).filter((feature) => findings[feature] !== undefined);
  if (child.context.steroids && cortisol.length) raise("warning", "steroids-hide-cortisol", cortisol, "repeat-after-steroids");
  if (child.sex === "female" && status.I === "met" && status.A === "met") raise("note", "girl-with-core-pair", [], "offer-karyotype");
  if (child.context.surgeryPlanned && status.A === "unknown") raise("warning", "surgery-before-axis", [], "test-axis-before-surgery");
  if (originDisputed(draft)) raise("warning", "variant-origin-disputed", [], "settle-origin");
  for (const rule of issueRules) {
    const features = holds(child, rule.when);
    if (features) raise(rule.level, rule.code, features, rule.suggestion);
  }
  return issues;
}

function raiseSize({ findings, size }: Child, status: Letters, raise: (level: Issue["level"], code: IssueCode, features: FeatureId[], suggestion: Suggestion) => void): void {
  const { weight, length, head } = size;
  const tick = findings.sga;
  const limit = tick === "observed" ? weight !== undefined && weight > sizeLimits.weight.met : weight !== undefined && weight <= sizeLimits.weight.small;
  if (tick && limit) raise("warning", "measured-size-outranks-tick", ["sga"], "check-size");
  const later = (["small-infant", "short-stature", "failure-to-thrive"] as const).filter((feature) => findings[feature] === "observed");
  if (status.I === "not-met" && later.length) raise("note", "birth-size-was-normal", later, "look-for-later-cause");
  const smaller = [weight, length].filter((z): z is number => z !== undefined);
  if (head !== undefined && smaller.some((z) => Math.round((head - z) * 10) / 10 >= 1.5)) raise("note", "head-spared", [], "silver-russell-testing");
}

/** What is open, and the tests in the order in which they would tell most. */
function unknownOf(child: Child, status: Letters, match: Match, molecular: Molecular | null): Assessment["unknown"] {
  const open: Assessment["unknown"] = [];
  const add = (letter: Letter | null, ...wanted: (Test | false)[]) => open.push({ letter, tests: wanted.filter((test) => test !== false) });
  const adrenal = status.A === "met" || status.A === "supported";
  if (status.A === "unknown" || status.A === "supported") add("A", "adrenal-axis", adrenal && "17-ohp");
  if (status.I === "unknown" || status.I === "supported") add("I", "birth-size");
  if (status.M === "unknown" || status.M === "supported") add("M", atLeast(child.age, "toddler") && "skeletal-survey", "bone-age");
  if (status.Ge === "unknown") add("Ge", child.sex !== "unknown" && "examine-genitalia", child.sex === "unknown" && "karyotype");
  const strong = matches.indexOf(match) >= matches.indexOf("partial");
  const genitalia = child.sex !== "female" && (status.Ge === "met" || status.Ge === "supported");
  const girl = child.sex === "female" && status.I === "met" && status.A === "met";
  const genes = adrenal || strong;
  const copies = molecular === "copy-number" && "cdkn1c-copy-number";
  if (genes) add(null, status.A === "met" && "17-ohp", "cdkn1c", copies, "pole", "samd9", "nr0b1", "calcium", "blood-count", (genitalia || girl) && "karyotype");
  else if (copies) add(null, copies);
  return open;
}
