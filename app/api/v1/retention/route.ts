import { retentionForm } from "@/lib/access/form";
import { readRetention, setRetention } from "@/lib/store/retention";
import { guarded, readForm } from "@/app/api/v1/_http/guarded";
import { json } from "@/app/api/v1/_http/problem";

/** How long one's own site keeps screenings, and how many are erased next. */
export const GET = guarded("erase", async (member) => json(await readRetention(member, new Date())));

/** Sets it for the site, or lifts it. */
export const PUT = guarded("erase", async (member, request) => {
  const { years } = await readForm(request, retentionForm);
  await setRetention(member, years, new Date());
  return json({});
});
