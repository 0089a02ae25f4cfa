import { parseTables } from "@/lib/screening/filter";
import { readEditions } from "@/lib/store/editions";
import { guarded } from "@/app/api/v1/_http/guarded";
import { requireOwnPage } from "@/app/api/v1/_http/many";
import { json, problem } from "@/app/api/v1/_http/problem";
import { editionTold, tablesCsv } from "@/app/api/v1/_http/tables";

/** The publishable tables, all editions, for whoever may export; the reason goes into the audit trail. */
export const GET = guarded("export", async (member, request) => {
  requireOwnPage(request, member);
  const asked = parseTables(new URL(request.url).searchParams);
  if ("errors" in asked) return problem(asked.errors.every(({ pointer }) => pointer === "/reason") ? "faulty-form" : "bad-query", asked.errors);
  const { editions } = await readEditions(member, new Date(), asked.reason);
  if (asked.format !== "csv") return json({ editions: editions.map(editionTold) });
  return new Response(tablesCsv(editions), { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="tables.csv"', "cache-control": "no-store" } });
});
