"use client";
import { useState } from "react";
import { cohortWords } from "@/lib/cohort/wording";
import { exchangeWords } from "@/lib/exchange/wording";
import type { ExportReason } from "@/lib/screening/filter";
import { Print } from "@/app/screenings/_share/print";
import "@/app/screenings/_share/share.css";

const { many, share } = exchangeWords("en");
const { publish } = cohortWords("en");
const reasons = Object.keys(many.reasons) as ExportReason[];

/** The tables as a file, once somebody has said what for; or on paper. */
export function TakeTables() {
  const [reason, setReason] = useState("");
  return (
    <details className="sharing">
      <summary>{publish.take}</summary>
      <div className="decision">
        <label>{many.reason}
          <select value={reason} onChange={(event) => setReason(event.target.value)}>
            <option value="">{many.choose}</option>
            {reasons.map((one) => <option key={one} value={one}>{many.reasons[one]}</option>)}
          </select>
        </label>
        {reason ? <a className="download" href={`/api/v1/cohort/tables?format=csv&reason=${reason}`} download>{many.download}</a> : <p className="fine">{many.reasonFirst}</p>}
      </div>
      <Print name={share.formats.print.name} />
    </details>
  );
}
