import { joinForm } from "@/lib/access/form";
import { findLink, hashOf, join } from "@/lib/access/links";
import { fromOwnPages, readForm } from "@/app/api/v1/_http/guarded";
import { answerToLink, requireGoodPassword } from "@/app/api/v1/_http/links";

/** Accepts an invitation, or sets a new password by a reset link. */
export const POST = fromOwnPages(async (request) => {
  const form = await readForm(request, joinForm);
  const link = await findLink(hashOf(form.token), new Date());
  requireGoodPassword(form.password, link && link.kind !== "set-up" ? [link.email, link.name, link.site] : []);
  return answerToLink(request, await join(form, new Date()));
});
