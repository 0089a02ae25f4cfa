import { measures } from "@/lib/screening/bands";
import type { Measure, Reading } from "./birth-size-reading";
import { fieldOf, SIZED, sizedIn, toZ, writeFields } from "./form-draft";

/** A z-score that somebody typed, or emptied, where another one follows from what was measured. */
export type Dispute = { measure: Measure; typed: string; z: string };

/** The z-scores that follow and do not stand in the form. */
export function disputesIn(form: HTMLFormElement, { fields }: Reading): Dispute[] {
  return measures.flatMap((measure) => {
    const [typed, z] = [fieldOf(form, `size.${measure}`), fields[`size.${measure}`]];
    return z === undefined || toZ(typed) === Number(z) ? [] : [{ measure, typed, z }];
  });
}

/**
 * Brings the form up to what follows now. A z-score that was worked out, also before a reload, is replaced or taken back; one
 * that somebody typed stands.
 * @param follows the measures whose z-scores depend on what has just changed
 * @param band the gestation written, `unknown` takes it back; undefined leaves it as it is
 */
export function writeSizes(form: HTMLFormElement, { fields }: Reading, follows: readonly Measure[], band: string | undefined): void {
  const sized = sizedIn(form);
  const before = JSON.stringify(sized);
  const changed: Record<string, string> = band === undefined || fieldOf(form, "gestation") === band ? {} : { gestation: band };
  for (const name of follows.map((measure) => `size.${measure}`)) {
    const [stands, z = ""] = [fieldOf(form, name), fields[name]];
    if (!(name in sized) && stands !== "") continue;
    if (z === "") delete sized[name];
    else sized[name] = z;
    if (stands !== z) changed[name] = z;
  }
  if (Object.keys(changed).length > 0 || JSON.stringify(sized) !== before) writeFields(form, { ...changed, ...listed(sized) });
}

/** The member prefers what was measured to what was typed. */
export function takeOver(form: HTMLFormElement, { measure, z }: Dispute): void {
  const name = `size.${measure}`;
  writeFields(form, { [name]: z, ...listed({ ...sizedIn(form), [name]: z }) });
}

const listed = (sized: Readonly<Record<string, string>>) => ({ [SIZED]: Object.entries(sized).map((pair) => pair.join("=")).join(" ") });
