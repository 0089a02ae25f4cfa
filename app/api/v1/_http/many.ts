import type { Caller } from "@/lib/access/guard";
import { csvHeader, csvRow } from "@/lib/exchange/csv-columns";
import { toBundle } from "@/lib/exchange/fhir-bundle";
import { toPhenopacket } from "@/lib/exchange/phenopacket-out";
import type { Screening } from "@/lib/screening/draft";
import type { ExportFormat } from "@/lib/screening/filter";
import { LINES, streamed } from "./lines";
import { Problem } from "./problem";

/** What many screenings are as a file: its type, the end of its name, what stands before the first, and each. */
type Form = { type: string; ends: string; head?: () => string; textOf: (screening: Screening) => string };

const line = (value: unknown) => `${JSON.stringify(value)}\n`;

const forms: Record<ExportFormat, Form> = {
  json: { type: LINES, ends: "ndjson", textOf: line },
  csv: { type: "text/csv; charset=utf-8", ends: "csv", head: csvHeader, textOf: csvRow },
  phenopacket: { type: LINES, ends: "phenopacket.ndjson", textOf: (screening) => line(toPhenopacket(screening)) },
  fhir: { type: "application/fhir+ndjson", ends: "fhir.ndjson", textOf: (screening) => line(toBundle(screening)) },
};

/** Many screenings as one file, made while it is read. */
export function manyAs(format: ExportFormat, screenings: AsyncGenerator<Screening, void>): Response {
  const { type, ends } = forms[format];
  return streamed(textsOf(forms[format], screenings), type, { headers: { "content-disposition": `attachment; filename="screenings.${ends}"` } });
}

async function* textsOf({ head, textOf }: Form, screenings: AsyncGenerator<Screening, void>): AsyncGenerator<string, void> {
  if (head) yield head();
  for await (const screening of screenings) yield textOf(screening);
}

/**
 * A link elsewhere must not make a member take screenings out with one click: a browser says from where it was sent.
 * @throws {Problem} 403
 */
export function requireOwnPage({ headers }: Request, { kind }: Caller): void {
  if (kind === "member" && !["same-origin", "none"].includes(headers.get("sec-fetch-site") ?? "none")) throw new Problem("foreign-origin");
}
