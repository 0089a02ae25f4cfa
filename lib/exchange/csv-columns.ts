import { inOrder } from "@/lib/family/pedigree";
import type { Family } from "@/lib/family/pedigree";
import { normalise } from "@/lib/screening/assess";
import { ages, contexts, gestations, measures, sexes, variantParts } from "@/lib/screening/bands";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import type { Screening } from "@/lib/screening/draft";
import { letters, letterStatuses, matches } from "@/lib/screening/rules";
import { sources } from "@/lib/screening/sources";
import type { Source } from "@/lib/screening/sources";
import { words } from "@/lib/screening/wording";
import type { Locale } from "@/lib/screening/locale";
import { csvLine } from "./csv";
import { redcapField } from "./redcap";
import { exchangeWords } from "./wording";

const variantFields = ["gene", "consequence", "region", "class", "allele", "tested"] as const;

/** Every column that is not a feature. */
export type PlainColumn =
  | "code" | "year" | "checklist" | "rules" | "engine" | "sex" | "age" | "gestation" | `${(typeof measures)[number]}-z` | `letter-${(typeof letters)[number]}` | "match" | "flag" | "molecular"
  | (typeof contexts)[number] | `variant-${(typeof variantFields)[number]}` | "family" | "origin" | "follows";

type Column = { type: "code" | "year" | "version" | "choice" | "number" | "list"; values?: readonly string[]; unit?: string; source?: Source } & ({ name: PlainColumn } | { name: FeatureId; feature: true }) & {
  of: (screening: Screening) => string;
};

const yesNo = ["yes", "no"] as const;
const said = (value: boolean | undefined) => (value === undefined ? "" : value ? "yes" : "no");

const about: Column[] = [
  { name: "code", type: "code", of: ({ code }) => code },
  { name: "year", type: "year", of: ({ year }) => String(year) },
  { name: "checklist", type: "version", of: (screening) => screening.checklist },
  { name: "rules", type: "version", of: ({ assessment }) => assessment.rules },
  { name: "engine", type: "version", of: ({ assessment }) => assessment.engine },
  { name: "sex", type: "choice", values: sexes, of: ({ sex }) => sex },
  { name: "age", type: "choice", values: ages, of: ({ age }) => age },
  { name: "gestation", type: "choice", values: gestations, of: ({ gestation = "" }) => gestation },
  ...measures.map((measure): Column => ({ name: `${measure}-z`, type: "number", unit: "z", source: "intergrowth", of: ({ size }) => size?.[measure]?.toFixed(1) ?? "" })),
];

const judged: Column[] = [
  ...letters.map((letter): Column => ({ name: `letter-${letter}`, type: "choice", values: letterStatuses, source: "rules", of: ({ assessment }) => assessment.letters[letter] })),
  { name: "match", type: "choice", values: matches, source: "rules", of: ({ assessment }) => assessment.match },
  { name: "flag", type: "choice", values: ["red", "amber", "none"], source: "rules", of: ({ assessment }) => assessment.flag?.level ?? "none" },
  { name: "molecular", type: "choice", values: Object.keys(words("en").molecular), source: "rules", of: ({ assessment }) => assessment.molecular ?? "" },
];

const found = featureIds.map((feature): Column => ({ name: feature, feature: true, type: "choice", values: ["observed", "excluded"], source: "hpo", of: ({ findings }) => findings[feature] ?? "" }));

const beside: Column[] = [
  ...contexts.map((part): Column => ({ name: part, type: "choice", values: yesNo, of: ({ context }) => said(context?.[part]) })),
  ...variantFields.map((part): Column => ({ name: `variant-${part}`, type: "choice", values: part === "tested" ? yesNo : variantParts[part], of: ({ variant }) => (part === "tested" ? said(variant?.tested) : (variant?.[part] ?? "")) })),
  { name: "family", type: "list", of: ({ family }) => (family ? familyText(inOrder(family)) : "") },
  { name: "origin", type: "list", of: ({ origin = {} }) => [...measures, ...featureIds, "acthTwiceLimit" as const].flatMap((part) => (origin[part] ? [`${measures.some((one) => one === part) ? `${part}-z` : part}=${origin[part]}`] : [])).join(";") },
  { name: "follows", type: "code", of: ({ follows = "" }) => follows },
];

/** Every column of the table of screenings, in its order. */
export const columns: readonly Column[] = [...about, ...judged, ...found, ...beside];

/** @example familyText({ consanguinity: "no", relatives: [{ relation: "mother", carrier: "yes" }] }) // consanguinity=no;mother carrier=yes */
function familyText({ consanguinity, transmittedBy, relatives }: Family): string {
  const told = relatives.map(({ relation, affected, carrier }) => [relation, affected && `affected=${affected}`, carrier && `carrier=${carrier}`].filter(Boolean).join(" "));
  return [consanguinity && `consanguinity=${consanguinity}`, transmittedBy && `transmitted-by=${transmittedBy}`, ...told].filter(Boolean).join(";") || "nothing-told";
}

/** The first line of a table of screenings. */
export const csvHeader = () => csvLine(columns.map(({ name }) => name));

/** One screening as a line under `csvHeader`; empty: not assessed, not given. Lines come one by one, so that any number can be streamed. */
export function csvRow(screening: Screening): string {
  const full = { ...screening, findings: normalise(screening.findings) };
  return csvLine(columns.map(({ of }) => of(full)));
}

const dictionaryColumns = ["column", "label", "type", "values", "unit", "hpo", "hpo-label", "source", "definition", "redcap"] as const;

/** What each column of the table means, as a table itself, and which variable of the REDCap form asks the same. */
export function csvDictionary(locale: Locale = "en"): string {
  const { features } = words(locale);
  const { columns: labels, empty } = exchangeWords(locale);
  const rows = columns.map((column) => {
    const { name, type, values = [], unit = "", source } = column;
    const row = "feature" in column ? checklist[column.name] : null;
    const label = "feature" in column ? features[column.name] : labels[column.name];
    return [name, label, type, values.join(" | "), unit, row?.hpo.id ?? "", row?.hpo.label ?? "", source ? sources[source].cite : "", row ? `${row.definition} ${empty}` : "", redcapField(name) ?? ""];
  });
  return [dictionaryColumns, ...rows].map(csvLine).join("");
}
