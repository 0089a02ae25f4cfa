import { answering, json, problem } from "@/app/api/v1/_http/problem";
import { unreadiness } from "@/app/api/v1/_http/ready";

export const dynamic = "force-dynamic";

/** Tells a load balancer whether to send requests here. */
export const GET = answering(async () => {
  const why = await unreadiness();
  return why ? problem(why) : json({ status: "ok" });
});
