"use client";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { ComponentType } from "react";
import type { QuickWords } from "@/lib/screening/quick-wording";
import "./quick.css";

/** Where the browser keeps that quick keys are wanted: a preference, nothing of a child. */
const KEPT = "image-screen-quick-keys";

function listen(tell: () => void): () => void {
  addEventListener("storage", tell);
  return () => removeEventListener("storage", tell);
}

function want(on: boolean): void {
  if (on) localStorage.setItem(KEPT, "on");
  else localStorage.removeItem(KEPT);
  // The other tabs are told by the browser.
  dispatchEvent(new Event("storage"));
}

type Loaded = {
  Finder?: ComponentType<{ input: HTMLInputElement; show: (shown: Shown) => void }>;
  Keys?: ComponentType<{ form: HTMLFormElement; off: () => void }>;
};
/** Is the list of what was found open, and which of it is marked? */
export type Shown = { open: boolean; active?: string };

/** The ways through the checklist by keyboard: the field that finds a feature, and the switch of quick keys. Both are fetched when they are first used. */
export function Ways({ find, example, quick, on, off, hint, quickHint, lost }: QuickWords["ways"]) {
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const wanted = useSyncExternalStore(listen, () => localStorage.getItem(KEPT) !== null, () => false);
  const [shown, show] = useState<Shown>({ open: false });
  const [loaded, setLoaded] = useState<Loaded | "lost">({});
  const load = useCallback((part: Promise<Loaded>) => part.then((more) => setLoaded((now) => (now === "lost" ? more : { ...now, ...more })), () => setLoaded("lost")), []);
  useEffect(() => {
    if (wanted) void load(import("./quick-dialog"));
  }, [wanted, load]);
  const { Finder = null, Keys = null } = loaded === "lost" ? {} : loaded;
  return (
    <div className="ways" data-quick={wanted}>
      <div className="find">
        <label>
          {find}
          <input ref={setInput} type="text" role="combobox" aria-autocomplete="list" aria-controls="found" aria-expanded={shown.open} aria-activedescendant={shown.active} placeholder={example} spellCheck={false} onFocus={() => Finder ?? load(import("./find"))} />
        </label>
        {Finder && input && <Finder input={input} show={show} />}
      </div>
      <button type="button" role="switch" aria-checked={wanted} className="plain" onClick={() => want(!wanted)}>{quick} <b aria-hidden="true">{wanted ? on : off}</b></button>
      <p className="hint">{wanted ? quickHint : hint}</p>
      {loaded === "lost" && <p className="notice">{lost}</p>}
      {wanted && Keys && input?.form && <Keys form={input.form} off={() => want(false)} />}
    </div>
  );
}
