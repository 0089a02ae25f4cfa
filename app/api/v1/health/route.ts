import { databaseAnswers } from "@/lib/store/client";
import { answering, json, problem } from "@/app/api/v1/_http/problem";

export const dynamic = "force-dynamic";

/** Tells whoever watches the server whether it can save. */
export const GET = answering(async () => ((await databaseAnswers()) ? json({ status: "ok" }) : problem("database-away")));
