import { changePassword } from "@/lib/access/credentials";
import { passwordForm } from "@/lib/access/form";
import { guarded, readForm, withCookies } from "@/app/api/v1/_http/guarded";
import { requireGoodPassword } from "@/app/api/v1/_http/links";
import { json, problem } from "@/app/api/v1/_http/problem";

/** Changes one's own password; every other session ends. */
export const POST = guarded("account", async (member, request) => {
  const form = await readForm(request, passwordForm);
  requireGoodPassword(form.password, [member.email, member.name, member.siteName]);
  const step = await changePassword(member, form, request.headers, new Date());
  return step.outcome === "refused" ? problem("password-refused") : withCookies(json({}), step.cookies);
});
