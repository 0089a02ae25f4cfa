import { quickActs } from "@/lib/screening/quick-wording";
import type { QuickAct } from "@/lib/screening/quick-wording";
import { fieldOf, IMPORTED, MEASURED, writeFields } from "./form-draft";
import { isClosed } from "./leaving";
import { goTo, placeOf, rowsOf } from "./quick-places";

/** The keys, by what they do. Digits, arrows, + and − lie together on a number pad; Q and W serve a left hand. */
export const quickKeys: Readonly<Record<QuickAct, readonly string[]>> = {
  observed: ["1"], excluded: ["2"], open: ["3", "0"], undo: ["u", "Backspace"],
  next: ["ArrowDown", "j", "w", "+"], previous: ["ArrowUp", "k", "q", "-"],
  definition: ["d"], find: ["/"], save: ["s"], back: ["Escape"], all: ["?"],
  I: ["i"], M: ["m"], A: ["a"], Ge: ["g"], face: ["f"], body: ["b"], elsewhere: ["e"],
  sex: ["x"], age: ["y"], size: ["z"], laboratory: ["l"], variant: ["v"], family: ["p"], context: ["c"],
};

const answers: Partial<Record<QuickAct, string>> = { observed: "observed", excluded: "excluded", open: "" };
const acts = new Map(Object.values(quickActs).flat().flatMap((act) => quickKeys[act].map((key) => [key, act] as const)));

const FIELD = "input:not([type=radio], [type=checkbox]), select, textarea";

/** What a key asks for: nothing together with Ctrl, Alt or Command, and nothing but signs with Shift. */
function actOf(event: KeyboardEvent): QuickAct | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.getModifierState("AltGraph")) return undefined;
  // Some layouts have their digits under Shift and signs on the same keys.
  const digit = event.shiftKey ? undefined : /^Digit([0-3])$/.exec(event.code)?.[1];
  if (event.shiftKey && (event.key.length > 1 || /\p{L}/u.test(event.key))) return undefined;
  return acts.get(digit ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key));
}

/** The field that finds features empties itself first. */
const isAsking = (target: Element) => target.matches("[role=combobox]") && (target as HTMLInputElement).value !== "";

type Given = { row: HTMLElement; name: string; before: string; after: string; marks: readonly (readonly [field: string, mark: string])[] };

/** Listens for quick keys on the checklist until it is told to stop. */
export function listen(form: HTMLFormElement, showAll: () => void): () => void {
  const given: Given[] = [];
  let last: HTMLElement | null = null;
  const entered = ({ target }: Event) => void (last = (target as Element).closest<HTMLElement>("[data-row]") ?? last);
  const forget = () => void given.splice(0);
  const pressed = (event: KeyboardEvent) => {
    const target = event.target as Element;
    const act = actOf(event);
    const away = isClosed(form) || target.closest("dialog") || (target !== document.body && !form.contains(target));
    const wanted = target.matches(FIELD) ? act === "back" && !isAsking(target) : act !== "back";
    if (!act || away || !wanted) return;
    event.preventDefault();
    // The form's own key for a definition is another one.
    event.stopPropagation();
    const steps = act === "next" || act === "previous";
    if (event.repeat && !steps) return;
    if (act === "all") showAll();
    else if (act === "undo") takeBack(form, given);
    else move(form, act, target.closest<HTMLElement>("[data-row]"), last, given);
  };
  document.addEventListener("keydown", pressed, true);
  form.addEventListener("focusin", entered);
  form.addEventListener("reset", forget);
  tell(form, "1 2 3 D");
  return () => {
    document.removeEventListener("keydown", pressed, true);
    form.removeEventListener("focusin", entered);
    form.removeEventListener("reset", forget);
    tell(form, "i");
  };
}

/** Answers, and moves on. Only the row that has the focus is answered, and only while it is on the screen. */
function move(form: HTMLFormElement, act: QuickAct, current: HTMLElement | null, last: HTMLElement | null, given: Given[]): void {
  const answer = answers[act];
  const steps = act === "next" || act === "previous" || act === "back" || answer !== undefined;
  if (act === "definition") {
    const details = (current ?? last)?.querySelector("details");
    if (details) details.open = !details.open;
    return;
  }
  if (current && answer !== undefined) {
    if (!isSeen(current)) return goTo(current);
    give(form, current, answer, given);
  }
  const place = steps ? beside(form, act === "previous" ? -1 : 1, current, last) : placeOf(form, act, current);
  if (!place) return;
  // On a narrow screen the button is folded away with the summary.
  if (act === "save" && !place.checkVisibility()) form.querySelector<HTMLElement>("aside .toggle")?.focus();
  else goTo(place);
}

/** What lies under the summary is not seen. */
function isSeen(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > 0 && top < innerHeight - parseFloat(getComputedStyle(document.documentElement).scrollPaddingBottom);
}

/** The row beside the one that has the focus, parts that are folded left out; else the row that had it last, or the first. */
function beside(form: HTMLFormElement, step: 1 | -1, current: HTMLElement | null, last: HTMLElement | null): HTMLElement | undefined {
  const rows = rowsOf(form).filter((row) => row.checkVisibility());
  return current ? (rows[rows.indexOf(current) + step] ?? current) : (rows.find((row) => row === last) ?? rows[0]);
}

const valueOf = (row: HTMLElement) => row.querySelector<HTMLInputElement>("input:checked")?.value ?? "";

function give(form: HTMLFormElement, row: HTMLElement, after: string, given: Given[]): void {
  const before = valueOf(row);
  const feature = row.dataset.row ?? "";
  const name = `finding.${feature}`;
  if (before === after) return;
  const marks = ([[MEASURED, feature], [IMPORTED, name]] as const).filter(([field, mark]) => fieldOf(form, field).split(" ").includes(mark));
  given.push({ row, name, before, after, marks });
  row.querySelector<HTMLInputElement>(`input[value="${after}"]`)?.click();
}

/** Gives a row its former answer back, with where that came from, unless it was answered otherwise since. */
function takeBack(form: HTMLFormElement, given: Given[]): void {
  const one = given.pop();
  if (!one) return;
  if (valueOf(one.row) !== one.after) return takeBack(form, given);
  const marked = one.marks.map(([field, mark]) => [field, `${fieldOf(form, field)} ${mark}`.trim()] as const);
  writeFields(form, { [one.name]: one.before, ...Object.fromEntries(marked) });
  goTo(one.row);
}

function tell(form: HTMLFormElement, shortcuts: string): void {
  for (const group of form.querySelectorAll(".answers")) group.setAttribute("aria-keyshortcuts", shortcuts);
}
