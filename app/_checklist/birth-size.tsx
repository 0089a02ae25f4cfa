"use client";
import { useLayoutEffect, useRef, useState } from "react";
import type { ReactNode } from "react";
import { locale } from "@/app/locale";
import { centileOf, isWhereStandardsMeet } from "@/lib/growth/newborn";
import type { Sex } from "@/lib/growth/newborn";
import type { WeightUnit } from "@/lib/growth/plausible";
import { sizeLimits } from "@/lib/screening/rules";
import { sources } from "@/lib/screening/sources";
import { words } from "@/lib/screening/wording";
import { Plots } from "./birth-size-plot";
import { bandOf, readTyped, saysOf, sparedBy, written } from "./birth-size-reading";
import type { Measure, Place, Placed, Reading, Typed } from "./birth-size-reading";
import { sizeWords, withMinus } from "./birth-size-wording";
import { disputesIn, followChange, takenBackIn, takeOver } from "./birth-size-written";
import type { Dispute } from "./birth-size-written";
import { fieldOf } from "./form-draft";
import "./blocks-birth-size.css";

const { gestations, headSpared, sizes, twoStandards } = words(locale);
const NOTHING: Typed = { weight: "", ounces: "", length: "", head: "", weeks: "", days: "", unit: "", checked: [] };

/** What the block shows of what stands in it and in the form. */
function look(form: HTMLFormElement, typed: Typed, reading = readTyped(typed, fieldOf(form, "sex"))) {
  return { reading, unit: typed.unit, chosen: fieldOf(form, "gestation"), disputes: disputesIn(form, reading), taken: takenBackIn(form, typed) };
}

/**
 * Works out z-scores from what was measured and writes them into the form. Its own fields have no name: they are neither
 * kept nor sent, and gone after a reload.
 */
