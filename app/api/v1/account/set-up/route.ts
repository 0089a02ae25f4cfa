import { setUpForm } from "@/lib/access/form";
import { setUp } from "@/lib/access/links";
import { fromOwnPages, readForm } from "@/app/api/v1/_http/guarded";
import { answerToLink, requireGoodPassword } from "@/app/api/v1/_http/links";

/** Makes a site and its first admin. */
export const POST = fromOwnPages(async (request) => {
  const form = await readForm(request, setUpForm);
  requireGoodPassword(form.password, [form.email, form.name, form.site]);
  return answerToLink(request, await setUp(form, new Date()));
});
