import { setTimeout as sleep } from "node:timers/promises";
import { databaseAnswers } from "@/lib/store/client";
import type { ProblemName } from "./problem";

const PATIENCE_MS = 2_000;
let underWay: Promise<boolean> | null = null;

/**
 * Why nothing can be saved now; null where it can. The database is asked once at a time, however many ask here, and a
 * database that says nothing for two seconds is away. That migrations are done is not asked: before, nothing is served.
 */
export async function unreadiness(): Promise<ProblemName | null> {
  // Set by whoever ends the server, while it still serves.
  if (process.env.STOPPING) return "stopping";
  underWay ??= Promise.race([databaseAnswers(), sleep(PATIENCE_MS, false, { ref: false })]).finally(() => (underWay = null));
  return (await underWay) ? null : "database-away";
}
