"use client";
import { useState } from "react";
import { locale } from "@/app/locale";
import { exchangeWords } from "@/lib/exchange/wording";
import type { ExportFormat } from "@/lib/screening/filter";
import { Reasoned } from "./reasoned";
import "./share.css";

type Report = { count: number; unique: number; smallest: number };

const { many, redcap, share } = exchangeWords(locale);
const formats = Object.keys(many.formats) as ExportFormat[];

/**
 * Takes out all screenings that a list shows: first how many and how easily told apart, then why, then the file.
 * @param asked the questions of the list, as in its address
 */
export function Export({ asked }: { asked: string }) {
  const [report, setReport] = useState<Report | "lost" | null>(null);
  const ask = () => void reportOf(asked).then(setReport);
  return (
    <details className="sharing" onToggle={(event) => event.currentTarget.open && ask()}>
      <summary>{many.title}</summary>
      <p className="sub">{many.about}</p>
      <div role="status">
        {report === null && <p>{many.counting}</p>}
        {report === "lost" && <p className="notice">{many.lost}</p>}
        {report !== null && report !== "lost" && <p className="notice" data-report>{many.report(report.count, report.unique, report.smallest)}</p>}
      </div>
      {report !== null && report !== "lost" && report.count > 0 && <Decision asked={asked} />}
      <h2>{many.columns}</h2>
      <p><a href="/api/v1/dictionary/csv" download>{share.dictionary}</a></p>
      <h2>{many.redcap}</h2>
      <p className="notice">{redcap.warning}</p>
      <p><a href="/api/v1/dictionary/redcap" download>{many.redcapDictionary}</a></p>
    </details>
  );
}

async function reportOf(asked: string): Promise<Report | "lost"> {
  try {
    const response = await fetch(`/api/v1/screenings/export-report?${asked}`);
    return response.ok ? ((await response.json()) as Report) : "lost";
  } catch {
    return "lost";
  }
}

/** In which format, and for which reason. */
function Decision({ asked }: { asked: string }) {
  const [format, setFormat] = useState<ExportFormat>("csv");
  const hrefFor = (reason: string) => {
    const query = new URLSearchParams(asked);
    query.set("format", format);
    query.set("reason", reason);
    return `/api/v1/screenings?${query}`;
  };
  return (
    <div className="decision">
      <label>{many.format}<select value={format} onChange={(event) => setFormat(event.target.value as ExportFormat)}>{formats.map((one) => <option key={one} value={one}>{many.formats[one]}</option>)}</select></label>
      <Reasoned hrefFor={hrefFor} />
    </div>
  );
}
