import type { QuickAct } from "@/lib/screening/quick-wording";

const places: Partial<Record<QuickAct, string>> = {
  I: 'section[data-part="I"] [data-row]',
  M: 'section[data-part="M"] [data-row]',
  A: 'section[data-part="A"] [data-row]',
  Ge: 'section[data-part="Ge"] [data-row]',
  face: 'section[data-part="face"] [data-row]',
  body: 'section[data-part="body"] [data-row]',
  elsewhere: ".folded [data-row]",
  sex: '[name="sex"]',
  age: '[name="age"]',
  size: '[name="size.weight"]',
  laboratory: '[data-block="laboratory"]',
  variant: '[name="variant.gene"]',
  family: '[data-block="family"]',
  context: '[name="context.steroids"]',
  find: '[role="combobox"]',
  save: ".saving > button",
};

/** A row that is there for what a file tells, and that no file has told. */
const UNTOLD = '.untold:not(:has(input:checked:not([value=""])))';

/** How far the key of a part goes on when it is pressed again. */
const STRIDE = 5;

/** The rows of the form that can be answered, those of a folded part too. */
export const rowsOf = (form: HTMLFormElement, which = "[data-row]") => [...form.querySelectorAll<HTMLElement>(which)].filter((row) => !row.matches(UNTOLD));

/** The place that a key jumps to: of a part its first row, or five rows on where the focus is in it already. */
export function placeOf(form: HTMLFormElement, act: QuickAct, current: HTMLElement | null): HTMLElement | undefined {
  const all = places[act] === undefined ? [] : rowsOf(form, places[act]);
  const at = current ? all.indexOf(current) : -1;
  return at < 0 ? all[0] : (all[at + STRIDE] ?? all[0]);
}

/** Gives a row, a field or a fold the focus and brings it on the screen; what it is folded into is opened. */
export function goTo(place: HTMLElement): void {
  if (place instanceof HTMLDetailsElement) place.open = true;
  for (let fold = place.parentElement?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  const stop = place.querySelector<HTMLElement>(place.matches("[data-row]") ? "input:checked" : ":scope > summary");
  (stop ?? place).focus({ preventScroll: true });
  // Of a row that is higher than what is free of the screen, its answers.
  for (const seen of [place, stop]) seen?.scrollIntoView({ block: "nearest" });
}
