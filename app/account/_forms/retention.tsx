"use client";
import { useId, useState } from "react";
import { adminWords } from "./admin-wording";
import { Confirm } from "./confirm";
import { send } from "./post";

const PERIODS = [1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 100];
const FOR_GOOD = "0";
const { retention: told } = adminWords;
const name = (years: string) => (years === FOR_GOOD ? told.forGood : told.years(Number(years)));

/** How long screenings are kept, and the change of it. */
export function RetentionForm({ years }: { years: number | null }) {
  const id = useId();
  const now = String(years ?? FOR_GOOD);
  const [chosen, setChosen] = useState(now);
  const set = () => send("PUT", "/api/v1/retention", { years: chosen === FOR_GOOD ? null : Number(chosen) });
  return (
    <div className="field">
      <label htmlFor={id}>{told.label}</label>
      <div className="beside">
        <select id={id} value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {[FOR_GOOD, ...PERIODS.map(String), ...(PERIODS.includes(years ?? 1) ? [] : [now])].map((one) => <option key={one} value={one}>{name(one)}</option>)}
        </select>
        {chosen !== now && (
          <Confirm button={told.set} title={chosen === FOR_GOOD ? told.askForGood : told.ask(Number(chosen))} yes={told.set} act={set} done={() => location.reload()}>
            <p>{chosen === FOR_GOOD ? told.aboutForGood : told.about(Number(chosen))}</p>
          </Confirm>
        )}
      </div>
    </div>
  );
}
