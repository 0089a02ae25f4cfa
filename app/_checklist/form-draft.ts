import type { Draft, Status } from "@/lib/screening/assess";
import { roundZ } from "@/lib/screening/bands";
import type { Variant } from "@/lib/screening/bands";
import type { FeatureId } from "@/lib/screening/checklist";
import type { Answered } from "@/lib/screening/laboratory-decisions";
import { isHiddenBySteroids } from "@/lib/screening/laboratory-steroids";
import { draftIsOld, forgetDraft, keepValues, keptDraft } from "./kept";
import type { Values } from "./kept";

// The form is the draft: its fields are named by the draft's paths.
/** A z-score as people type it: any minus sign, a point or a comma; 9.95 and above would round out of range. */
export const Z_PATTERN = "\\s*[\\-−–+]?(?!9[.,]9[5-9])\\d([.,]\\d+)?\\s*";
/** The field that lists the rows answered from a measurement, and that ACTH is above twice the limit where that was measured. */
export const MEASURED = "measured";
/** The field that lists the fields that were filled from a file and not changed by hand since. */
export const IMPORTED = "imported";
/** The field that holds the z-scores worked out from a measurement, as they were written; empty ones were taken back. */
export const SIZED = "sized";
/** The field that names the screening which this one follows. */
export const FOLLOWS = "follows";
/** The field of what can be measured. */
export const fieldFor = (measured: Answered) => (measured === "acthTwiceLimit" ? `context.${measured}` : `finding.${measured}`);

/** The fields of a form that hold something other than nothing. */
export function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") values[name] = value;
  return values;
}

function under(values: Values, prefix: string): [string, string][] {
  return Object.entries(values).filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]);
}

/** A z-score as it was typed; NaN for what is none. */
export function toZ(text: string): number {
  const value = new RegExp(`^${Z_PATTERN}$`, "v").test(text) ? Number(text.trim().replace(/[−–]/, "-").replace(",", ".")) : NaN;
  // Adding zero makes of -0 a plain 0.
  return roundZ(value) + 0;
}

/** A z-score as a field holds it. Adding zero makes of -0 a plain 0. */
export const score = (z: number) => (z + 0).toFixed(1);

/** The fields of a variant. */
export function variantFields({ tested, ...parts }: Variant): Values {
  return { ...Object.fromEntries(Object.entries(parts).map(([part, value]) => [`variant.${part}`, value])), "variant.tested": tested ? "yes" : "" };
}

/** The present value of a named field; empty where there is none. */
export function fieldOf(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement && field.type === "checkbox") return field.checked ? field.value : "";
  return field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLSelectElement ? field.value : "";
}

/** Fills named fields, an empty text empties one; then the form reads itself once. */
export function writeFields(form: HTMLFormElement, fields: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(fields)) fill(form.elements.namedItem(name), value);
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Answers rows from what was measured, null takes an answer back; the rows are marked until somebody answers them by hand. */
export function writeFindings(form: HTMLFormElement, findings: Readonly<Partial<Record<Answered, Status | null>>>): void {
  const told = Object.entries(findings) as [Answered, Status | null][];
  const others = measuredIn(form).filter((measured) => findings[measured] === undefined);
  const answers = told.map(([measured, status]) => [fieldFor(measured), status ?? ""]);
  const now = [...others, ...told.flatMap(([measured, status]) => (status ? [measured] : []))];
  const imported = importedIn(form).filter((name) => !told.some(([measured]) => fieldFor(measured) === name));
  writeFields(form, { ...Object.fromEntries(answers), [MEASURED]: now.join(" "), [IMPORTED]: imported.join(" ") });
}

const importedIn = (form: HTMLFormElement) => fieldOf(form, IMPORTED).split(" ").filter(Boolean);

/** What was worked out from a measurement and not changed by hand since. */
export const measuredIn = (form: HTMLFormElement) => fieldOf(form, MEASURED).split(" ").filter(Boolean) as Answered[];

/** The z-scores that stand as they were worked out, by field; an empty one was taken back, and nobody has typed another since. */
export function sizedIn(form: HTMLFormElement): Values {
  const written = fieldOf(form, SIZED).split(" ").filter(Boolean).map((pair) => pair.split("="));
  return Object.fromEntries(written.filter(([name = "", z]) => fieldOf(form, name) === z));
}

/** The field that lists z-scores as worked out or, empty, as taken back. */
export const sizedAs = (sized: Readonly<Values>): Values => ({ [SIZED]: Object.entries(sized).map((pair) => pair.join("=")).join(" ") });

/** An answer given by hand is nobody's measurement and no file's any more. */
export function answeredByHand(form: HTMLFormElement, target: EventTarget | null): void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
  answered(form, target.name);
}

/** Lets go of what a new answer in a named field makes untrue. */
export function answered(form: HTMLFormElement, name: string): void {
  fill(form.elements.namedItem(IMPORTED), importedIn(form).filter((one) => one !== name).join(" "));
  if (name === "sex" || name === "gestation") return forgetSizes(form);
  if (name === "age") return forgetGlucose(form);
  if (name.startsWith("size.")) fill(form.elements.namedItem(SIZED), fieldOf(form, SIZED).split(" ").filter((pair) => !pair.startsWith(`${name}=`)).join(" "));
  else if (name === "context.steroids") forgetAfterSteroids(form);
  else fill(form.elements.namedItem(MEASURED), measuredIn(form).filter((measured) => fieldFor(measured) !== name).join(" "));
}

