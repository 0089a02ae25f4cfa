"use client";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { locale } from "@/app/locale";
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import { sayBriefly } from "@/lib/screening/wording";
import { FlagBanner } from "./flag-banner";
import { answeredByHand, FOLLOWS, IMPORTED, keepDraft, MEASURED, readDraft, restoreDraft, SIZED, writeFields } from "./form-draft";
import { acknowledgeDraft, claimDraft, draftIsOld, draftIsTaken, emptyDraft, forgetDraft } from "./kept";
import { ConditionsLater } from "./later";
import { isClosed } from "./leaving";
import { Letters, MatchSummary } from "./match-summary";
import { Saving } from "./saving";
import { sheetWords } from "./wording";

/** Text fields that nobody sees: unlike hidden ones they are emptied with the form. Made once, so that no tick touches them. */
const unseen = [MEASURED, SIZED, IMPORTED, "family", FOLLOWS].map((name) => <input key={name} name={name} hidden readOnly />);

const empty = (checklist: string): Draft => ({ checklist, sex: "unknown", age: "unknown", findings: {} });

/**
 * The checklist with its live summary. The rows come as children, made on the server: a tick re-renders the summary
 * alone. The form's own fields are the state; the draft is read from them at every change.
 * @param given under which the draft is kept for its member; empty while nobody is signed in; null: not known yet, and nothing is read or kept
 */
export function Checklist({ version, draftKey: given, children }: { version: string; draftKey: string | null; children: ReactNode }) {
  const draftKey = given ?? "";
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => empty(version));
  const [taken, setTaken] = useState(false);
  useEffect(() => {
    const read = (now: HTMLFormElement) => {
      setDraft(readDraft(now, version));
      setTaken(draftIsTaken(draftKey));
    };
    return given === null ? undefined : follow(form.current, given, read);
  }, [version, draftKey, given]);
  const keep = () => {
    acknowledgeDraft();
    setTaken(false);
  };
  const startOver = () => {
    form.current?.reset();
    emptyDraft(draftKey);
    setDraft(empty(version));
    setTaken(false);
    window.scrollTo(0, 0);
  };
  return (
    <form ref={form} className="sheet" autoComplete="off" onSubmit={(event) => event.preventDefault()}>
      <div className="rows">
        {unseen}
        {draft.follows && <Follows code={draft.follows} />}
        <div role="status">{taken && <TakenOver keep={keep} startOver={startOver} />}</div>
        {children}
      </div>
      <Aside draft={draft} draftKey={draftKey} startOver={startOver} />
    </form>
  );
}

/** A follow-up began with what the earlier screening told. */
function Follows({ code }: { code: string }) {
  const { before, after, letGo: sayLetGo } = sheetWords.follows;
  const letGo = (form: HTMLFormElement | null) => form && writeFields(form, { [FOLLOWS]: "" });
  return (
    <div className="notice" data-follows={code}>
      {before} <a href={`/screenings/${code}`}>{code}</a>{after}
      <p className="buttons"><button type="button" className="plain" onClick={(event) => letGo(event.currentTarget.form)}>{sayLetGo}</button></p>
    </div>
  );
}

/** Whoever signed in need not be who ticked before it. */
function TakenOver({ keep, startOver }: { keep: () => void; startOver: () => void }) {
  const said = sheetWords.takenOver;
  return (
    <div className="notice">
      {said.about}
      <p className="buttons">
        <button type="button" className="plain" onClick={keep}>{said.keep}</button>
        <button type="button" className="plain" onClick={startOver}>{said.startOver}</button>
      </p>
    </div>
  );
}

