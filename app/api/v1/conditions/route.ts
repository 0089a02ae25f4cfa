import { parseDraft } from "@/lib/screening/draft";
import { readJson } from "@/app/api/v1/_http/body";
import { compare, comparisonQuery } from "@/app/api/v1/_http/compared";
import { answering, json, problem } from "@/app/api/v1/_http/problem";

/** Compares a draft with IMAGe syndrome and its look-alikes for a program. Nothing is kept. */
export const POST = answering(async (request: Request) => {
  const asked = comparisonQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return problem("bad-query", [{ pointer: "/series", code: "not-allowed" }]);
  const { value } = await readJson(request);
  const parsed = parseDraft(value);
  return "errors" in parsed ? problem("faulty-draft", parsed.errors) : json(compare(parsed.draft, asked.data.series));
});
