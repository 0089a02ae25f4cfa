import { codeForm } from "@/lib/access/form";
import { signInWithCode } from "@/lib/access/sign-in";
import { addressOf, fromOwnPages, readForm, withCookies } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** The second step of signing in. */
export const POST = fromOwnPages(async (request) => {
  const form = await readForm(request, codeForm);
  const step = await signInWithCode(form, { headers: request.headers, address: addressOf(request) }, new Date());
  return step.outcome === "refused" ? problem("code-refused") : withCookies(json({}), step.cookies);
});
