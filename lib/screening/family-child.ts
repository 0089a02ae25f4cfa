import type { Child } from "@/lib/family/inheritance";
import { sexRead } from "./assess";
import type { Draft } from "./assess";
import { copyTold } from "./molecular";

/** The child as the rules of inheritance read it: of the sex that the letters read, and with the copy on which its variant was shown. */
export function childOf(draft: Draft): Child {
  const copy = copyTold(draft);
  return { sex: sexRead(draft), ...(copy && { copy }) };
}
