import { csvDictionary } from "@/lib/exchange/csv-columns";

export const dynamic = "force-dynamic";

/** What each column of a table of screenings means. */
export function GET(): Response {
  return new Response(csvDictionary(), { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="dictionary.csv"' } });
}
