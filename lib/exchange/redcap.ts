import { ages, contexts, gestations, measures, sexes, variantParts } from "@/lib/screening/bands";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Row } from "@/lib/screening/checklist";
import { words } from "@/lib/screening/wording";
import type { Locale } from "@/lib/screening/locale";
import { csvLine } from "./csv";
import type { PlainColumn } from "./csv-columns";
import { exchangeWords } from "./wording";

/** The columns of a REDCap data dictionary, named and ordered as REDCap does. */
export const redcapColumns = [
  "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label", "Choices, Calculations, OR Slider Labels", "Field Note", "Text Validation Type OR Show Slider Number",
  "Text Validation Min", "Text Validation Max", "Identifier?", "Branching Logic (Show field only if...)", "Required Field?", "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name",
  "Matrix Ranking?", "Field Annotation",
] as const;

const FORM = "image_checklist";
const CODE = "screening_code";
/** REDCap asks for variable names no longer than this. */
const LONGEST = 26;

/** Names that would be too long. */
const short: Partial<Record<FeatureId, string>> = {
  "hypogonadotropic-hypogonadism": "hypogonadotropic_hypogon",
  "central-adrenal-insufficiency": "central_adrenal_insuff",
};

/** The variable of a feature: its id in REDCap's signs. */
export function redcapName(feature: FeatureId): string {
  return short[feature] ?? plain(feature);
}

/** The variable that asks what a column of the table of screenings tells; null where the form does not ask it. */
export function redcapField(column: PlainColumn | FeatureId): string | null {
  if (column === "code") return CODE;
  if (column in checklist) return (checklist[column as FeatureId] as Row).importOnly ? null : redcapName(column as FeatureId);
  const asked = /^(sex|age|gestation|variant-.+|.+-z)$/.test(column) || contexts.some((part) => part === column);
  return asked ? lower(plain(column)) : null;
}

// REDCap's signs for names and, to be on the safe side, for the codes of choices.
const plain = (id: string) => id.replaceAll("-", "_");
const lower = (id: string) => id.replaceAll(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);

type Field = { name: string; type: "text" | "radio" | "dropdown"; label: string; section?: string; choices?: string; note?: string; validation?: readonly [type: string, min: string, max: string]; branching?: string };

// A bar parts choices, so that none may be in a label.
const choices = (entries: readonly (readonly [string, string])[]) => entries.map(([code, label]) => `${plain(code)}, ${label.replaceAll("|", "/")}`).join(" | ");
const labelled = <Key extends string>(keys: readonly Key[], labels: Record<Key, string>) => choices(keys.map((key) => [key, labels[key]]));

/**
 * The checklist as a REDCap data dictionary (CSV), every feature that is ticked with its HPO id; an empty field means not
 * assessed. The warning of `exchangeWords` belongs beside it: an upload replaces the project's own dictionary.
 */
export function redcapDictionary(locale: Locale = "en"): string {
  const fields = [...childFields(locale), ...featureFields(locale), ...besideFields(locale)];
  return [redcapColumns, ...fields.map(line)].map(csvLine).join("");
}

function line({ name, type, label, section = "", choices: told = "", note = "", validation = ["", "", ""], branching = "" }: Field): string[] {
  if (name.length > LONGEST) throw new RangeError(`${name} is too long for a REDCap variable`);
  return [name, FORM, section, type, label, told, note, ...validation, "", branching, "", "", "", "", "", ""];
}

function childFields(locale: Locale): Field[] {
  const { sexes: sexNames, ages: ageNames, gestations: gestationNames } = words(locale);
  const { columns, redcap } = exchangeWords(locale);
  return [
    // REDCap takes the first field for the name of the entry.
    { name: CODE, type: "text", label: redcap.code },
    { name: "sex", type: "radio", section: redcap.child, label: columns.sex, choices: labelled(sexes, sexNames) },
    { name: "age", type: "dropdown", label: columns.age, choices: labelled(ages, ageNames) },
    { name: "gestation", type: "dropdown", label: columns.gestation, choices: labelled(gestations, gestationNames) },
    ...measures.map((measure): Field => ({ name: `${measure}_z`, type: "text", label: redcap.scores[measure], note: redcap.scoreNote, validation: ["number", "-9.9", "9.9"] })),
  ];
}

function featureFields(locale: Locale): Field[] {
  const { features, parts } = words(locale);
  const { redcap } = exchangeWords(locale);
  const told = choices([["observed", redcap.observed], ["excluded", redcap.excluded]]);
  const ticked = featureIds.filter((feature) => !(checklist[feature] as Row).importOnly);
  return ticked.map((feature, at): Field => {
    const row: Row = checklist[feature];
    const before = ticked[at - 1];
    const first = before === undefined || checklist[before].part !== row.part;
    const note = `${row.hpo.id} ${row.hpo.label}${row.malesOnly ? `. ${redcap.boysOnly}` : ""}`;
    return { name: redcapName(feature), type: "radio", ...(first && { section: parts[row.part].title }), label: features[feature], choices: told, note, ...(row.malesOnly && { branching: "[sex] <> 'female'" }) };
  });
}

function besideFields(locale: Locale): Field[] {
  const { columns, redcap } = exchangeWords(locale);
  const yesNo = choices([["yes", redcap.yes], ["no", redcap.no]]);
  const same = (values: readonly string[]) => choices(values.map((value) => [value, value]));
  const done = contexts.map((part, at): Field => ({ name: lower(part), type: "radio", ...(at === 0 && { section: redcap.context }), label: columns[part], choices: yesNo }));
  const variant = (["gene", "consequence", "region", "class", "allele"] as const).map(
    (part, at): Field => ({ name: `variant_${part}`, type: "dropdown", ...(at === 0 && { section: redcap.variant }), label: columns[`variant-${part}`], choices: same(variantParts[part]), ...(at > 0 && { branching: "[variant_gene] <> ''" }) }),
  );
  return [...done, ...variant, { name: "variant_tested", type: "radio", label: columns["variant-tested"], choices: yesNo, branching: "[variant_gene] <> ''" }];
}
