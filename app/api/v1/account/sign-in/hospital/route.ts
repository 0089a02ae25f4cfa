import { hospitalForm } from "@/lib/access/form";
import { takeFrom } from "@/lib/access/limit";
import { hospitalName } from "@/lib/access/oidc";
import { startHospital } from "@/lib/access/sign-in";
import { addressOf, fromOwnPages, readForm, withCookies } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** The way to the identity provider, with an invitation or without. */
export const POST = fromOwnPages(async (request) => {
  const { link } = await readForm(request, hospitalForm);
  if (hospitalName() === null) return problem("no-hospital");
  await takeFrom("link", addressOf(request), new Date());
  const begun = await startHospital(link, { headers: request.headers, address: addressOf(request) });
  return begun ? withCookies(json({ url: begun.url }), begun.cookies) : problem("no-hospital");
});
