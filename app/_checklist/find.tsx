"use client";
import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { FeatureId } from "@/lib/screening/checklist";
import { find, indexOf } from "@/lib/screening/find";
import type { Found } from "@/lib/screening/find";
import { findWords } from "@/lib/screening/find-wording";
import { words } from "@/lib/screening/wording";
import { locale } from "@/app/locale";
import { goTo, rowsOf } from "./quick-places";
import type { Shown } from "./quick";

const says = findWords(locale);
const { features } = words(locale);
const index = indexOf(features, says);

const rowOf = (input: HTMLInputElement, feature: FeatureId) => input.form && rowsOf(input.form, `[data-row="${feature}"]`)[0];

function empty(input: HTMLInputElement): void {
  input.value = "";
}

/** What is asked, null while nothing is; and which of the found is marked. */
type Asked = { query: string; at: number } | null;

/** A focus alone shows nothing after a touch: the row is marked until it is left. */
function landOn(row: HTMLElement): void {
  goTo(row);
  row.dataset.landed = "";
  row.addEventListener("focusout", () => delete row.dataset.landed, { once: true });
}

/** The list of a combobox as in the ARIA Authoring Practices: the focus stays in the field, Enter goes to the row that is marked. */
export function Finder({ input, show }: { input: HTMLInputElement; show: (shown: Shown) => void }) {
  const [asked, setAsked] = useState<Asked>(() => (input.value.trim() && document.activeElement === input ? { query: input.value, at: 0 } : null));
  const query = asked?.query ?? "";
  const { near, found } = useMemo(() => {
    const all = find(query, index);
    return { near: all.near, found: all.found.filter(({ feature }) => rowOf(input, feature)) };
  }, [query, input]);
  const marked = asked ? found[asked.at] : undefined;
  const choose = useCallback((feature: FeatureId) => {
    const row = rowOf(input, feature);
    empty(input);
    setAsked(null);
    if (row) landOn(row);
  }, [input]);
  useEffect(() => {
    show({ open: marked !== undefined, ...(marked && { active: `found-${marked.feature}` }) });
    if (marked) document.getElementById(`found-${marked.feature}`)?.scrollIntoView({ block: "nearest" });
  }, [marked, show]);
  // With the list itself: what is typed between its first view and a later effect would not be asked.
  useLayoutEffect(() => follow(input, setAsked, found, marked && (() => choose(marked.feature))), [input, found, marked, choose]);
  const told = asked === null ? "" : found.length === 0 ? says.none : near ? says.near(found.length) : says.found(found.length);
  return (
    <>
      <p className="unseen" role="status">{told}</p>
      {asked && (
        <div className="found">
          <p className="fine" aria-hidden="true">{told}</p>
          {/* No stop of its own, which a list that scrolls would be: it goes when the field is left. */}
          <div id="found" role="listbox" tabIndex={-1} aria-label={says.list} hidden={found.length === 0}>
            {found.map((one) => <Option key={one.feature} found={one} marked={one === marked} choose={choose} />)}
          </div>
        </div>
      )}
    </>
  );
}

function Option({ found: { feature, id, by }, marked, choose }: { found: Found; marked: boolean; choose: (feature: FeatureId) => void }) {
  return (
    // The field keeps the focus, and with it the keys.
    <button type="button" id={`found-${feature}`} role="option" tabIndex={-1} aria-selected={marked} onMouseDown={(event) => event.preventDefault()} onClick={() => choose(feature)}>
      {features[feature]} <span className="hp">{id}</span> {by && <small>{says.by(by)}</small>}
    </button>
  );
}

/** What is typed asks; arrow keys mark, Enter takes, Escape empties, and whoever leaves the field has asked enough. */
function follow(input: HTMLInputElement, setAsked: (asked: Asked | ((now: Asked) => Asked)) => void, found: readonly Found[], take: (() => void) | undefined): () => void {
  const ask = () => setAsked(input.value.trim() === "" ? null : { query: input.value, at: 0 });
  const close = () => setAsked(null);
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setAsked((now) => now && found.length > 0 ? { ...now, at: (now.at + step + found.length) % found.length } : now);
    else if (event.key === "Enter") take?.();
    else if (event.key === "Escape" && input.value !== "") {
      empty(input);
      close();
    } else return;
    event.preventDefault();
  };
  input.addEventListener("input", ask);
  input.addEventListener("focus", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", press);
  return () => {
    input.removeEventListener("input", ask);
    input.removeEventListener("focus", ask);
    input.removeEventListener("blur", close);
    input.removeEventListener("keydown", press);
  };
}
