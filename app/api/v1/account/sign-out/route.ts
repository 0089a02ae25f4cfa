import { signOut } from "@/lib/access/sign-in";
import { guarded, withCookies } from "@/app/api/v1/_http/guarded";

/** Ends the session, and with it everything that the browser kept of this application. */
export const POST = guarded("account", async (member, request) => {
  const cookies = await signOut(member, request.headers, new Date());
  const headers = { "cache-control": "no-store", "clear-site-data": '"cache", "cookies", "storage"' };
  return withCookies(new Response(null, { status: 204, headers }), cookies);
});
