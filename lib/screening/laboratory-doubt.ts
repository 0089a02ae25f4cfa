import type { Reading } from "./laboratory";
import { analytes, kindOf } from "./laboratory-analytes";
import type { Analyte } from "./laboratory-analytes";
import type { Amount, Misread } from "./laboratory-amount";

/**
 * Where a value begins to be unusual on the side that no sign is on, in the first unit. It stands in for a limit that was not
 * typed, only to ask which unit is meant: it is our own, and no reference range.
 */
const unusual: Partial<Record<Analyte, number>> = { glucose: 10, cortisol: 700, aldosterone: 2500 };

/**
 * Is the value no sign as it stands, yet would be one in another unit: 25 mmol/L of glucose that are 25 mg/dL? Asked only of a
 * figure that is out of the ordinary here, beyond the limit on the other side, and possible there. Where value and limits share
 * a unit it does not matter which: an ordinary figure between its limits is never asked about.
 * @param opposite the laboratory's limit on the side that no sign is on, in the value's unit; null where none was typed
 * @param reads reads an amount of the value's unit
 */
export function unitInDoubt(analyte: Analyte, amount: Amount, unit: string, opposite: number | null, reads: (amount: Amount) => Reading): Misread | null {
  const { side } = analytes[analyte];
  const { units, usual } = kindOf(analyte, unit);
  const size = (code: string) => units[code] ?? NaN;
  const limit = opposite ?? (unusual[analyte] ?? NaN) / size(unit);
  // Beyond that limit it is no sign.
  if (!(side === "low" ? amount.figure > limit : amount.figure < limit)) return null;
  // Units less than e-fold apart are not taken for each other: an ordinary low calcium in mg/dL would always be a high one in mEq/L.
  const isApart = (code: string) => Math.abs(Math.log(size(code) / size(unit))) > 1;
  // Profoundly low is what must not be missed: half of what is usual is still possible.
  const isPossible = (inFirst: number) => inFirst >= usual[0] / 2 && inFirst <= usual[1];
  const likely = Object.keys(units).find((code) => {
    const inFirst = amount.figure * size(code);
    return isApart(code) && isPossible(inFirst) && reads({ ...amount, figure: inFirst / size(unit) })[side] === true;
  });
  return likely === undefined ? null : { code: "unit-doubted", figure: amount.figure, unit, likely, side };
}
