import type { Draft } from "@/lib/screening/assess";
import { roundZ } from "@/lib/screening/bands";

/** The form is the draft: its fields are named by the draft's paths. It is kept under its member's key; nobody's key is empty. */
const PREFIX = "image-screen-draft:";
/** Holds the key of the member whose draft was ticked before they signed in, until they say what to do about it. */
const TAKEN = "image-screen-taken";
/** A z-score as people type it: any minus sign, a point or a comma; 9.95 and above would round out of range. */
export const Z_PATTERN = "\\s*[\\-−–+]?(?!9[.,]9[5-9])\\d([.,]\\d+)?\\s*";
const LIFE_MS = 12 * 3_600_000;
type Values = Record<string, string>;

/** The fields of a form that hold something other than nothing. */
function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && value !== "") values[name] = value;
  return values;
}

function under(values: Values, prefix: string): [string, string][] {
  return Object.entries(values).filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]);
}

/** NaN for what is no z-score. */
function toZ(text: string): number {
  const value = new RegExp(`^${Z_PATTERN}$`, "v").test(text) ? Number(text.trim().replace(/[−–]/, "-").replace(",", ".")) : NaN;
  // Adding zero makes of -0 a plain 0.
  return roundZ(value) + 0;
}

/** Reads the draft as the form stands now; a size that is no z-score is left out, and the form is then not valid. */
export function readDraft(form: HTMLFormElement, checklist: string): Draft {
  const values = valuesOf(form);
  const size = under(values, "size.").map(([measure, text]) => [measure, toZ(text)] as const).filter(([, z]) => Math.abs(z) <= 9.9);
  const context = under(values, "context.").map(([name]) => [name, true] as const);
  const variant = Object.fromEntries(under(values, "variant."));
  return {
    checklist,
    sex: values.sex ?? "unknown",
    age: values.age ?? "unknown",
    ...(values.gestation && values.gestation !== "unknown" ? { gestation: values.gestation } : {}),
    ...(size.length ? { size: Object.fromEntries(size) } : {}),
    findings: Object.fromEntries(under(values, "finding.")),
    ...(variant.gene ? { variant: { ...variant, tested: variant.tested === "yes" } } : {}),
    ...(context.length ? { context: Object.fromEntries(context) } : {}),
    // The fields' names and values are those of the draft; the server checks what a browser was made to send.
  } as Draft;
}

/** Keeps the form's fields for this tab. */
export function keepDraft(draftKey: string, form: HTMLFormElement, now: number): void {
  sessionStorage.setItem(PREFIX + draftKey, JSON.stringify({ at: now, values: valuesOf(form) }));
}

/** Forgets this member's draft, or nobody's. */
export function forgetDraft(draftKey: string): void {
  sessionStorage.removeItem(PREFIX + draftKey);
  if (draftIsTaken(draftKey)) sessionStorage.removeItem(TAKEN);
}

/**
 * Removes what another member left in this tab, and takes over what was ticked before signing in where this member has no
 * draft. While nobody is signed in nothing is removed: whose session has run out finds the draft again.
 */
export function claimDraft(draftKey: string): void {
  if (draftKey === "") return;
  const others = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX) && key !== PREFIX && key !== PREFIX + draftKey);
  for (const key of others) forgetDraft(key.slice(PREFIX.length));
  const nobodys = sessionStorage.getItem(PREFIX);
  if (nobodys === null || sessionStorage.getItem(PREFIX + draftKey) !== null) return;
  sessionStorage.setItem(PREFIX + draftKey, nobodys);
  sessionStorage.setItem(TAKEN, draftKey);
  forgetDraft("");
}

/** Was this member's draft ticked in this tab before the sign-in, perhaps by somebody else, and not yet acknowledged? */
export function draftIsTaken(draftKey: string): boolean {
  return draftKey !== "" && sessionStorage.getItem(TAKEN) === draftKey;
}

/** The member takes the draft for their own. */
export function acknowledgeDraft(): void {
  sessionStorage.removeItem(TAKEN);
}

/** Is the draft older than twelve hours? */
export function draftIsOld(draftKey: string, now: number): boolean {
  const kept = stored(draftKey);
  return kept !== null && now - kept.at > LIFE_MS;
}

/** Puts the kept fields back where nothing was answered since: an answer given before the scripts arrived stands. */
export function restoreDraft(draftKey: string, form: HTMLFormElement, now: number): void {
  const kept = stored(draftKey);
  if (!kept) return;
  if (now - kept.at > LIFE_MS) return forgetDraft(draftKey);
  const given = valuesOf(form);
  for (const [name, value] of Object.entries(kept.values)) {
    const field = form.elements.namedItem(name);
    // A choice always has a value; its first one is what nobody has chosen yet.
    if (field instanceof HTMLSelectElement ? field.selectedIndex > 0 : name in given) continue;
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = true;
    else if (field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
}

function stored(draftKey: string): { at: number; values: Values } | null {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + draftKey) ?? "null") as { at: number; values: Values } | null;
  } catch {
    // Not what this program wrote: there is nothing to keep.
    forgetDraft(draftKey);
    return null;
  }
}
