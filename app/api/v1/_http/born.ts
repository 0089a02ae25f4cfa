import { z } from "zod";
import { zOf } from "@/lib/growth/newborn";
import { doubtOf } from "@/lib/growth/plausible";
import { measures, roundZ } from "@/lib/screening/bands";
import type { Size } from "@/lib/screening/bands";
import type { Fault } from "@/lib/screening/faults";
import { bandOf } from "@/app/_checklist/birth-size-reading";

// The standards begin and end with these days; a measure outside its bounds is no live-born child's.
const DAYS = [168, 300] as const;

/** Size at birth as it was measured. */
export const bornForm = z.strictObject({
  sex: z.enum(["female", "male"]),
  gestationDays: z.int().min(DAYS[0]).max(DAYS[1]),
  weight: z.int().min(250).max(7_000).optional(),
  length: z.number().min(20).max(65).optional(),
  head: z.number().min(15).max(45).optional(),
});

/** What a draft may hold of it, and the measures that should be looked at again with what was likely typed instead. */
export type Born = { gestation: ReturnType<typeof bandOf>; size: Size; doubts: { pointer: string; likely: string | null }[] };

/**
 * Birth size as the z-scores that a draft holds, on INTERGROWTH-21st. The days of gestation go no further.
 * @returns every measure whose z-score no draft can hold as a fault
 */
export function readBorn({ sex, gestationDays: days, ...measured }: z.output<typeof bornForm>): Born | { errors: Fault[] } {
  const born: Born = { gestation: bandOf(days), size: {}, doubts: [] };
  const errors: Fault[] = [];
  for (const measure of measures) {
    const given = measured[measure];
    if (given === undefined) continue;
    const value = measure === "weight" ? given / 1000 : given;
    const doubt = doubtOf(measure, [sex], days, value, measure === "weight" ? "g" : "cm");
    if (doubt && !doubt.ask) errors.push({ pointer: `/${measure}`, code: "out-of-range" });
    else if (doubt) born.doubts.push({ pointer: `/${measure}`, likely: doubt.likely });
    // Adding zero makes of -0 a plain 0.
    born.size[measure] = roundZ(zOf(measure, sex, days, value)) + 0;
  }
  return errors.length > 0 ? { errors } : born;
}
