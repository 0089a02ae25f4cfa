import { tablesOf } from "@/lib/cohort/publishable";
import { cohortWords } from "@/lib/cohort/wording";
import { csvLine } from "@/lib/exchange/csv";
import type { Edition } from "@/lib/store/editions";

const { publish: told } = cohortWords("en");

/** One edition as a program is told it; nothing of what is withheld is in it. */
export function editionTold({ from, to, least, children, ...edition }: Edition) {
  const tables = tablesOf({ least, children, ...edition }).map(({ id, cells }) => ({ id, title: told.titles[id] ?? id, rows: cells.map((cell) => ({ ...cell, label: told.rows[cell.id] ?? cell.id })) }));
  return { from, to, least, children, tables };
}

/** The columns of the table of tables. */
export const tablesHeader = csvLine(["from", "to", "least_count", "children", "table", "row", "depth", "label", "count", "of"]);

/** All editions as one table, a line a row; what is withheld says so. */
export function tablesCsv(editions: readonly Edition[]): string {
  const lines = editions.map(editionTold).flatMap(({ from, to, least, children, tables }) =>
    tables.flatMap(({ id, rows }) => rows.map((row) => csvLine([...[from, to, least, children].map(String), id, row.id, String(row.depth), row.label, row.count === null ? told.withheld : String(row.count), row.of === null ? told.withheld : String(row.of)]))),
  );
  return [tablesHeader, ...lines].join("");
}
