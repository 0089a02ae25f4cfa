import { parseWhole } from "@/lib/screening/filter";
import { reportExport } from "@/lib/store/exports";
import { guarded } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** How easily those whom an export would hold could be told from each other. Nothing is taken out. */
export const GET = guarded("export", async (member, request) => {
  const asked = parseWhole(new URL(request.url).searchParams);
  if ("errors" in asked) return problem("bad-query", asked.errors);
  const report = await reportExport(member, asked.page, new Date());
  return report ? json(report) : problem("bad-query", [{ pointer: "/after", code: "not-found" }]);
});
