import { answering, json } from "@/app/api/v1/_http/problem";

export const dynamic = "force-dynamic";

/** Tells whoever restarts what hangs that this does not: nothing is asked of the database. While it starts, the listener says the same. */
export const GET = answering(async () => json({ status: "ok" }));