/** Reads the form now and at every change; the draft is kept for the tab and forgotten after twelve hours. */
function follow(form: HTMLFormElement | null, draftKey: string, read: (form: HTMLFormElement) => void): (() => void) | undefined {
  if (!form) return undefined;
  claimDraft(draftKey);
  restoreDraft(draftKey, form, Date.now());
  read(form);
  const changed = (event: Event) => {
    if (isClosed(form)) return;
    answeredByHand(form, event.target);
    keepDraft(draftKey, form, Date.now());
    read(form);
  };
  const age = () => {
    if (!draftIsOld(draftKey, Date.now())) return;
    forgetDraft(draftKey);
    form.reset();
    read(form);
  };
  const clock = setInterval(age, 60_000);
  form.addEventListener("change", changed);
  form.addEventListener("keydown", openDefinition);
  document.addEventListener("visibilitychange", age);
  return () => {
    clearInterval(clock);
    form.removeEventListener("change", changed);
    form.removeEventListener("keydown", openDefinition);
    document.removeEventListener("visibilitychange", age);
  };
}

/** The key I works only while a row's buttons have the focus (WCAG 2.1.4). */
function openDefinition(event: KeyboardEvent): void {
  if (event.key.toLowerCase() !== "i" || event.ctrlKey || event.metaKey || event.altKey) return;
  const details = event.target instanceof HTMLInputElement && event.target.type === "radio" ? event.target.closest(".row")?.querySelector("details") : null;
  if (details) details.open = !details.open;
}

/** Tells the page how high its summary is, so that whatever gets the focus is scrolled clear of it, and what has it already. */
function keepClear(aside: HTMLElement | null): (() => void) | undefined {
  const form = aside?.closest("form");
  if (!aside || !form) return undefined;
  const keep = () => {
    for (const { style } of [document.documentElement, form]) style.setProperty("--over", `${aside.offsetHeight}px`);
    const focused = document.activeElement?.closest(".answers") ?? document.activeElement;
    if (getComputedStyle(aside).position !== "fixed" || !focused || !form.contains(focused) || aside.contains(focused)) return;
    const { top, bottom } = focused.getBoundingClientRect();
    if (top < innerHeight && bottom > innerHeight - aside.offsetHeight) focused.scrollIntoView({ block: "nearest" });
  };
  const watch = new ResizeObserver(keep);
  watch.observe(aside, { box: "border-box" });
  return () => {
    watch.disconnect();
    document.documentElement.style.removeProperty("--over");
  };
}

type KeptDraft = { draft: Draft; draftKey: string; startOver: () => void };

function Aside({ draft, draftKey, startOver }: KeptDraft) {
  const assessment = assess(draft);
  const [open, setOpen] = useState(false);
  const [acknowledged, setAcknowledged] = useState<string[]>([]);
  const signs = assessment.flag?.reasons.flatMap((reason) => [reason.code, ...reason.features]) ?? [];
  const quiet = signs.every((sign) => acknowledged.includes(sign));
  const place = useRef<HTMLElement>(null);
  useEffect(() => keepClear(place.current), []);
  // What was pressed stays where it can be pressed again.
  useEffect(() => void place.current?.querySelector(".toggle")?.scrollIntoView({ block: "nearest" }), [open]);
  return (
    <aside ref={place} className={open ? "open" : ""} aria-label={sheetWords.summary}>
      {/* Not a live region of its own: the line below says flag, match and letters, once. */}
      {assessment.flag && (
        <FlagBanner flag={assessment.flag} quiet={quiet}>
          {!quiet && <button type="button" className="plain" onClick={() => setAcknowledged(signs)}>{sheetWords.acknowledge}</button>}
        </FlagBanner>
      )}
      <div className="bar">
        <Letters assessment={assessment} />
        <button type="button" className="plain toggle" aria-expanded={open} aria-controls="summary" onClick={() => setOpen(!open)}>{open ? sheetWords.close : sheetWords.open}</button>
      </div>
      <p className="unseen" role="status">{sayBriefly(assessment, locale)}</p>
      <div id="summary" className="more">
        <MatchSummary assessment={assessment} />
        <ConditionsLater draft={draft} />
        <Saving draft={draft} draftKey={draftKey} startOver={startOver} blocked={assessment.issues.some((issue) => issue.level === "error")} />
      </div>
    </aside>
  );
}
