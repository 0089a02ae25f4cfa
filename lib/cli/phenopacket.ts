import type { Draft } from "@/lib/screening/assess";
import type { AgeBand, Sex, Variant } from "@/lib/screening/bands";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { findingsOf } from "@/lib/screening/hpo-map";
import type { Term, TermIssue, TermReading } from "@/lib/screening/hpo-map";

/** A case that cannot be screened. The message repeats nothing of the file but HPO ids. */
export class BadCase extends Error {}

export type PacketReading = {
  draft: Draft;
  unmapped: TermReading["unmapped"];
  issues: TermIssue[];
  /** Recorded as female with a karyotype that is a boy's: the karyotype is taken. */
  recordedFemale: boolean;
};

type Fields = Record<string, unknown>;

/**
 * Reads a phenopacket (v2, JSON) as a draft. What it does not say is not assessed.
 * @throws BadCase where it is no such phenopacket, or where its findings contradict each other
 */
export function readPacket(value: unknown): PacketReading {
  const packet = fields(value, "This is not a phenopacket.");
  if (!("phenotypicFeatures" in packet || "subject" in packet || "metaData" in packet) || "phenotypic_features" in packet) throw new BadCase("This is not a phenopacket of version 2 in JSON.");
  const subject = optional(packet["subject"], "subject");
  const recorded = oneOf(recordedSexes, subject["sex"], "subject.sex");
  const karyotype = oneOf(karyotypes, subject["karyotypicSex"], "subject.karyotypicSex");
  const { findings, unmapped, issues } = findingsOf(termsOf(packet));
  const contradictions = issues.filter(({ level }) => level === "error");
  if (contradictions.length > 0) throw new BadCase(contradictions.map(contradictionText).join(" "));
  const variant = variantOf(packet);
  const draft: Draft = { checklist: CHECKLIST_VERSION, sex: karyotype ?? recorded ?? "unknown", age: ageOf(subject), findings, ...(variant && { variant }) };
  return { draft, unmapped, issues, recordedFemale: recorded === "female" && karyotype === "male" };
}

function contradictionText({ terms: [seen = "", denied = seen] }: TermIssue): string {
  return seen === denied ? `${seen} is observed and excluded.` : `${seen} is observed, and ${denied}, which includes it, is excluded.`;
}

function fields(value: unknown, message: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new BadCase(message);
  return value as Fields;
}

const optional = (value: unknown, name: string) => (value === undefined || value === null ? {} : fields(value, `${name} is not an object.`));

function list(value: unknown, name: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new BadCase(`${name} is not a list.`);
  return value;
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
    return { id, excluded };
  });
}

const lifeTime = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T.*)?$/;
const bands = [[28 / 365.25, "newborn"], [1, "infant"], [3, "toddler"], [5, "preschool"], [10, "child"], [18, "youth"]] as const;

/** The band of an ISO 8601 duration; `unknown` where it is none. */
function bandOf(duration: unknown): AgeBand {
  const parts = typeof duration === "string" && duration !== "P" ? lifeTime.exec(duration) : null;
  if (!parts) return "unknown";
  const [years = 0, months = 0, weeks = 0, days = 0] = parts.slice(1).map((part) => Number(part ?? 0));
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

const genes = ["CDKN1C", "POLE", "SAMD9", "NR0B1"] as const;
const classes: Record<string, Variant["class"]> = { PATHOGENIC: "pathogenic", LIKELY_PATHOGENIC: "likely-pathogenic", LIKELY_BENIGN: "likely-benign", BENIGN: "benign" };

/** First that fits wins; read from the names of the variant, of its structure and of its effect. */
const consequences: readonly (readonly [RegExp, Variant["consequence"]])[] = [
  [/frameshift|\dfs|fs[*T]/i, "frameshift"],
  [/stop_gained|p\.\S*(?:\*|Ter)/, "truncating"],
  [/missense|p\.\(?[A-Z][a-z]{2}\d+(?!Ter|del|dup|=)[A-Z][a-z]{2}\)?$/m, "missense"],
  [/inframe|in-frame|p\.\S*(?:del|ins|dup)/, "in-frame-indel"],
  [/splice|c\.\S*\d[+-]\d/, "splice"],
  // Of a stretch of chromosome. A few bases lost or doubled tell nothing without what becomes of the protein.
  [/duplication|copy_number_gain/, "duplication"],
  [/deletion|copy_number_loss/, "deletion"],
];

/** The first variant in a gene that matters here, unless it was rejected. Nothing in a phenopacket tells its parent of origin. */
function variantOf(packet: Fields): Variant | null {
  for (const interpretation of list(packet["interpretations"], "interpretations")) {
    const diagnosis = optional(optional(interpretation, "interpretation")["diagnosis"], "diagnosis");
    for (const one of list(diagnosis["genomicInterpretations"], "genomicInterpretations")) {
      const genomic = optional(one, "genomicInterpretation");
      const said = optional(genomic["variantInterpretation"], "variantInterpretation");
      const described = optional(said["variationDescriptor"], "variationDescriptor");
      const gene = genes.find((symbol) => symbol === optional(described["geneContext"], "geneContext")["symbol"]);
      if (gene && genomic["interpretationStatus"] !== "REJECTED") return variantFrom(gene, String(said["acmgPathogenicityClassification"]), described);
    }
  }
  return null;
}

function variantFrom(gene: Variant["gene"], acmg: string, described: Fields): Variant {
  const expressions = list(described["expressions"], "expressions").map((one) => optional(one, "expression")["value"]);
  const effects = [described["structuralType"], ...list(described["molecularConsequences"], "molecularConsequences")].map((one) => optional(one, "ontology class")["label"]);
  const names = [...expressions, ...effects].filter((name) => typeof name === "string").join("\n");
  const silverRussell = gene === "CDKN1C" && /p\.\(?Arg279(?:Leu|Ser)/.test(names);
  return {
    gene,
    consequence: consequences.find(([sign]) => sign.test(names))?.[1] ?? "unknown",
    region: silverRussell ? "arg279-leu-or-ser" : "unknown",
    class: Object.hasOwn(classes, acmg) ? (classes[acmg] ?? "uncertain") : "uncertain",
    allele: "unknown",
    tested: false,
  };
}
