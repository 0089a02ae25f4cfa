import { csvHeader, csvRow } from "@/lib/exchange/csv-columns";
import { asFile } from "@/app/api/v1/_http/taken-out";

/** A table of one line, under the columns of the dictionary. */
export const GET = asFile({ type: "text/csv; charset=utf-8", ends: "csv", textOf: (screening) => csvHeader() + csvRow(screening) });
