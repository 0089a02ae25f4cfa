import { readTrail } from "@/lib/access/trail";
import { faultsOf } from "@/lib/screening/faults";
import { guarded } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";
import { trailQuery } from "@/app/api/v1/_http/trail-query";

/** A page of the site's audit trail, newest first; reading it is a line in it. */
export const GET = guarded("audit", async (member, request) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const parsed = trailQuery.safeParse(asked);
  if (!parsed.success) return problem("bad-query", faultsOf(parsed.error, asked, 1));
  const trail = await readTrail(member, parsed.data);
  return trail ? json(trail) : problem("bad-query");
});
