"use client";
import { locale } from "@/app/locale";
import { cohortWords } from "@/lib/cohort/wording";
import { exchangeWords } from "@/lib/exchange/wording";
import { Print } from "@/app/screenings/_share/print";
import { Reasoned } from "@/app/screenings/_share/reasoned";
import "@/app/screenings/_share/share.css";

const { share } = exchangeWords(locale);
const { publish } = cohortWords(locale);

/** The tables as a file, once somebody has said what for; or on paper. */
export function TakeTables() {
  return (
    <details className="sharing">
      <summary>{publish.take}</summary>
      <div className="decision"><Reasoned hrefFor={(reason) => `/api/v1/cohort/tables?format=csv&reason=${reason}`} /></div>
      <Print name={share.formats.print.name} />
    </details>
  );
}
