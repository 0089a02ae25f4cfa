import { locale } from "@/app/locale";
import { importWords } from "@/lib/exchange/import-wording";
import { assess } from "@/lib/screening/assess";
import type { Draft, Issue } from "@/lib/screening/assess";
import { contexts, measures } from "@/lib/screening/bands";
import { checklist, CHECKLIST_VERSION, featureIds } from "@/lib/screening/checklist";
import type { Part } from "@/lib/screening/checklist";
import type { Answered } from "@/lib/screening/laboratory-decisions";
import { sayVariant } from "@/lib/screening/variant-wording";
import { words } from "@/lib/screening/wording";
import { toldOf } from "./family-field";
import { answered, fieldFor, IMPORTED, MEASURED, readDraft, score, SIZED, valuesOf, variantFields, writeFields } from "./form-draft";

const said = importWords(locale);

/** One entry of a file beside what the form has in its place. */
export type Entry = { key: string; group: Part | "child"; name: string; hpo?: string; fields: Record<string, string>; theirs: string; mine: string | null };

export type Compared = Record<"fresh" | "same" | "differs", Entry[]>;

/** What a draft would fill in: what is new, what stands there already, and what differs from what stands there. */
export function compare(draft: Draft, form: HTMLFormElement): Compared {
  const mine = new Map(entriesOf(readDraft(form, CHECKLIST_VERSION)).map((entry) => [entry.key, entry]));
  const all = entriesOf(draft).map((entry) => ({ entry: { ...entry, mine: mine.get(entry.key)?.theirs ?? null }, now: mine.get(entry.key)?.fields }));
  const equal = (one: Record<string, string>, other: Record<string, string>) => Object.keys(one).every((name) => one[name] === other[name]);
  const of = (is: (now: Record<string, string> | undefined, entry: Entry) => boolean) => all.filter(({ entry, now }) => is(now, entry)).map(({ entry }) => entry);
  return {
    fresh: of((now) => now === undefined),
    same: of((now, { fields }) => now !== undefined && equal(fields, now)),
    differs: of((now, { fields }) => now !== undefined && !equal(fields, now)),
  };
}

/** The entries of a draft in the order of the form. What is unknown is no entry. */
function entriesOf(draft: Draft): Entry[] {
  const { sexes, ages, gestations, features } = words(locale);
  const child = (key: keyof typeof said.fields, fields: Record<string, string>, theirs: string, name = said.fields[key]): Entry => ({ key: `${key} ${name}`, group: "child", name, fields, theirs, mine: null });
  const { sex, age, gestation = "unknown", size = {}, variant, context = {}, findings } = draft;
  const family = draft.family && toldOf(draft.family);
  return [
    ...(sex === "unknown" ? [] : [child("sex", { sex }, sexes[sex])]),
    ...(age === "unknown" ? [] : [child("age", { age }, ages[age])]),
    ...(gestation === "unknown" ? [] : [child("gestation", { gestation }, gestations[gestation])]),
    ...measures.flatMap((measure) => (size[measure] === undefined ? [] : [child(measure, { [`size.${measure}`]: score(size[measure]) }, score(size[measure]).replace("-", "−"))])),
    ...featureIds.flatMap((feature): Entry[] => {
      const status = findings[feature];
      const { part, hpo } = checklist[feature];
      return status ? [{ key: feature, group: part, name: features[feature], hpo: hpo.id, fields: { [`finding.${feature}`]: status }, theirs: said.statuses[status], mine: null }] : [];
    }),
    ...(variant ? [child("variant", variantFields(variant), said.variant(variant.tested, sayVariant(variant, locale).join(", ")))] : []),
    ...contexts.flatMap((part) => (context[part] ? [child("context", { [`context.${part}`]: "yes" }, said.yes, words(locale).contexts[part])] : [])),
    ...(family ? [child("family", { family: JSON.stringify(family) }, said.family(family.relatives.length))] : []),
  ];
}

/** The contradictions that would stand on the form with these entries and do not yet. */
export function contradictionsWith(entries: readonly Entry[], form: HTMLFormElement): Issue[] {
  const now = readDraft(form, CHECKLIST_VERSION);
  const statuses = entries.flatMap(({ fields }) => Object.entries(fields).filter(([name]) => name.startsWith("finding.")).map(([name, status]) => [name.slice("finding.".length), status]));
  const wrong = (draft: Draft) => assess(draft).issues.filter(({ level }) => level === "error");
  const before = wrong(now).map((issue) => JSON.stringify(issue));
  return wrong({ ...now, findings: { ...now.findings, ...Object.fromEntries(statuses) } }).filter((issue) => !before.includes(JSON.stringify(issue)));
}

type Fields = Record<string, string>;
const hasOrigin = (name: string) => /^(?:finding|size)\.|^context\.acthTwiceLimit$/.test(name);
const listIn = (values: Fields, name: string) => (values[name] ?? "").split(" ").filter(Boolean);
const union = (one: readonly string[], other: readonly string[]) => [...new Set([...one, ...other])].join(" ");

/**
 * Fills the form and marks what it fills as imported, until somebody answers it by hand.
 * @returns takes it all back, but for what was changed since
 */
export function take(form: HTMLFormElement, entries: readonly Entry[]): () => void {
  const wanted: Fields = Object.assign({}, ...entries.map(({ fields }) => fields));
  const before = valuesOf(form);
  writeFields(form, wanted);
  for (const name of Object.keys(wanted)) answered(form, name);
  writeFields(form, { [IMPORTED]: union(listIn(before, IMPORTED), Object.keys(wanted).filter(hasOrigin)) });
  const after = valuesOf(form);
  return () => takeBack(form, before, after);
}

function takeBack(form: HTMLFormElement, before: Fields, after: Fields): void {
  const now = valuesOf(form);
  const fields = Object.keys({ ...before, ...after }).filter((name) => ![MEASURED, SIZED, IMPORTED].includes(name));
  const back = new Set(fields.filter((name) => before[name] !== after[name] && now[name] === after[name]));
  const measured = listIn(before, MEASURED).filter((one) => back.has(fieldFor(one as Answered)));
  const imported = listIn(now, IMPORTED).filter((name) => !back.has(name) || listIn(before, IMPORTED).includes(name));
  const isBack = (pair: string) => back.has(pair.slice(0, pair.indexOf("=")));
  const sized = [...listIn(now, SIZED).filter((pair) => !isBack(pair)), ...listIn(before, SIZED).filter(isBack)];
  writeFields(form, { ...Object.fromEntries([...back].map((name) => [name, before[name] ?? ""])), [MEASURED]: union(listIn(now, MEASURED), measured), [IMPORTED]: imported.join(" "), [SIZED]: sized.join(" ") });
}
