import { redcapDictionary } from "@/lib/exchange/redcap";

export const dynamic = "force-dynamic";

/** The checklist as a REDCap data dictionary. Uploading it replaces the project's own. */
export function GET(): Response {
  return new Response(redcapDictionary(), { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="redcap-dictionary.csv"' } });
}
