"use client";
import { useState } from "react";
import { locale } from "@/app/locale";
import { exchangeWords } from "@/lib/exchange/wording";
import type { ExportReason } from "@/lib/screening/filter";

const { many } = exchangeWords(locale);
const reasons = Object.keys(many.reasons) as ExportReason[];

/** Nothing leaves without a reason: it is chosen by a person, not by a list, and then there is the link. */
export function Reasoned({ hrefFor }: { hrefFor: (reason: string) => string }) {
  const [reason, setReason] = useState("");
  return (
    <>
      <label>{many.reason}
        <select value={reason} onChange={(event) => setReason(event.target.value)}>
          <option value="">{many.choose}</option>
          {reasons.map((one) => <option key={one} value={one}>{many.reasons[one]}</option>)}
        </select>
      </label>
      {reason ? <a className="download" href={hrefFor(reason)} download>{many.download}</a> : <p className="fine">{many.reasonFirst}</p>}
    </>
  );
}
