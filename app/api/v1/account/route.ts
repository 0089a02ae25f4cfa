import { hasPassword } from "@/lib/access/credentials";
import { guarded } from "@/app/api/v1/_http/guarded";
import { json } from "@/app/api/v1/_http/problem";

/** Whose session this is; `password` is false for whoever signs in through the hospital. */
export const GET = guarded("account", async (member) => {
  const { name, email, siteName, role, twoStep } = member;
  return json({ name, email, site: siteName, role, twoStep, password: await hasPassword(member) });
});
