import { cohortOf } from "@/lib/cohort/cohort";
import { countCohort } from "@/lib/store/cohort";
import { guarded } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** What the site's screenings look like together, as the page of the same name shows it. It asks no questions. */
export const GET = guarded("list", async (member, request) => {
  if (new URL(request.url).searchParams.size > 0) return problem("bad-query", [{ pointer: "", code: "unknown-key" }]);
  return json(cohortOf(await countCohort(member, new Date())));
});
