import type { Draft } from "@/lib/screening/assess";

/** The form is the draft: its fields are named by the draft's paths. */
const KEY = "image-screen-draft";
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

/** Reads the draft as the form stands now; a size that is no number, or out of range, is left out (the field says so). */
export function readDraft(form: HTMLFormElement, checklist: string): Draft {
  const values = valuesOf(form);
  const size = under(values, "size.").map(([measure, text]) => [measure, Math.round(Number(text) * 10) / 10] as const).filter(([, z]) => Math.abs(z) <= 9.9);
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

/** Keeps the form's fields for this tab, or forgets them where there are none. */
export function keepDraft(form: HTMLFormElement, now: number): void {
  sessionStorage.setItem(KEY, JSON.stringify({ at: now, values: valuesOf(form) }));
}

/** Forgets the draft of this tab. */
export function forgetDraft(): void {
  sessionStorage.removeItem(KEY);
}

/** Is the draft of this tab older than twelve hours? */
export function draftIsOld(now: number): boolean {
  const kept = stored();
  return kept !== null && now - kept.at > LIFE_MS;
}

/** Puts the kept fields back where nothing was answered since: an answer given before the scripts arrived stands. */
export function restoreDraft(form: HTMLFormElement, now: number): void {
  const kept = stored();
  if (!kept) return;
  if (now - kept.at > LIFE_MS) return forgetDraft();
  const given = valuesOf(form);
  for (const [name, value] of Object.entries(kept.values)) {
    const field = form.elements.namedItem(name);
    if (name in given && given[name] !== "unknown") continue;
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = true;
    else if (field instanceof RadioNodeList || field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = value;
  }
}

function stored(): { at: number; values: Values } | null {
  const text = sessionStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as { at: number; values: Values });
}
