import { analytes, kindOf } from "./laboratory-analytes";
import type { Analyte, Field, Kind, Side } from "./laboratory-analytes";

/** A figure as a laboratory reports it: "<27.6" is below what it can measure, ">1250" above. */
export type Amount = { figure: number; sign: "" | "<" | ">" };

/**
 * What is wrong with a figure, with the likely cause: another unit, or the figure with its point moved. An extreme one is
 * only doubted, and so is one that would be a sign in another unit: it counts once somebody has looked at it again, or `counts`
 * meanwhile, where it is a sign however it is read.
 */
export type Misread =
  | { code: "not-a-number" | "ambiguous-thousand" | "limits-swapped" }
  | { code: "unit-mistaken"; figure: number; unit: string; likely: string }
  | { code: "point-slipped"; figure: number; unit: string; likely: number }
  | { code: "extreme"; figure: number; unit: string; likely: string | null; counts?: true }
  | { code: "unit-doubted"; figure: number; unit: string; likely: string; side: Side }
  | { code: "implausible"; figure: number; unit: string; from: number; to: number };

export function isReadable(amount: Amount | Misread): amount is Amount {
  return "sign" in amount;
}

/** Reads a figure with a decimal point or comma. */
export function parseAmount(text: string): Amount | Misread {
  const found = /^([<>]?)\s*(\d+(?:[.,]\d+)?|[.,]\d+)$/.exec(text.trim());
  const figure = found?.[2];
  if (figure === undefined) return { code: "not-a-number" };
  return { figure: Number(figure.replace(",", ".")), sign: found?.[1] as Amount["sign"] };
}

/** Reads a limit; null where there is none. "<46" is how a laboratory prints an upper limit, ">3.9" a lower one; a lower limit of 0 has nothing below it, and is none. */
export function parseLimit(text: string, sign: "<" | ">"): Amount | Misread | null {
  if (text.trim() === "") return null;
  const amount = parseAmount(text);
  if (!isReadable(amount)) return amount;
  if (amount.sign !== "" && amount.sign !== sign) return { code: "not-a-number" };
  return amount.figure === 0 && sign === ">" ? null : { ...amount, sign: "" };
}

const within = (kind: Kind, span: Field | "usual", { figure, sign }: Amount, unit: string): boolean => {
  const [from, to] = kind[span];
  const amount = figure * (kind.units[unit] ?? NaN);
  return amount > 0 && (amount >= from || sign === "<") && (amount <= to || sign === ">");
};

/** "1.250" and "1,250" are 1250 in one country and 1.25 in the next: is the thousandfold an amount that a child can have? */
export function isAmbiguous(analyte: Analyte, field: Field, text: string, { figure }: Amount, unit: string): boolean {
  return /^\D*[1-9]\d{0,2}[.,]\d{3}\s*$/.test(text) && within(kindOf(analyte, unit), field, { figure: figure * 1000, sign: "" }, unit);
}

/** The first unit in which the figure is nothing out of the way. */
function likelyUnit(analyte: Analyte, span: Field | "usual", figure: number): string | undefined {
  const kinds: readonly Kind[] = analytes[analyte].kinds;
  return kinds.flatMap((one) => Object.keys(one.units).filter((code) => within(one, span, { figure, sign: "" }, code)))[0];
}

/** What speaks against a figure, with its likely cause: that no child can have it in this unit, or hardly any; null where nothing does. */
export function misreadOf(analyte: Analyte, field: Field, amount: Amount, unit: string): Misread | null {
  const kind = kindOf(analyte, unit);
  const span = field === "value" ? "usual" : field;
  if (within(kind, span, amount, unit)) return null;
  const { figure } = amount;
  const other = likelyUnit(analyte, span, figure);
  if (within(kind, field, amount, unit)) return { code: "extreme", figure, unit, likely: other ?? null };
  if (other !== undefined) return { code: "unit-mistaken", figure, unit, likely: other };
  const moved = [figure * 10, figure / 10].map((one) => Number(one.toPrecision(12))).find((one) => within(kind, span, { figure: one, sign: "" }, unit));
  if (moved !== undefined) return { code: "point-slipped", figure, unit, likely: moved };
  const [from, to] = kind[field].map((limit) => Number((limit / (kind.units[unit] ?? 1)).toPrecision(2))) as [number, number];
  return { code: "implausible", figure, unit, from, to };
}