/**
 * A z-score worked out for one sex and gestation is not that of another. Where the measurement still stands in its block, it is
 * worked out anew there; else the block, which is unfolded for that, asks for it again.
 */
function forgetSizes(form: HTMLFormElement): void {
  const names = Object.keys(sizedIn(form));
  const taken = Object.fromEntries(names.map((name) => [name, ""]));
  for (const [name, value] of Object.entries({ ...taken, ...sizedAs(taken) })) fill(form.elements.namedItem(name), value);
  if (names.length > 0) form.querySelector(".size + details")?.setAttribute("open", "");
}

/** What a measurement excluded before anybody told of steroids, also before a reload, is not excluded where they hide it: the block, which is unfolded for that, says so. */
function forgetAfterSteroids(form: HTMLFormElement): void {
  if (fieldOf(form, "context.steroids") === "") return;
  forgetMeasured(form, isHiddenBySteroids);
}

/** A glucose that excluded a low one at one age need not at another; where it still stands in its block, it is read anew there. A low one stays. */
function forgetGlucose(form: HTMLFormElement): void {
  if (!form.querySelector('tr[data-analyte="glucose"]')) forgetMeasured(form, (measured, status) => measured === "hypoglycemia" && status === "excluded");
}

function forgetMeasured(form: HTMLFormElement, isGone: (measured: FeatureId, status: Status) => boolean): void {
  const hidden = measuredIn(form).filter((measured) => measured !== "acthTwiceLimit" && isGone(measured, fieldOf(form, fieldFor(measured)) as Status));
  for (const measured of hidden) fill(form.elements.namedItem(fieldFor(measured)), "");
  fill(form.elements.namedItem(MEASURED), measuredIn(form).filter((measured) => !hidden.includes(measured)).join(" "));
  if (hidden.length > 0) form.querySelector('[data-part="A"] .work-out')?.setAttribute("open", "");
}

function fill(field: Element | RadioNodeList | null, value: string): void {
  if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = value !== "";
  // A list's own value takes nothing that is empty, and the old answer would stand.
  else if (field instanceof RadioNodeList) {
    for (const one of field) if (one instanceof HTMLInputElement) one.checked = one.value === value;
  } else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
}

/** Reads the draft as the form stands now; a size that is no z-score is left out, and the form is then not valid. */
export function readDraft(form: HTMLFormElement, checklist: string): Draft {
  const values = valuesOf(form);
  const size = under(values, "size.").map(([measure, text]) => [measure, toZ(text)] as const).filter(([, z]) => Math.abs(z) <= 9.9);
  const context = under(values, "context.").map(([name]) => [name, true] as const);
  const variant = Object.fromEntries(under(values, "variant."));
  const findings = Object.fromEntries(under(values, "finding."));
  const sized = under(sizedIn(form), "size.").flatMap(([measure, z]) => (z === "" ? [] : [measure]));
  const imported = importedIn(form).flatMap((name) => (name in values ? [[name.slice(name.indexOf(".") + 1), "imported"] as const] : []));
  const measured = [...measuredIn(form).filter((measured) => fieldFor(measured) in values), ...sized].map((one) => [one, "measured"] as const);
  const origin = [...imported, ...measured];
  const family = familyOf(values.family);
  return {
    checklist,
    sex: values.sex ?? "unknown",
    age: values.age ?? "unknown",
    ...(values.gestation && values.gestation !== "unknown" ? { gestation: values.gestation } : {}),
    ...(size.length ? { size: Object.fromEntries(size) } : {}),
    findings,
    ...(origin.length ? { origin: Object.fromEntries(origin) } : {}),
    ...(variant.gene ? { variant: { ...variant, tested: variant.tested === "yes" } } : {}),
    ...(context.length ? { context: Object.fromEntries(context) } : {}),
    ...(family ? { family } : {}),
    ...(values[FOLLOWS] ? { follows: values[FOLLOWS] } : {}),
    // The fields' names and values are those of the draft; the server checks what a browser was made to send.
  } as Draft;
}

/** Keeps the form's fields for this tab. */
export function keepDraft(draftKey: string, form: HTMLFormElement, now: number): void {
  keepValues(draftKey, valuesOf(form), now);
}

/** Puts the kept fields back where nothing was answered since: an answer given before the scripts arrived stands. */
export function restoreDraft(draftKey: string, form: HTMLFormElement, now: number): void {
  if (draftIsOld(draftKey, now)) return forgetDraft(draftKey);
  const kept = keptDraft(draftKey);
  if (!kept) return;
  const given = valuesOf(form);
  for (const [name, value] of Object.entries(kept.values)) {
    const field = form.elements.namedItem(name);
    // A choice always has a value; its first one is what nobody has chosen yet.
    if (field instanceof HTMLSelectElement ? field.selectedIndex > 0 : name in given) continue;
    fill(field, value);
  }
  if (["sex", "gestation"].some((name) => kept.values[name] !== undefined && fieldOf(form, name) !== kept.values[name])) forgetSizes(form);
  if (fieldOf(form, "age") !== (kept.values.age ?? fieldOf(form, "age"))) forgetGlucose(form);
}

/** What the family's block wrote; anything else there is no family. */
function familyOf(text = ""): object | null {
  try {
    const family: unknown = JSON.parse(text || "null");
    return typeof family === "object" ? family : null;
  } catch {
    return null;
  }
}
