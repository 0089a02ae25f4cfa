import { mayCall } from "@/lib/access/guard";
import { takeFrom } from "@/lib/access/limit";
import { parseCode } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import { findScreening } from "@/lib/store/screenings";
import { guarded } from "./guarded";
import { problem } from "./problem";

/** What a file is: its type, the end of its name, and its text. */
type File = { type: string; ends: string; textOf: (screening: Screening) => string };

/**
 * Hands out one screening as a file, named by its code; the audit trail tells it from a look. One at a time must not become
 * an export of the site: whoever may not export is given a few a day, and every one that is asked for counts.
 */
export function asFile({ type, ends, textOf }: File) {
  return guarded("file", async (member, _request: Request, { params }: { params: Promise<{ code: string }> }) => {
    const code = parseCode((await params).code);
    if (code && !mayCall(member, "export")) await takeFrom("file", member.id, new Date());
    const screening = code && (await findScreening(member, code, new Date(), "export"));
    if (!screening) return problem("no-such-screening");
    return new Response(textOf(screening), { headers: { "content-type": type, "content-disposition": `attachment; filename="${screening.code}.${ends}"`, "cache-control": "no-store" } });
  });
}
