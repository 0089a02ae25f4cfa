import { measures } from "@/lib/screening/bands";
import type { Measure, Reading, Typed } from "./birth-size-reading";
import { fieldOf, sizedAs, sizedIn, toZ, writeFields } from "./form-draft";

/** A z-score that somebody typed, or emptied, where another one follows from what was measured. */
export type Dispute = { measure: Measure; typed: string; z: string };

/** The z-scores that follow and do not stand in the form. */
export function disputesIn(form: HTMLFormElement, { fields }: Reading): Dispute[] {
  return measures.flatMap((measure) => {
    const [typed, z] = [fieldOf(form, `size.${measure}`), fields[`size.${measure}`]];
    return z === undefined || toZ(typed) === Number(z) ? [] : [{ measure, typed, z }];
  });
}

/** The measures whose z-score was taken back, and which do not stand in the block to be worked out anew. */
export function takenBackIn(form: HTMLFormElement, typed: Typed): Measure[] {
  const sized = sizedIn(form);
  return measures.filter((measure) => sized[`size.${measure}`] === "" && typed[measure].trim() === "");
}

/**
 * Brings the form up to what follows after a change, and only where it follows from what was changed: a z-score that was worked
 * out, also before a reload, is replaced or taken back; one that somebody typed stands.
 * @param place what was changed: a place of the block, or a field of the form; of most nothing follows
 * @param band the gestation that this block wrote last, empty where it wrote none
 * @returns the gestation that it has written now
 */
export function followChange(form: HTMLFormElement, reading: Reading, place: string, band: string): string {
  const own = measures.find((measure) => measure === place);
  const timed = place === "weeks" || place === "days";
  if (!own && !timed && place !== "sex" && place !== "gestation") return band;
  const { gestation } = reading.fields;
  const toWrite = timed ? (gestation ?? (band !== "" && fieldOf(form, "gestation") === band ? "unknown" : undefined)) : undefined;
  writeSizes(form, reading, own, toWrite);
  return timed ? (gestation ?? "") : band;
}

function writeSizes(form: HTMLFormElement, { fields }: Reading, own: Measure | undefined, gestation: string | undefined): void {
  // Whether a head or a weight may stand depends on the length, too.
  const follows = own === undefined || own === "length" ? measures : [own];
  const sized = sizedIn(form);
  const next: Record<string, string> = gestation === undefined ? {} : { gestation };
  for (const measure of follows) {
    const name = `size.${measure}`;
    const { [name]: z = "" } = fields;
    if (!(name in sized) && (z === "" || fieldOf(form, name) !== "")) continue;
    // Whoever changes or empties the measure itself sees what becomes of it.
    if (z === "" && measure === own) delete sized[name];
    else sized[name] = z;
    next[name] = z;
  }
  Object.assign(next, sizedAs(sized));
  if (Object.entries(next).some(([name, value]) => fieldOf(form, name) !== value)) writeFields(form, next);
}

/** The member prefers what was measured to what was typed. */
export function takeOver(form: HTMLFormElement, { measure, z }: Dispute): void {
  const name = `size.${measure}`;
  writeFields(form, { [name]: z, ...sizedAs({ ...sizedIn(form), [name]: z }) });
  // The button that was pressed is gone.
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLElement) field.focus();
}
