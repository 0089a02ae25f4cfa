import { parseCode } from "@/lib/screening/code";
import type { Screening } from "@/lib/screening/draft";
import { findScreening } from "@/lib/store/screenings";
import { guarded } from "./guarded";
import { problem } from "./problem";

/** What a file is: its type, the end of its name, and its text. */
type File = { type: string; ends: string; textOf: (screening: Screening) => string };

/** Hands out one screening as a file, named by its code; whoever may open it may take it, and the audit trail tells both apart. */
export function asFile({ type, ends, textOf }: File) {
  return guarded("view", async (member, _request: Request, { params }: { params: Promise<{ code: string }> }) => {
    const code = parseCode((await params).code);
    const screening = code && (await findScreening(member, code, new Date(), "export"));
    if (!screening) return problem("no-such-screening");
    return new Response(textOf(screening), { headers: { "content-type": type, "content-disposition": `attachment; filename="${screening.code}.${ends}"`, "cache-control": "no-store" } });
  });
}
