import type { Status } from "@/lib/screening/assess";
import type { Answer, Answered, Answers } from "@/lib/screening/laboratory-decisions";
import { fieldFor, fieldOf, measuredIn, writeFields, writeFindings } from "./form-draft";

/** How a row of the form stands; `measured`: worked out from a measurement, also before a reload, and not changed by hand since. */
export type Row = { status: Status | null; measured: boolean };
/** What stands in the form where the values say otherwise. */
export type Dispute = { what: Answered; row: Row; answer: Answer };

const same = (one: Answer | undefined, other: Answer | undefined) => one?.status === other?.status && one?.overruled === other?.overruled && one?.holds === other?.holds;

/**
 * What a row becomes when its value's answer goes from `before` to `now`; null where it stays as it is. Only what was worked
 * out, what a clinician overruled here, or what nobody answered is changed: an answer by hand stands. A value that cannot be
 * read yet takes back no sign that was seen.
 */
export function rowAfter(row: Row, before: Answer | undefined, now: Answer | undefined): Row | null {
  const ours = row.status === null || row.measured || (before?.overruled === true && before.status === row.status);
  if (same(before, now) || !ours || (now?.holds && row.status === "observed")) return null;
  const next: Row = { status: now?.status ?? null, measured: now !== undefined && now.status !== null && !now.overruled };
  return next.status === row.status && next.measured === row.measured ? null : next;
}

/** Does the row stand against what its value says? A value that cannot be read says nothing against an answer by hand. */
export function isDisputed(row: Row, { status, holds }: Answer): boolean {
  return row.status !== status && (row.measured || !holds);
}

/** The row as the form shows it. */
function rowIn(form: HTMLFormElement, what: Answered): Row {
  const value = fieldOf(form, fieldFor(what));
  const status = what === "acthTwiceLimit" && value !== "" ? "observed" : value;
  return { status: status === "" ? null : (status as Status), measured: measuredIn(form).includes(what) };
}

/** The rows that stand otherwise than the values say. */
export function disputesIn(form: HTMLFormElement, answers: Answers): Dispute[] {
  return (Object.entries(answers) as [Answered, Answer][]).map(([what, answer]) => ({ what, answer, row: rowIn(form, what) })).filter(({ row, answer }) => isDisputed(row, answer));
}

/** Brings the form up to what the values answer, where that has changed since this part last wrote. */
export function write(form: HTMLFormElement, answers: Answers, last: { current: Answers }): void {
  const before = last.current;
  // Writing is told to the form, and with it to this part again.
  last.current = answers;
  const rows = (Object.keys({ ...before, ...answers }) as Answered[]).flatMap((what) => {
    const row = rowAfter(rowIn(form, what), before[what], answers[what]);
    return row ? [[what, row] as const] : [];
  });
  if (rows.length > 0) put(form, rows);
}

/** The member prefers what the value says to what stands. */
export function takeOver(form: HTMLFormElement, { what, answer: { status, overruled } }: Dispute): void {
  put(form, [[what, { status, measured: status !== null && !overruled }]]);
}

/** What is not measured is the clinician's own answer and carries no mark. */
function put(form: HTMLFormElement, rows: readonly (readonly [Answered, Row])[]): void {
  writeFindings(form, Object.fromEntries(rows.map(([what, { status, measured }]) => [what, measured ? status : null])));
  const byHand = rows.flatMap(([what, { status, measured }]) => (status !== null && !measured ? [[fieldFor(what), status]] : []));
  if (byHand.length > 0) writeFields(form, Object.fromEntries(byHand));
}
