import { faultsOf } from "@/lib/screening/faults";
import { readJson } from "@/app/api/v1/_http/body";
import { bornForm, readBorn } from "@/app/api/v1/_http/born";
import { answering, json, problem } from "@/app/api/v1/_http/problem";

/** Turns size at birth into what a draft holds of it. Nothing is kept. */
export const POST = answering(async (request: Request) => {
  const { value } = await readJson(request);
  const parsed = bornForm.safeParse(value);
  if (!parsed.success) return problem("faulty-form", faultsOf(parsed.error, value));
  const born = readBorn(parsed.data);
  return "errors" in born ? problem("faulty-form", born.errors) : json(born);
});
