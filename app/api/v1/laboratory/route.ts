import { faultsOf } from "@/lib/screening/faults";
import { readJson } from "@/app/api/v1/_http/body";
import { laboratoryForm, readValues } from "@/app/api/v1/_http/laboratory";
import { answering, json, problem } from "@/app/api/v1/_http/problem";

/** Turns laboratory values into the findings that a draft holds of them. Nothing is kept. */
export const POST = answering(async (request: Request) => {
  const { value } = await readJson(request);
  const parsed = laboratoryForm.safeParse(value);
  if (!parsed.success) return problem("faulty-form", faultsOf(parsed.error, value));
  const read = readValues(parsed.data);
  return "errors" in read ? problem("faulty-form", read.errors) : json(read);
});
