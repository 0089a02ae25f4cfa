import { setUpForm } from "@/lib/access/form";
import { takeFrom } from "@/lib/access/limit";
import { setUp } from "@/lib/access/links";
import { addressOf, fromOwnPages, readForm } from "@/app/api/v1/_http/guarded";
import { answerToLink, requireGoodPassword } from "@/app/api/v1/_http/links";

/** Makes a site and its first admin. */
export const POST = fromOwnPages(async (request) => {
  const form = await readForm(request, setUpForm);
  requireGoodPassword(form.password);
  await takeFrom("link", addressOf(request), new Date());
  return answerToLink(await setUp(form, new Date()));
});
