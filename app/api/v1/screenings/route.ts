import { createHash, randomBytes } from "node:crypto";
import { csvHeader, csvRow } from "@/lib/exchange/csv-columns";
import { parseDraft } from "@/lib/screening/draft";
import type { Screening } from "@/lib/screening/draft";
import { parseExport, parsePage } from "@/lib/screening/filter";
import { exportScreenings } from "@/lib/store/exports";
import { listScreenings, saveScreening } from "@/lib/store/screenings";
import type { SaveOutcome } from "@/lib/store/screenings";
import { readJson, requireKey } from "@/app/api/v1/_http/body";
import { guarded } from "@/app/api/v1/_http/guarded";
import { LINES, asksFor, sendsLines, streamed } from "@/app/api/v1/_http/lines";
import { pointed } from "@/app/api/v1/_http/pointed";
import { json, problem } from "@/app/api/v1/_http/problem";
import { saveLines } from "./save-lines";

const CSV = "text/csv";
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
  const { bytes, value } = await readJson(request);
  const parsed = parseDraft(value);
  if ("errors" in parsed) return problem("faulty-draft", parsed.errors);
  const bodyHash = createHash("sha256").update(bytes).digest("hex");
  return answerTo(await saveScreening(member, parsed.draft, { key, bodyHash, now: new Date(), random: randomBytes }));
});

function answerTo(saved: SaveOutcome): Response {
  switch (saved.outcome) {
    case "saved":
    case "replayed":
      return json({ code: saved.code }, { status: 201, headers: { location: `/api/v1/screenings/${saved.code}` } });
    case "key-of-another-body":
      return problem("key-of-another-body");
    case "follows-unknown":
      return problem("faulty-draft", [{ pointer: "/follows", code: "not-found" }]);
    case "contradiction":
      return problem("contradiction", saved.issues.flatMap(pointed));
  }
}

/** Lists screenings, newest first; asked for lines of JSON or for a table, it takes them out whole. */
export async function GET(request: Request): Promise<Response> {
  return asksFor(request, [LINES, CSV]) === null ? list(request) : takeOut(request);
}

const list = guarded("list", async (member, request) => {
  const asked = parsePage(new URL(request.url).searchParams);
  if ("errors" in asked) return problem("bad-query", asked.errors);
  const found = await listScreenings(member, asked.page);
  return found ? json({ ...found, screenings: found.screenings.map(brief) }) : noneAfter();
});

/** What the list shows. The findings of a screening are read where its code goes into the audit trail. */
function brief({ code, year, sex, age, assessment: { letters, match, flag, rules } }: Screening) {
  return { code, year, sex, age, letters, match, flag: flag?.level ?? null, rules };
}

const takeOut = guarded("export", async (member, request) => {
  const asked = parseExport(new URL(request.url).searchParams);
  if ("errors" in asked) return problem(asked.errors.every(({ pointer }) => pointer === "/reason") ? "faulty-form" : "bad-query", asked.errors);
  const screenings = await exportScreenings(member, asked.page, asked.reason, new Date());
  if (!screenings) return noneAfter();
  const as = (name: string) => ({ headers: { "content-disposition": `attachment; filename="screenings.${name}"` } });
  return asksFor(request, [LINES, CSV]) === LINES ? streamed(asLines(screenings), LINES, as("ndjson")) : streamed(asTable(screenings), `${CSV}; charset=utf-8`, as("csv"));
});

async function* asLines(screenings: AsyncGenerator<Screening, void>): AsyncGenerator<string, void> {
  for await (const screening of screenings) yield `${JSON.stringify(screening)}\n`;
}

async function* asTable(screenings: AsyncGenerator<Screening, void>): AsyncGenerator<string, void> {
  yield csvHeader();
  for await (const screening of screenings) yield csvRow(screening);
}
