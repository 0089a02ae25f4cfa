"use client";
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type { AgeBand } from "@/lib/screening/bands";
import { analyteIds, analytes, usualUnit } from "@/lib/screening/laboratory-analytes";
import type { Analyte, System } from "@/lib/screening/laboratory-analytes";
import { answersOf, decide } from "@/lib/screening/laboratory-decisions";
import type { Entries, Entry } from "@/lib/screening/laboratory-decisions";
import { laboratoryWords } from "@/lib/screening/laboratory-wording";
import { fieldOf, writeFields } from "./form-draft";
import { LaboratoryRow } from "./laboratory-row";
import { Cautions, LaboratoryTable, saidBriefly } from "./laboratory-table";
import { nothingWritten, write } from "./laboratory-written";
import "./blocks-laboratory.css";

const { told, asks, systems } = laboratoryWords("en");
const steroids = "context.steroids";
const earlySample = "context.earlySample";
const watched = ["age", "measured", steroids, earlySample, ...new Set(analyteIds.map((analyte) => `finding.${analytes[analyte].feature}`))];

/** Renders again when the form changes in what this part reads of it, its reset included. */
function useForm(form: HTMLFormElement): void {
  const subscribe = (heard: () => void) => {
    // A form tells of its reset before it is done.
    const soon = () => void setTimeout(heard);
    form.addEventListener("change", heard);
    form.addEventListener("reset", soon);
    return () => {
      form.removeEventListener("change", heard);
      form.removeEventListener("reset", soon);
    };
  };
  useSyncExternalStore(subscribe, () => watched.map((name) => fieldOf(form, name)).join());
}

/** What was typed, and nothing of it once the form is emptied. The round is the key of the fields, which hold their text themselves. */
function useEntries(form: HTMLFormElement, written: { current: ReturnType<typeof nothingWritten> }) {
  const [kept, setKept] = useState<{ entries: Entries; last: Analyte | null; round: number }>({ entries: {}, last: null, round: 0 });
  useEffect(() => {
    const empty = () => {
      written.current = nothingWritten();
      setKept(({ round }) => ({ entries: {}, last: null, round: round + 1 }));
    };
    form.addEventListener("reset", empty);
    return () => form.removeEventListener("reset", empty);
  }, [form, written]);
  const change = (analyte: Analyte, unit: string, part: Partial<Entry>) => {
    setKept(({ entries, round }) => ({ entries: { ...entries, [analyte]: { value: "", lower: "", upper: "", use: "", unit, ...entries[analyte], ...part } }, last: analyte, round }));
  };
  return { ...kept, change };
}

/** Laboratory values beside the laboratory's own limits: each answers its row of the checklist, and only that answer is kept. */
export function Laboratory({ form }: { form: HTMLFormElement }) {
  const [system, setSystem] = useState<System>("si");
  const written = useRef(nothingWritten());
  const { entries, last, round, change } = useEntries(form, written);
  useForm(form);
  const circumstances = { age: (fieldOf(form, "age") || "unknown") as AgeBand, steroids: fieldOf(form, steroids) !== "", early: fieldOf(form, earlySample) !== "" };
  const decided = decide(entries, circumstances);
  const answers = answersOf(decided.decisions);
  // After every render, before it is seen: what is written already is not written again.
  useLayoutEffect(() => write(form, answers, written.current));
  return (
    <div className="laboratory">
      <p className="sub">{told.intro} <a href="/sampling" target="_blank" rel="noreferrer">{told.sampling}</a>.</p>
      <div className="child">
        <label>{told.units}
          <select value={system} onChange={(event) => setSystem(event.target.value as System)}>
            {(["si", "conventional"] as const).map((one) => <option key={one} value={one}>{systems[one]}</option>)}
          </select>
        </label>
        <Ask form={form} name={steroids} label={asks.steroids} />
        <Ask form={form} name={earlySample} label={asks.earlySample} />
      </div>
      <div key={round}>
        {analyteIds.map((analyte) => {
          const unit = entries[analyte]?.unit ?? usualUnit(analyte, system);
          return <LaboratoryRow key={analyte} analyte={analyte} unit={unit} faults={decided.faults[analyte]} change={(part) => change(analyte, unit, part)} />;
        })}
      </div>
      <p className="unseen" role="status">{last && saidBriefly(decided, last)}</p>
      <Cautions decisions={decided.decisions} answers={answers} {...circumstances} />
      <LaboratoryTable form={form} decisions={decided.decisions} answers={answers} change={change} />
      <p className="fine">{told.kept}</p>
    </div>
  );
}

/** A question of the form's own, asked here as well. */
function Ask({ form, name, label }: { form: HTMLFormElement; name: string; label: string }) {
  return <label className="check"><input type="checkbox" checked={fieldOf(form, name) !== ""} onChange={(event) => writeFields(form, { [name]: event.target.checked ? "yes" : "" })} /> {label}</label>;
}
