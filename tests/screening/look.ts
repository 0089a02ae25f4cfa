import { assess } from "@/lib/screening/assess";
import type { Assessment, Draft, Findings } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";

/** Findings in short: `"iugr -sga"` is IUGR observed and SGA excluded. */
const findingsOf = (short: string): Findings =>
  Object.fromEntries(short.split(" ").filter(Boolean).map((word) => (word.startsWith("-") ? [word.slice(1), "excluded"] : [word, "observed"])));
const draftOf = (short: string, more: Partial<Draft> = {}): Draft => ({ checklist: CHECKLIST_VERSION, sex: "male", age: "infant", findings: findingsOf(short), ...more });
/** The assessment of a male infant with these findings, unless told otherwise. */
export const look = (short: string, more?: Partial<Draft>): Assessment => assess(draftOf(short, more));
