import { assess } from "@/lib/screening/assess";
import type { Draft, Findings, Issue } from "@/lib/screening/assess";
import type { AgeBand, Sex } from "@/lib/screening/bands";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import { findingsOf } from "@/lib/screening/hpo-map";
import type { Term, TermIssue, TermReading } from "@/lib/screening/hpo-map";
import { sayIssue } from "@/lib/screening/wording";
import { asImported } from "./own-json";
import { codedIn, gestationIn, rowsIn } from "./phenopacket-codes";
import { BadCase, fields, list, optional } from "./phenopacket-fields";
import type { Fields } from "./phenopacket-fields";
import { variantOf } from "./phenopacket-variant";

export type PacketReading = {
  draft: Draft;
  unmapped: TermReading["unmapped"];
  issues: TermIssue[];
  /** Recorded as female with a karyotype that is a boy's: the karyotype is taken. */
  recordedFemale: boolean;
};

/** What an import answers: nothing of the file but coded parts and the ids of terms. */
export type Imported = { draft: Draft; notOnChecklist: TermReading["unmapped"]; issues: (Issue | TermIssue)[] };

/** A boy's karyotype beside a recorded sex of female. */
export const KARYOTYPE: Issue = { level: "warning", code: "recorded-female-46xy", features: [], suggestion: "offer-karyotype" };

/**
 * Reads a phenopacket (v2, JSON) to fill the checklist, all that it tells marked as imported. Dates, names, identifiers and
 * text are read past.
 * @throws BadCase where it is no such phenopacket, or where its findings contradict each other
 */
export function importPhenopacket(value: unknown): Imported {
  const { draft, unmapped, issues, recordedFemale } = readPacket(value);
  // The map tells contradicting terms; this is what the checklist adds.
  const wrong = assess(draft).issues.filter(({ level }) => level === "error");
  if (wrong.length > 0) throw new BadCase(wrong.map((issue) => sayIssue(issue, "en").what).join(" "));
  return { draft: asImported(draft), notOnChecklist: unmapped, issues: [...(recordedFemale ? [KARYOTYPE] : []), ...issues] };
}

/**
 * Reads a phenopacket (v2, JSON) as a draft. What it does not say is not assessed.
 * @throws BadCase where it is no such phenopacket, or where its terms contradict each other
 */
export function readPacket(value: unknown): PacketReading {
  const packet = fields(value, "This is not a phenopacket.");
  if ("proband" in packet || "members" in packet) throw new BadCase("This is a family or a cohort: give one of its phenopackets.");
  if (!("phenotypicFeatures" in packet || "subject" in packet) || "phenotypic_features" in packet) throw new BadCase("This is not a phenopacket of version 2 in JSON.");
  const subject = optional(packet["subject"], "subject");
  const recorded = oneOf(recordedSexes, subject["sex"], "subject.sex");
  const karyotype = oneOf(karyotypes, subject["karyotypicSex"], "subject.karyotypicSex");
  const { gestation, rest } = gestationIn(termsOf(packet));
  const { findings, unmapped, issues } = termsRead(packet, rest);
  const { size, context, findings: coded } = codedIn(packet);
  const variant = variantOf(packet);
  const all = joined(findings, coded);
  // The finding itself says 46,XY: it outranks the recorded sex later, and that one is not lost.
  const told = all["female-genitalia-46xy"] === "observed" && karyotype === "male" && recorded;
  const draft: Draft = {
    checklist: CHECKLIST_VERSION, sex: told || karyotype || recorded || "unknown", age: ageOf(subject), findings: all,
    ...(gestation && { gestation }), ...(some(size) && { size }), ...(variant && { variant }), ...(some(context) && { context }),
  };
  return { draft, unmapped, issues, recordedFemale: recorded === "female" && karyotype === "male" && !told };
}

