import type { Draft } from "@/lib/screening/assess";

/** What to do about a draft that was not saved. */
export type Refused = { trouble: string; signedOut?: boolean };

export type Saved = { code: string } | Refused;

/** One key a content: a press repeated after a lost answer finds the screening it had made, a changed draft makes its own. */
const keys = new Map<string, string>();

/**
 * Sends the draft alone, and whose page it is from. What it says when it fails is whether the screening is saved, and what to do.
 * @param draftKey of the member whom the page was made for; empty for nobody
 */
export async function save(draft: Draft, draftKey: string): Promise<Saved> {
  const body = JSON.stringify(draft);
  const key = keys.get(body) ?? crypto.randomUUID();
  keys.set(body, key);
  // A proxy may drop a header that is empty, and nobody's draft would be saved.
  const headers = { "content-type": "application/json", "idempotency-key": key, "x-image-screen-draft": draftKey || "nobody" };
  try {
    const response = await fetch("/api/v1/screenings", { method: "POST", headers, body });
    if (response.status === 201) return (await response.json()) as { code: string };
    const { errors = [] } = (await response.json().catch(() => ({}))) as { errors?: { pointer: string }[] };
    if (errors.some(({ pointer }) => pointer === "/follows")) return { trouble: "Not saved: the screening that this one follows was erased. Press “Not a follow-up” above and save again." };
    return { trouble: sentenceFor(response.status, draftKey), signedOut: response.status === 401 };
  } catch {
    return { trouble: "Not known whether it was saved: the server did not answer. Your answers are still here; press Save again, it will not be saved twice." };
  }
}

function sentenceFor(status: number, draftKey: string): string {
  if (status === 401) return "Not saved: you are signed out. Sign in again: your answers stay in this tab.";
  if (status === 403) return "Not saved: your role does not allow saving. Your answers are still here.";
  if (status === 409 && draftKey === "") return "Not saved. You have signed in since this page was opened: load it again, your answers stay.";
  if (status === 409) return "Not saved: somebody else has signed in since this page was opened. Load it again; the answers on it are then gone.";
  if (status === 422) return "Not saved: two findings contradict each other. What to correct stands under “To mind”.";
  if (status === 503) return "Not saved: the database does not answer at the moment. Your answers are still here; press Save again.";
  return `Not saved: the server refused it (${status}). Your answers are still here.`;
}
