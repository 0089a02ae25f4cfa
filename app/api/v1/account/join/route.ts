import { joinForm } from "@/lib/access/form";
import { takeFrom } from "@/lib/access/limit";
import { join } from "@/lib/access/links";
import { addressOf, fromOwnPages, readForm } from "@/app/api/v1/_http/guarded";
import { answerToLink, requireGoodPassword } from "@/app/api/v1/_http/links";

/** Accepts an invitation, or sets a new password by a reset link. */
export const POST = fromOwnPages(async (request) => {
  const form = await readForm(request, joinForm);
  requireGoodPassword(form.password);
  await takeFrom("link", addressOf(request), new Date());
  return answerToLink(await join(form, new Date()));
});