export function BirthSize({ form }: { form: HTMLFormElement }) {
  const root = useRef<HTMLDivElement>(null);
  const [{ reading, unit, chosen, disputes, taken }, setSeen] = useState(() => look(form, NOTHING));
  // Before the fields are seen: what is typed at once would be read with the next change only.
  useLayoutEffect(() => {
    let band = "";
    const changed = ({ target }: Event) => {
      if (!root.current || !(target instanceof Element)) return;
      const typed = typedIn(root.current);
      const now = readTyped(typed, fieldOf(form, "sex"));
      const place = root.current.contains(target) ? target.closest<HTMLElement>("[data-for]")?.dataset.for : target.getAttribute("name");
      if (place) band = followChange(form, now, place, band);
      setSeen(look(form, typed, now));
    };
    const emptied = () => {
      band = "";
      setSeen({ ...look(form, NOTHING), taken: [] });
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
      <p className="fine">{sizeWords.about}</p>
      <Fields reading={reading} unit={unit} />
      {days !== null && chosen !== bandOf(days) && <p className="fine">{sizeWords.otherGestation(gestations[chosen as ReturnType<typeof bandOf>])}</p>}
      <Answer reading={reading} disputed={(measure) => disputes.map((dispute) => dispute.measure === measure && <Disputed key={measure} form={form} dispute={dispute} />)}>
        {taken.length > 0 && <p className="told">{sizeWords.takenBack(taken)}</p>}
      </Answer>
      <Plots reading={reading} />
    </div>
  );
}

function typedIn(root: HTMLElement): Typed {
  const value = (raw: string) => root.querySelector<HTMLInputElement | HTMLSelectElement>(`[data-raw="${raw}"]`)?.value ?? "";
  const checked = [...root.querySelectorAll<HTMLInputElement>("[data-checked]:checked")].map((box) => box.value);
  return { ...(Object.fromEntries(Object.keys(NOTHING).map((raw) => [raw, value(raw)])) as Omit<Typed, "checked">), checked };
}

function Fields({ reading, unit }: { reading: Reading; unit: WeightUnit }) {
  return (
    <>
      <div className="raws">
        <Raw place="weeks" reading={reading} />
        <Raw place="days" reading={reading} />
      </div>
      <div className="raws">
        <Raw place="weight" reading={reading}>
          <select data-raw="unit" aria-label={sizeWords.unitOfWeight}><option value="">{sizeWords.unit}</option>{["g", "kg", "lb"].map((one) => <option key={one}>{one}</option>)}</select>
        </Raw>
        {unit === "lb" && <Raw place="ounces" reading={reading} />}
        <Raw place="length" reading={reading} />
        <Raw place="head" reading={reading} />
      </div>
    </>
  );
}

function Raw({ place, reading: { faults, doubts }, children }: { place: Place; reading: Reading; children?: ReactNode }) {
  const fault = faults[place];
  const doubt = doubts[place];
  const wrong = fault !== undefined || doubt?.checked === false;
  const vouched = `${place} ${doubt?.said}`;
  return (
    <div className="raw" data-for={place === "ounces" ? "weight" : place}>
      <label htmlFor={`raw-${place}`}>{sizeWords.labels[place]}</label>
      <span className="pair">
        <input id={`raw-${place}`} data-raw={place} inputMode={place === "weeks" || place === "days" ? "numeric" : "decimal"} aria-invalid={wrong} aria-describedby={`wrong-${place}`} />
        {children}
      </span>
      <div id={`wrong-${place}`} role="status">{wrong && <p className="wrong">{fault ? sizeWords.fault(fault) : doubt && sizeWords.asked(doubt)}</p>}</div>
      {/* The box vouches for this very text: another one is asked about anew. */}
      {doubt && <label className="check" key={vouched}><input type="checkbox" data-checked value={vouched} /> {sizeWords.checked(doubt.said)}</label>}
    </div>
  );
}

function Answer({ reading: { placed, sexes, days, unavailable }, disputed, children }: { reading: Reading; disputed: (measure: Measure) => ReactNode; children: ReactNode }) {
  const of = (sex: Sex) => (sexes.length > 1 ? sizeWords.ofSex(sex) : "");
  const { cite, url } = sources.intergrowth;
  return (
    <div role="status" className="worked-out">
      {unavailable && <p>{sizeWords.unavailable[unavailable]}</p>}
      {placed.length > 0 && sexes.length > 1 && <p>{sizeWords.bothSexes}</p>}
      {placed.length > 0 && (
        <ul>
          {placed.map((one) => sexes.map((sex) => <li key={one.measure + sex} data-z={`${one.measure}-${sex}`}><b>{sizeWords.measures[one.measure]}</b> {of(sex)}{say(one, sex)}{disputed(one.measure)}</li>))}
        </ul>
      )}
      {children}
      {sexes.map((sex) => <Spared key={sex} placed={placed} sex={sex} of={of(sex)} />)}
      {placed.length > 0 && isWhereStandardsMeet(days ?? 0) && <p>{twoStandards}</p>}
      {placed.length > 0 && <cite><a href={url} rel="noreferrer">{cite}</a>{sizeWords.limits}{sources.rules.cite}</cite>}
    </div>
  );
}

/** What somebody typed is never overwritten unasked. */
function Disputed({ form, dispute }: { form: HTMLFormElement; dispute: Dispute }) {
  const { measure, typed, z } = dispute;
  return (
    <p className="told" data-dispute={measure}>
      {sizeWords.disputed(withMinus(typed), withMinus(z))}{" "}
      <button type="button" className="plain" onClick={() => takeOver(form, dispute)}>{sizeWords.takeOver(withMinus(z))}</button>
    </p>
  );
}

function Spared({ placed, sex, of }: { placed: readonly Placed[]; sex: Sex; of: string }) {
  const spared = sparedBy(placed, sex);
  const { cite, url } = sources["srs-genereviews"];
  if (spared.length === 0) return null;
  return <p className="told spared">{of}{headSpared(spared.map(({ above, other }) => [above.toFixed(1), other]))} <cite><a href={url} rel="noreferrer">{cite}</a></cite></p>;
}

function say({ measure, z, value }: Placed, sex: Sex): string {
  const score = z[sex] ?? NaN;
  const limit = (of: "met" | "small") => (measure === "head" ? "" : withMinus(sizeLimits[measure][of].toFixed(1)));
  const says = sizes[saysOf(measure, score)](limit("met"), limit("small"));
  return sizeWords.placed(measure === "weight" ? value : null, withMinus(written(score)), centileOf(score), says);
}
