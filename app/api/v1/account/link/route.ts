import { linkForm } from "@/lib/access/form";
import { findLink, hashOf } from "@/lib/access/links";
import { fromOwnPages, readForm } from "@/app/api/v1/_http/guarded";
import { answerToLink } from "@/app/api/v1/_http/links";
import { json } from "@/app/api/v1/_http/problem";

/** What a one-time link leads to; looking does not use it. */
export const POST = fromOwnPages(async (request) => {
  const { token } = await readForm(request, linkForm);
  const link = await findLink(hashOf(token), new Date());
  if (!link) return answerToLink(request, "gone");
  return json(link.kind === "set-up" ? { kind: link.kind } : { kind: link.kind, name: link.name, email: link.email, site: link.site });
});
