import { confirmTwoStep, startTwoStep, stopTwoStep } from "@/lib/access/credentials";
import { confirmForm, ownPasswordForm } from "@/lib/access/form";
import { guarded, readForm, withCookies } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** Prepares the second step: the authenticator's secret and the recovery codes, shown this once. */
export const POST = guarded("account", async (member, request) => {
  const { password } = await readForm(request, ownPasswordForm);
  const step = await startTwoStep(member, password, request.headers, new Date());
  return step.outcome === "refused" ? problem("password-refused") : withCookies(json({ uri: step.uri, secret: step.secret, codes: step.codes }), step.cookies);
});

/** Switches the second step on with a first code. */
export const PUT = guarded("account", async (member, request) => {
  const { code } = await readForm(request, confirmForm);
  const step = await confirmTwoStep(member, code, request.headers, new Date());
  return step.outcome === "refused" ? problem("code-refused") : withCookies(json({}), step.cookies);
});

/** Switches the second step off. */
export const DELETE = guarded("account", async (member, request) => {
  const { password } = await readForm(request, ownPasswordForm);
  const step = await stopTwoStep(member, password, request.headers, new Date());
  return step.outcome === "refused" ? problem("password-refused") : withCookies(json({}), step.cookies);
});
