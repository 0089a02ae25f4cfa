import { createHash, randomBytes } from "node:crypto";
import type { Assessment } from "@/lib/screening/assess";
import { parseDraft } from "@/lib/screening/draft";
import type { Screening } from "@/lib/screening/draft";
import { parsePage } from "@/lib/screening/filter";
import { listScreenings, saveScreening } from "@/lib/store/screenings";
import type { SaveOutcome } from "@/lib/store/screenings";
import { readJson, requireKey } from "@/app/api/v1/_http/body";
import { guarded } from "@/app/api/v1/_http/guarded";
import { json, problem } from "@/app/api/v1/_http/problem";

/** Saves a draft and names it. A page says whose it is, so that no draft becomes the screening of whoever signed in since. */
export const POST = guarded("save", async (member, request) => {
  const madeFor = request.headers.get("x-image-screen-draft");
  if (madeFor !== null && madeFor !== member.draftKey) return problem("another-member");
  const key = requireKey(request);
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

function pointed({ code, features }: Assessment["issues"][number]) {
  const pointers = features.length ? features.map((feature) => `/findings/${feature}`) : [""];
  return pointers.map((pointer) => ({ pointer, code }));
}

/** Lists screenings, newest first. */
export const GET = guarded("list", async (member, request) => {
  const asked = parsePage(new URL(request.url).searchParams);
  if ("errors" in asked) return problem("bad-query", asked.errors);
  const found = await listScreenings(member, asked.page);
  return found ? json({ ...found, screenings: found.screenings.map(brief) }) : problem("bad-query", [{ pointer: "/after", code: "not-found" }]);
});

/** What the list shows. The findings of a screening are read where its code goes into the audit trail. */
function brief({ code, year, sex, age, assessment: { letters, match, flag, rules } }: Screening) {
  return { code, year, sex, age, letters, match, flag: flag?.level ?? null, rules };
}
