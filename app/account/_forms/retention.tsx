"use client";
import { useId, useState } from "react";
import { Confirm } from "./confirm";
import { send } from "./post";

const PERIODS = [1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40, 50, 100];
const FOR_GOOD = "0";
const name = (years: string) => (years === FOR_GOOD ? "For good" : years === "1" ? "1 year" : `${years} years`);

/** How long screenings are kept, and the change of it. */
export function RetentionForm({ years }: { years: number | null }) {
  const id = useId();
  const now = String(years ?? FOR_GOOD);
  const [chosen, setChosen] = useState(now);
  const set = () => send("PUT", "/api/v1/retention", { years: chosen === FOR_GOOD ? null : Number(chosen) });
  return (
    <div className="field">
      <label htmlFor={id}>Keep screenings</label>
      <div className="beside">
        <select id={id} value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {[FOR_GOOD, ...PERIODS.map(String), ...(PERIODS.includes(years ?? 1) ? [] : [now])].map((one) => <option key={one} value={one}>{name(one)}</option>)}
        </select>
        {chosen !== now && (
          <Confirm button="Set" title={chosen === FOR_GOOD ? "Keep screenings for good?" : `Erase screenings after ${name(chosen)}?`} yes="Set" act={set} done={() => location.reload()}>
            <p>{chosen === FOR_GOOD ? "Nothing is erased for its age any more." : `From the first 1 January that is at least 30 days away, the server erases every screening of a child whose newest screening is of a year that ended ${name(chosen)} or more before, with its reviews. Where a screening between two others was erased, the earlier and the later count as two children. That cannot be taken back. It is announced above the list of screenings from October.`}</p>
          </Confirm>
        )}
      </div>
    </div>
  );
}
