import { locale } from "@/app/locale";
import { importWords } from "@/lib/exchange/import-wording";
import type { Format } from "@/lib/exchange/import-wording";
import { fromOwn } from "@/lib/exchange/own-json";
import { BadCase } from "@/lib/exchange/phenopacket-fields";
import { importPhenopacket, readPacket } from "@/lib/exchange/phenopacket-in";
import { assess } from "@/lib/screening/assess";
import type { Draft, Issue, Status } from "@/lib/screening/assess";
import type { FeatureId } from "@/lib/screening/checklist";
import type { Fault } from "@/lib/screening/faults";
import type { TermIssue } from "@/lib/screening/hpo-map";
import { known, sayIssue, words } from "@/lib/screening/wording";

/** One child of a file: the draft it makes, and what of the file it leaves out. No text of the file but ids of HPO. */
export type Read = {
  format: Format;
  draft: Draft;
  issues: (Issue | TermIssue)[];
  elsewhere: Record<Status, string[]>;
  /** Terms of other vocabularies, counted only: such an id can be a hospital's number. */
  others: number;
  /** Answers to questions that are not the checklist's, counted only. */
  questions: number;
};

/** Why one child is not taken, each reason a sentence. */
export type Refusal = { format: Format; refused: string[] };

const isFields = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** Reads one child of a file, or says every reason why not. Fetches the reader of FHIR when there is something for it. */
export async function readChild(value: unknown): Promise<Read | Refusal> {
  if (isFields(value) && "resourceType" in value) return readFhir(value);
  return isFields(value) && "findings" in value ? coded("own", fromOwn(value), 0) : readPhenopacket(value);
}

function readPhenopacket(value: unknown): Read | Refusal {
  try {
    const { draft, notOnChecklist, issues } = importPhenopacket(value);
    const ours = (ids: string[]) => ids.filter((id) => id.startsWith("HP:"));
    const [observed, excluded] = [ours(notOnChecklist.observed), ours(notOnChecklist.excluded)];
    const others = notOnChecklist.observed.length + notOnChecklist.excluded.length - observed.length - excluded.length;
    return { format: "phenopacket", draft, issues, elsewhere: { observed, excluded }, others, questions: 0 };
  } catch (error) {
    if (!(error instanceof BadCase)) throw error;
    return { format: "phenopacket", refused: faultsOf(value, error.message) };
  }
}

/** The reader stops at the first fault; part by part it tells them all. */
function faultsOf(value: unknown, first: string): string[] {
  if (!isFields(value) || "proband" in value || "members" in value) return [first];
  const parts = Object.entries(value).flatMap(([name, part]) => (Array.isArray(part) ? part.map((one) => ({ [name]: [one] })) : [{ [name]: part }]));
  const told = parts.flatMap((part) => {
    try {
      readPacket({ phenotypicFeatures: [], ...part });
      return [];
    } catch (error) {
      return error instanceof BadCase ? [error.message] : [];
    }
  });
  return [...new Set([first, ...told])];
}

async function readFhir(value: unknown): Promise<Read | Refusal> {
  const { fromQuestionnaireResponse } = await import("@/lib/exchange/fhir-read");
  const read = fromQuestionnaireResponse(value);
  return coded("fhir", read, "unknown" in read ? read.unknown.length : 0);
}

function coded(format: Format, read: { draft: Draft } | { errors: Fault[] }, questions: number): Read | Refusal {
  if ("errors" in read) return { format, refused: read.errors.map(sayFault) };
  const wrong = assess(read.draft).issues.filter(({ level }) => level === "error");
  if (wrong.length > 0) return { format, refused: wrong.map((issue) => sayIssue(issue, locale).what) };
  return { format, draft: read.draft, issues: [], elsewhere: { observed: [], excluded: [] }, others: 0, questions };
}

function sayFault({ pointer, code }: Fault): string {
  const { faults, place } = importWords(locale);
  const feature = pointer.split(/[/.]/).at(-1) ?? "";
  return faults[code](known<string>(words(locale).features, feature) ?? place(pointer));
}

/** The old ids that a file uses, each with the one in force and what that means here. */
export function replacedIn(issues: Read["issues"]): { old: string; now: string; features: FeatureId[] }[] {
  return issues.flatMap((issue) => ("terms" in issue && issue.code === "obsolete-term" ? [{ old: issue.terms[0] ?? "", now: issue.terms[1] ?? "", features: issue.features }] : []));
}
