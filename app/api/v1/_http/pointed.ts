import type { Assessment } from "@/lib/screening/assess";
import type { ProblemError } from "./problem";

/** A contradiction at each of its features. */
export function pointed({ code, features }: Assessment["issues"][number]): ProblemError[] {
  const pointers = features.length ? features.map((feature) => `/findings/${feature}`) : [""];
  return pointers.map((pointer) => ({ pointer, code }));
}
