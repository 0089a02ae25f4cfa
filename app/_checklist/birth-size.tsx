"use client";
import { useEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { centileOf, isWhereStandardsMeet } from "@/lib/growth/newborn";
import type { Sex } from "@/lib/growth/newborn";
import type { WeightUnit } from "@/lib/growth/plausible";
import { sizeLimits } from "@/lib/screening/rules";
import { sources } from "@/lib/screening/sources";
import { words } from "@/lib/screening/wording";
import { Plots } from "./birth-size-plot";
import { bandOf, readTyped, saysOf, sparedBy, written } from "./birth-size-reading";
import type { Measure, Placed, Reading, Typed } from "./birth-size-reading";
import { measureNames, sayAsked, sayCentile, sayFault, sexNames, unavailableWords, withMinus } from "./birth-size-words";
import { fieldOf, SIZED, writeFields } from "./form-draft";
import "./blocks-birth-size.css";

type Place = Measure | "weeks" | "days";
const NOTHING: Typed = { weight: "", length: "", head: "", weeks: "", days: "", unit: "g", checked: [] };

/**
 * Works out z-scores from what was measured and writes them into the form. Its own fields have no name: they are neither
 * kept nor sent, and gone after a reload.
 */
export function BirthSize({ form }: { form: HTMLFormElement }) {
  const root = useRef<HTMLDivElement>(null);
  const [reading, setReading] = useState(() => readTyped(NOTHING, fieldOf(form, "sex")));
  const [chosen, setChosen] = useState("");
  useEffect(() => {
    let ours: Record<string, string> = {};
    const changed = ({ target }: Event) => {
      if (!root.current || !(target instanceof Element)) return;
      setChosen(fieldOf(form, "gestation"));
      // Worked out and written only when what it follows from changes: what somebody then changes by hand stands.
      if (!root.current.contains(target) && target.getAttribute("name") !== "sex") return;
      const now = readTyped(typedIn(root.current), fieldOf(form, "sex"));
      setReading(now);
      ours = write(form, ours, now.fields);
    };
    const emptied = () => {
      ours = {};
      setReading(readTyped(NOTHING, ""));
    };
    form.addEventListener("change", changed);
    form.addEventListener("reset", emptied);
    return () => {
      form.removeEventListener("change", changed);
      form.removeEventListener("reset", emptied);
    };
  }, [form]);
  const { days } = reading;
  return (
    <div className="birth-size" ref={root}>
      <p className="fine">What you type here stays in this browser and is gone after a reload; only the z-scores and the band of gestation are kept.</p>
      <Fields reading={reading} />
      {days !== null && chosen !== bandOf(days) && <p className="fine">The gestation chosen above is another one: {words("en").gestations[chosen as ReturnType<typeof bandOf>] ?? "none"}.</p>}
      <Answer reading={reading} />
      <Plots reading={reading} />
    </div>
  );
}

function typedIn(root: HTMLElement): Typed {
  const value = (raw: string) => root.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-raw="${raw}"]`)?.value ?? "";
  const checked = [...root.querySelectorAll<HTMLInputElement>("[data-checked]:checked")].map((box) => box.value);
  return { weight: value("weight"), length: value("length"), head: value("head"), weeks: value("weeks"), days: value("days"), unit: value("unit") as WeightUnit, checked };
}

/** Writes what follows now, and takes back what does not follow any more unless somebody has changed it since. */
function write(form: HTMLFormElement, before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(before)) if (!(name in now) && fieldOf(form, name) === value) fields[name] = name === "gestation" ? "unknown" : "";
  for (const [name, value] of Object.entries(now)) if (before[name] !== value) fields[name] = value;
  const sized = Object.entries(now).filter(([name]) => name.startsWith("size.")).map((pair) => pair.join("="));
  if (Object.keys(fields).length > 0) writeFields(form, { ...fields, [SIZED]: sized.join(" ") });
  return { ...now };
}

function Fields({ reading }: { reading: Reading }) {
  return (
    <>
      <div className="raws">
        <Raw place="weeks" label="Gestation, weeks" reading={reading} />
        <Raw place="days" label="and days" reading={reading} />
      </div>
      <div className="raws">
        <Raw place="weight" label="Weight" reading={reading}>
          <select data-raw="unit" aria-label="Unit of weight"><option>g</option><option>kg</option></select>
        </Raw>
        <Raw place="length" label="Length, cm" reading={reading} />
        <Raw place="head" label="Head circumference, cm" reading={reading} />
      </div>
    </>
  );
}

function Raw({ place, label, reading: { faults, doubts }, children }: { place: Place; label: string; reading: Reading; children?: ReactNode }) {
  const fault = faults[place];
  const doubt = place === "weeks" || place === "days" ? undefined : doubts[place];
  const wrong = fault !== undefined || doubt?.checked === false;
  const vouched = doubt ? `${place} ${doubt.text} ${doubt.unit}` : "";
  return (
    <div className="raw">
      <label htmlFor={`raw-${place}`}>{label}</label>
      <span className="pair">
        <input id={`raw-${place}`} data-raw={place} inputMode={place === "weeks" || place === "days" ? "numeric" : "decimal"} aria-invalid={wrong} aria-describedby={`wrong-${place}`} />
        {children}
      </span>
      <div id={`wrong-${place}`} role="status">{wrong && <p className="wrong">{fault ? sayFault(fault) : sayAsked(doubt?.likely ?? null)}</p>}</div>
      {/* The box vouches for this very text: another one is asked about anew. */}
      {doubt && <label className="check" key={vouched}><input type="checkbox" data-checked value={vouched} /> Checked: {doubt.text} {doubt.unit} is right</label>}
    </div>
  );
}

function Answer({ reading: { placed, sexes, days, unavailable } }: { reading: Reading }) {
  const of = (sex: Sex) => (sexes.length > 1 ? `${sexNames[sex]}: ` : "");
  const { cite, url } = sources.intergrowth;
  return (
    <div role="status" className="worked-out">
      {unavailable && <p>{unavailableWords[unavailable]}</p>}
      {placed.length > 0 && sexes.length > 1 && <p>The sex is not given as female or male: both are shown, and no z-score is taken over.</p>}
      {placed.length > 0 && (
        <ul>
          {placed.map((one) => sexes.map((sex) => <li key={one.measure + sex} data-z={`${one.measure}-${sex}`}><b>{measureNames[one.measure]}</b> {of(sex)}{say(one, sex)}</li>))}
        </ul>
      )}
      {sexes.map((sex) => <Spared key={sex} placed={placed} sex={sex} of={of(sex)} />)}
      {placed.length > 0 && isWhereStandardsMeet(days ?? 0) && <p>{words("en").twoStandards}</p>}
      {placed.length > 0 && <cite><a href={url} rel="noreferrer">{cite}</a>; limits: {sources.rules.cite}</cite>}
    </div>
  );
}

function Spared({ placed, sex, of }: { placed: readonly Placed[]; sex: Sex; of: string }) {
  const spared = sparedBy(placed, sex);
  const { cite, url } = sources["srs-genereviews"];
  if (spared.length === 0) return null;
  return <p className="spared">{of}{words("en").headSpared(spared.map(({ above, other }) => [above.toFixed(1), other]))} <cite><a href={url} rel="noreferrer">{cite}</a></cite></p>;
}

function say({ measure, z }: Placed, sex: Sex): string {
  const score = z[sex] ?? NaN;
  const limit = (of: "met" | "small") => (measure === "head" ? "" : withMinus(sizeLimits[measure][of].toFixed(1)));
  return `z ${withMinus(written(score))}, ${sayCentile(centileOf(score))}; ${words("en").sizes[saysOf(measure, score)](limit("met"), limit("small"))}`;
}
