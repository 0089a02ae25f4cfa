"use client";
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { locale } from "@/app/locale";
import type { AgeBand, GestationBand } from "@/lib/screening/bands";
import { analyteIds, analytes, usualUnit } from "@/lib/screening/laboratory-analytes";
import type { Analyte, System } from "@/lib/screening/laboratory-analytes";
import { answersOf, cautionsOf, decide } from "@/lib/screening/laboratory-decisions";
import type { Answers, Circumstances, Entries, Entry } from "@/lib/screening/laboratory-decisions";
import { laboratoryWords } from "@/lib/screening/laboratory-wording";
import { fieldFor, fieldOf } from "./form-draft";
import { Disputes } from "./laboratory-disputes";
import { LaboratoryRow } from "./laboratory-row";
import { Cautions, LaboratoryTable, saidBriefly } from "./laboratory-table";
import { disputesIn, write } from "./laboratory-written";
import "./blocks-laboratory.css";

const { told, asks, systems } = laboratoryWords(locale);
const steroids = "context.steroids";
const earlySample = "context.earlySample";
const watched = ["age", "gestation", "measured", steroids, earlySample, fieldFor("acthTwiceLimit"), ...new Set(analyteIds.map((analyte) => fieldFor(analytes[analyte].feature)))];

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
function useEntries(form: HTMLFormElement, written: { current: Answers }) {
  const [kept, setKept] = useState<{ entries: Entries; last: Analyte | null; round: number }>({ entries: {}, last: null, round: 0 });
  useEffect(() => {
    const empty = () => {
      written.current = {};
      setKept(({ round }) => ({ entries: {}, last: null, round: round + 1 }));
    };
    form.addEventListener("reset", empty);
    return () => form.removeEventListener("reset", empty);
  }, [form, written]);
  const change = (analyte: Analyte, unit: string, part: Partial<Entry>) => {
    // What was confirmed or overruled is this very value: another one is read and asked about anew.
    const anew = part.value === undefined && part.unit === undefined ? {} : ({ use: "", sure: false } as const);
    setKept(({ entries, round }) => ({ entries: { ...entries, [analyte]: { value: "", lower: "", upper: "", use: "", unit, ...entries[analyte], ...anew, ...part } }, last: analyte, round }));
  };
  return { ...kept, change };
}

/** Laboratory values beside the laboratory's own limits: each answers its row of the checklist, and only that answer is kept. */
export function Laboratory({ form }: { form: HTMLFormElement }) {
  const [system, setSystem] = useState<System>("si");
  const written = useRef<Answers>({});
  const { entries, last, round, change } = useEntries(form, written);
  useForm(form);
  const circumstances = circumstancesIn(form);
  const decided = decide(entries, circumstances);
  const answers = answersOf(decided);
  // After every render, before it is seen: what is written already is not written again.
  useLayoutEffect(() => write(form, answers, written));
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
          const { unit = usualUnit(analyte, system), value = "", sure = false }: Partial<Entry> = entries[analyte] ?? {};
          return <LaboratoryRow key={analyte} analyte={analyte} unit={unit} value={value} sure={sure} faults={decided.faults[analyte]} change={(part) => change(analyte, unit, part)} />;
        })}
      </div>
      <p className="unseen" role="status">{last && saidBriefly(decided, last)}</p>
      <Cautions cautions={cautionsOf(decided, answers, circumstances)} />
      <Disputes form={form} disputes={disputesIn(form, answers)} />
      <LaboratoryTable decisions={decided.decisions} change={change} />
      <p className="fine">{told.kept}</p>
    </div>
  );
}

/** What the form tells of the child and of the sample. */
function circumstancesIn(form: HTMLFormElement): Circumstances {
  const { age, gestation } = { age: fieldOf(form, "age") || "unknown", gestation: fieldOf(form, "gestation") || "unknown" } as { age: AgeBand; gestation: GestationBand };
  return { age, gestation, steroids: fieldOf(form, steroids) !== "", early: fieldOf(form, earlySample) !== "" };
}

/** A question of the form's own, asked here as well: its own box is pressed, and tells the form as if it were pressed there. */
function Ask({ form, name, label }: { form: HTMLFormElement; name: string; label: string }) {
  const press = () => (form.elements.namedItem(name) as HTMLInputElement).click();
  return <label className="check"><input type="checkbox" checked={fieldOf(form, name) !== ""} onChange={press} /> {label}</label>;
}
