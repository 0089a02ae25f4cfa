import { parseDraft } from "@/lib/screening/draft";
import { assessWhole } from "@/lib/screening/heredity";
import { readJson } from "@/app/api/v1/_http/body";
import { answering, json, problem } from "@/app/api/v1/_http/problem";

/** Assesses a draft for a program. Nothing is kept, so that nobody needs to be known. */
export const POST = answering(async (request: Request) => {
  const { value } = await readJson(request);
  const parsed = parseDraft(value);
  return "errors" in parsed ? problem("faulty-draft", parsed.errors) : json(assessWhole(parsed.draft));
});
