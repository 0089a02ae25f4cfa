/** What this tab keeps of a member's draft, under the member's key; nobody's key is empty. */
const PREFIX = "image-screen-draft:";
/** Holds the key of the member whose draft was ticked before they signed in, until they say what to do about it. */
const TAKEN = "image-screen-taken";
/** What is chosen of a verdict and not saved, under the reviewer's key. */
export const VERDICT = "image-screen-verdict:";
const LIFE_MS = 12 * 3_600_000;

export type Values = Record<string, string>;

/**
 * A save that was begun: the key and the bytes under which it is repeated until it is known what became of it. `doubt`: it may
 * be saved without anybody here knowing; `code`: it is, and the form says something else by now.
 */
export type Attempt = { key: string; body: string; doubt: boolean; code?: string };

type Kept = { at: number; values: Values; attempt?: Attempt };

/** What is kept for this member, or for nobody; null where there is nothing. */
export function keptDraft(draftKey: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(PREFIX + draftKey) ?? "null") as Kept | null;
  } catch {
    // Not what this program wrote: there is nothing to keep.
    forgetDraft(draftKey);
    return null;
  }
}

/** Keeps the fields of a form. With a save that is not settled they age together: both are gone twelve hours after it. */
export function keepValues(draftKey: string, values: Values, now: number): void {
  const kept = keptDraft(draftKey);
  keep(draftKey, kept?.attempt ? { ...kept, values } : { at: now, values });
}

/** Keeps a member's save beside the draft, null lets go of it; what was forgotten meanwhile stays forgotten, and nobody saves. */
export function keepAttempt(draftKey: string, attempt: Attempt | null): void {
  const kept = draftKey === "" ? null : keptDraft(draftKey);
  if (kept) keep(draftKey, { at: kept.at, values: kept.values, ...(attempt && { attempt }) });
}

function keep(draftKey: string, kept: Kept): void {
  sessionStorage.setItem(PREFIX + draftKey, JSON.stringify(kept));
}

/** Empties the draft. A save that may have been made is not forgotten with it. */
export function emptyDraft(draftKey: string): void {
  const kept = keptDraft(draftKey);
  forgetDraft(draftKey);
  if (kept?.attempt?.doubt && !kept.attempt.code) keep(draftKey, { ...kept, values: {} });
}

/** Forgets this member's draft, or nobody's. */
export function forgetDraft(draftKey: string): void {
  sessionStorage.removeItem(PREFIX + draftKey);
  if (draftIsTaken(draftKey)) sessionStorage.removeItem(TAKEN);
}

/** Does a save of some member wait in this tab? Whose it is, and of what, is not told. */
export function somebodyWaits(): boolean {
  const waits = (attempt?: Attempt) => attempt !== undefined && attempt.code === undefined;
  return Object.keys(sessionStorage).some((key) => key.startsWith(PREFIX) && waits(keptDraft(key.slice(PREFIX.length))?.attempt));
}

/**
 * Removes what another member left in this tab, and takes over what was ticked before signing in where this member has no
 * draft. While nobody is signed in nothing is removed: whose session has run out finds the draft again.
 */
export function claimDraft(draftKey: string): void {
  if (draftKey === "") return;
  const others = Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX) && key !== PREFIX && key !== PREFIX + draftKey);
  for (const key of others) forgetDraft(key.slice(PREFIX.length));
  const verdicts = Object.keys(sessionStorage).filter((key) => key.startsWith(VERDICT) && !key.startsWith(`${VERDICT}${draftKey}:`));
  for (const key of verdicts) sessionStorage.removeItem(key);
  const nobodys = sessionStorage.getItem(PREFIX);
  if (nobodys === null || sessionStorage.getItem(PREFIX + draftKey) !== null) return;
  sessionStorage.setItem(PREFIX + draftKey, nobodys);
  sessionStorage.setItem(TAKEN, draftKey);
  forgetDraft("");
}

/** Was this member's draft ticked in this tab before the sign-in, perhaps by somebody else, and not yet acknowledged? */
export function draftIsTaken(draftKey: string): boolean {
  return draftKey !== "" && sessionStorage.getItem(TAKEN) === draftKey;
}

/** The member takes the draft for their own. */
export function acknowledgeDraft(): void {
  sessionStorage.removeItem(TAKEN);
}

/** Is the draft older than twelve hours? */
export function draftIsOld(draftKey: string, now: number): boolean {
  const kept = keptDraft(draftKey);
  return kept !== null && now - kept.at > LIFE_MS;
}
