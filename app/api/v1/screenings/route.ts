import { createHash, randomBytes } from "node:crypto";
import { whileAllowed } from "@/lib/access/guard";
import { draftOfScreening } from "@/lib/exchange/own-json";
import { parseDraft } from "@/lib/screening/draft";
import type { Screening } from "@/lib/screening/draft";
import { parseExport, parsePage } from "@/lib/screening/filter";
import { exportScreenings } from "@/lib/store/exports";
import { listScreenings } from "@/lib/store/lists";
import { saveScreening } from "@/lib/store/screenings";
import type { SaveOutcome } from "@/lib/store/screenings";
import { readJson, requireKey } from "@/app/api/v1/_http/body";
import { guarded } from "@/app/api/v1/_http/guarded";
import { LINES, asksFor, misnamesLines, sendsLines } from "@/app/api/v1/_http/lines";
import { manyAs, requireOwnPage } from "@/app/api/v1/_http/many";
import { pointed } from "@/app/api/v1/_http/pointed";
import { json, problem } from "@/app/api/v1/_http/problem";
import { saveLines } from "./save-lines";

/*
 * GET, in short. Without any of the following it is the list: a page of codes and letters, for whoever may list.
 *   ?format=json|csv|phenopacket|fhir   or   Accept: application/x-ndjson (json)   or   Accept: text/csv (csv)
 * takes out every screening that the questions of the list match (no `limit`); `format` outranks Accept. It needs
 * `reason=care|registry|quality|research` and the right to export, and leaves one line in the audit trail.
 *   json         application/x-ndjson    screenings.ndjson               a screening a line, as GET …/{code} gives it
 *   csv          text/csv                screenings.csv                  a table under the columns of dictionary/csv
 *   phenopacket  application/x-ndjson    screenings.phenopacket.ndjson   a phenopacket a line
 *   fhir         application/fhir+ndjson screenings.fhir.ndjson          a Bundle of Observations a line
 * A plain link to ?format=…&reason=… downloads it. GET …/export-report takes the same questions without format and reason.
 */
const CSV = "text/csv";
const acceptable = [LINES, CSV] as const;
const noneAfter = () => problem("bad-query", [{ pointer: "/after", code: "not-found" }]);

/**
 * Saves a draft and names it, or many, one a line. A page says whose it is, so that no draft becomes the screening of
 * whoever signed in since.
 */
export const POST = guarded("save", async (member, request) => {
  const madeFor = request.headers.get("x-image-screen-draft");
  if (madeFor !== null && madeFor !== member.draftKey) return problem("another-member");
  const key = requireKey(request);
  if (sendsLines(request)) return saveLines(member, request, key);
  if (misnamesLines(request)) return problem("not-application-json", undefined, undefined, `Many drafts, one a line, are sent as ${LINES}.`);
  const { bytes, value } = await readJson(request);
  const parsed = parseDraft(draftOfScreening(value));
  const bodyHash = createHash("sha256").update(bytes).digest("hex");
  return answerTo(await saveScreening(member, "draft" in parsed ? parsed.draft : parsed, { key, bodyHash, now: new Date(), random: randomBytes }));
});

function answerTo(saved: SaveOutcome): Response {
  switch (saved.outcome) {
    case "saved":
    case "replayed":
      return json({ code: saved.code }, { status: 201, headers: { location: `/api/v1/screenings/${saved.code}`, ...(saved.outcome === "replayed" && { "idempotent-replayed": "true" }) } });
    case "key-of-another-body":
      return problem("key-of-another-body");
    case "faulty":
      return problem("faulty-draft", saved.errors);
    case "follows-unknown":
      return problem("faulty-draft", [{ pointer: "/follows", code: "not-found" }]);
    case "contradiction":
      return problem("contradiction", saved.issues.flatMap(pointed));
  }
}

/** Lists screenings, newest first; asked for a format, by name or by what is accepted, it takes them out whole. */
export async function GET(request: Request): Promise<Response> {
  const asksForFile = new URL(request.url).searchParams.has("format") || asksFor(request, acceptable) !== null;
  return asksForFile ? takeOut(request) : list(request);
}

const list = guarded("list", async (member, request) => {
  const asked = parsePage(new URL(request.url).searchParams);
  if ("errors" in asked) return problem("bad-query", asked.errors);
  if (asked.page.changed && member.kind === "key") return problem("bad-query", [{ pointer: "/changed", code: "members-only" }]);
  const found = await listScreenings(member, asked.page);
  if (!found) return noneAfter();
  const { screenings, beside, total, next } = found;
  return json({ screenings: screenings.map((screening) => ({ ...brief(screening), standing: "none", earlier: null, changed: null, ...beside.get(screening.code) })), total, next });
});

/** What the list shows. The findings of a screening are read where its code goes into the audit trail. */
function brief({ code, year, sex, age, assessment: { letters, match, flag, rules } }: Screening) {
  return { code, year, sex, age, letters, match, flag: flag?.level ?? null, rules };
}

const takeOut = guarded("export", async (member, request) => {
  requireOwnPage(request, member);
  const asked = parseExport(new URL(request.url).searchParams);
  if ("errors" in asked) return problem(asked.errors.every(({ pointer }) => pointer === "/reason") ? "faulty-form" : "bad-query", asked.errors);
  const { page, reason, format = asksFor(request, acceptable) === CSV ? "csv" : "json" } = asked;
  const screenings = await exportScreenings(member, page, reason, new Date());
  return screenings ? manyAs(format, whileAllowed(request.headers, "export", screenings)) : noneAfter();
});
