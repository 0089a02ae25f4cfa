import { version } from "@/package.json";
import { answering, json, problem } from "@/app/api/v1/_http/problem";
import { unreadiness } from "@/app/api/v1/_http/ready";

export const dynamic = "force-dynamic";

/** Tells whoever watches the server whether it can save, and which version it is. */
export const GET = answering(async () => {
  const why = await unreadiness();
  return why ? problem(why) : json({ status: "ok", version });
});
