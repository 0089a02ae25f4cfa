import { listSessions } from "@/lib/access/sessions";
import { guarded } from "@/app/api/v1/_http/guarded";
import { json } from "@/app/api/v1/_http/problem";

/** One's own living sessions, the last used first. */
export const GET = guarded("account", async (member) => json({ sessions: await listSessions(member) }));
