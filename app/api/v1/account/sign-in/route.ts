import { signInForm } from "@/lib/access/form";
import { signIn } from "@/lib/access/sign-in";
import { addressOf, fromOwnPages, readForm, withCookies } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** The first step of signing in. */
export const POST = fromOwnPages(async (request) => {
  const form = await readForm(request, signInForm);
  const step = await signIn(form, { headers: request.headers, address: addressOf(request) }, new Date());
  return step.outcome === "refused" ? problem("sign-in-refused") : withCookies(json({ next: step.outcome }), step.cookies);
});
