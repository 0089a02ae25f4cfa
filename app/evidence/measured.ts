import type { ReasonCode } from "@/lib/screening/assess";
import type { Letter, LetterStatus } from "@/lib/screening/rules";
import type { Source } from "@/lib/screening/sources";

type Measured = { letter: Letter; status: LetterStatus; code: ReasonCode; source: Source };

/** What the rules decide by a measure, the age or the sex: the rows that assess.ts reads beside the table. Above the table's rows of the same status. */
export const measuredRows = [
  { letter: "I", status: "met", code: "weight-very-low", source: "intergrowth" },
  { letter: "I", status: "met", code: "length-very-low", source: "intergrowth" },
  { letter: "I", status: "supported", code: "weight-low", source: "intergrowth" },
  { letter: "I", status: "not-met", code: "size-normal", source: "intergrowth" },
  { letter: "I", status: "unknown", code: "size-undecided", source: "intergrowth" },
  { letter: "M", status: "not-met", code: "metaphyses-excluded-late", source: "hamajima-2013" },
  { letter: "M", status: "unknown", code: "metaphyses-excluded-early", source: "hamajima-2013" },
  { letter: "Ge", status: "not-met", code: "genitalia-excluded", source: "medlineplus" },
  { letter: "Ge", status: "not-applicable", code: "sex-female", source: "medlineplus" },
  { letter: "Ge", status: "unknown", code: "sex-unknown", source: "medlineplus" },
] as const satisfies readonly Measured[];
export type MeasuredCode = (typeof measuredRows)[number]["code"];

/** Newest last. */
export const rulesHistory = [{ version: "1.0" }, { version: "1.1" }] as const;