function joined(findings: Findings, coded: Findings): Findings {
  const told = Object.keys(coded) as FeatureId[];
  if (told.length === 0) return findings;
  if (told.some((feature) => (findings[feature] ?? coded[feature]) !== coded[feature])) throw new BadCase("A code of this checklist contradicts a term.");
  return { ...findings, ...coded };
}

const some = (part: object) => Object.keys(part).length > 0;

function termsRead(packet: Fields, terms: Term[]): Pick<TermReading, "findings" | "unmapped" | "issues"> {
  const ours = rowsIn(packet, terms);
  if (ours) return { findings: ours, unmapped: { observed: [], excluded: [] }, issues: [] };
  const reading = findingsOf(terms);
  const contradictions = reading.issues.filter(({ level }) => level === "error");
  if (contradictions.length > 0) throw new BadCase(contradictions.map(contradictionText).join(" "));
  return reading;
}

function contradictionText({ terms: [seen = "", denied = seen] }: TermIssue): string {
  return seen === denied ? `${seen} is observed and excluded.` : `${seen} is observed, and ${denied}, which includes it, is excluded.`;
}

const recordedSexes = { UNKNOWN_SEX: null, FEMALE: "female", MALE: "male", OTHER_SEX: "undetermined" } as const;
const karyotypes = {
  UNKNOWN_KARYOTYPE: null, XX: "female", XY: "male", XO: "female", XXY: "male", XXX: "female", XXYY: "male", XXXY: "male", XXXX: "female", XYY: "male", OTHER_KARYOTYPE: null,
} as const;

function oneOf(meanings: Record<string, Sex | null>, value: unknown, name: string): Sex | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== "string" || !Object.hasOwn(meanings, value)) throw new BadCase(`${name} is none of the values of a phenopacket.`);
  return meanings[value] ?? null;
}

function termsOf(packet: Fields): Term[] {
  return list(packet["phenotypicFeatures"], "phenotypicFeatures").map((value) => {
    const feature = fields(value, "A feature is not an object.");
    const { id } = fields(feature["type"], "A feature has no type.");
    const excluded = feature["excluded"] ?? false;
    if (typeof id !== "string") throw new BadCase("A feature has no id.");
    // Version 1 says "negated": read as version 2, everything denied would count as seen.
    if (typeof excluded !== "boolean" || "negated" in feature) throw new BadCase("A feature does not say by true or false whether it is excluded.");
    return { id: id.startsWith("HP:") ? id : id.replace(otherSpelling, "HP:$1"), excluded };
  });
}

/** An HPO id in lower case, as OWL writes it, or as an address. */
const otherSpelling = /^\s*(?:https?:\/\/purl\.obolibrary\.org\/obo\/)?hp[:_](\d{7})\s*$/i;

const lifeTime = /^P(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T.*)?$/;
const bands = [[28 / 365.25, "newborn"], [1, "infant"], [3, "toddler"], [5, "preschool"], [10, "child"], [18, "youth"]] as const;

/** The band of an ISO 8601 duration; `unknown` where it is none. */
function bandOf(duration: unknown): AgeBand {
  const parts = typeof duration === "string" && duration !== "P" ? lifeTime.exec(duration) : null;
  if (!parts) return "unknown";
  const [years = 0, months = 0, weeks = 0, days = 0] = parts.slice(1).map((part) => Number((part ?? "0").replace(",", ".")));
  const age = years + months / 12 + (weeks * 7 + days) / 365.25;
  return bands.find(([limit]) => age < limit)?.[1] ?? "adult";
}

/** The age when last seen: an age, or a range within one band. */
function ageOf(subject: Fields): AgeBand {
  const { age, ageRange } = optional(subject["timeAtLastEncounter"], "timeAtLastEncounter");
  if (!ageRange) return bandOf(optional(age, "age")["iso8601duration"]);
  const { start, end } = fields(ageRange, "ageRange is not an object.");
  const [from, to] = [start, end].map((limit) => bandOf(optional(limit, "ageRange")["iso8601duration"]));
  return from === to && from ? from : "unknown";
}
