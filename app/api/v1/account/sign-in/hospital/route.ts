import { hospitalForm } from "@/lib/access/form";
import { takeAttempt } from "@/lib/access/limit";
import { hospitalName } from "@/lib/access/oidc";
import { startHospital } from "@/lib/access/sign-in";
import { addressOf, fromOwnPages, readForm, withCookies } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** The way to the identity provider, with an invitation or without. */
export const POST = fromOwnPages(async (request) => {
  const { link } = await readForm(request, hospitalForm);
  if (hospitalName() === null) return problem("no-hospital");
  const address = addressOf(request);
  await takeAttempt({ address }, new Date());
  const { url, cookies } = await startHospital(link, { headers: request.headers, address });
  return withCookies(json({ url }), cookies);
});
