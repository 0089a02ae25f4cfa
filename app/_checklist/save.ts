import type { Hindrance, Refusal } from "@/lib/screening/saving-wording";
import type { Attempt } from "./kept";
import { isKeptCopy } from "./whose";

/**
 * What became of one try: the code; that nothing is decided yet, whether it may be saved nevertheless, and how many seconds the
 * server asks for; or that the server refuses it. `final`: whatever the earlier tries did, nothing was saved.
 */
export type Answer = { code: string } | { why: Hindrance; doubt: boolean; after: number } | { refusal: Refusal; status: number; final: boolean };

/** Longer than this nobody waits for one try; the next one asks for its outcome. */
const PATIENCE_MS = 20_000;

/**
 * Tries a save once, with its own key and bytes.
 * @param draftKey of the member whom the page was made for; empty for nobody
 */
export async function trySave({ key, body }: Attempt, draftKey: string): Promise<Answer> {
  // A proxy may drop a header that is empty, and nobody's draft would be saved.
  const headers = { "content-type": "application/json", "idempotency-key": key, "x-image-screen-draft": draftKey || "nobody" };
  const giveUp = new AbortController();
  const clock = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  let isSent = false;
  try {
    // What a browser without a network does not send is certainly not saved. It may be wrong, as beside a server of its own machine.
    if (!navigator.onLine || isKeptCopy()) await fetch("/api/v1/health/live", { signal: giveUp.signal });
    isSent = true;
    return await answerIn(await fetch("/api/v1/screenings", { method: "POST", headers, body, signal: giveUp.signal }), draftKey);
  } catch {
    // Nobody's screening would never be taken, whatever the network does later: to say that it waits would be a false promise.
    if (draftKey === "" && !isSent) return { refusal: "nobody", status: 0, final: false };
    return { why: isSent && navigator.onLine ? "answer" : "network", doubt: isSent, after: 0 };
  } finally {
    clearTimeout(clock);
  }
}

async function answerIn(response: Response, draftKey: string): Promise<Answer> {
  const { status, headers } = response;
  if (status === 201) return (await response.json()) as { code: string };
  const after = Number(headers.get("retry-after")) || 0;
  const isProblem = headers.get("content-type")?.startsWith("application/problem+json");
  const { type = "", errors = [] } = isProblem ? ((await response.json()) as { type?: string; errors?: { pointer: string }[] }) : {};
  // What is not said in our own words comes from something in between, which does not know.
  const [, name] = /^urn:image-screen:(.+)/.exec(type) ?? [];
  // Whoever answers so has not passed it on.
  if (status === 429) return { why: "away", doubt: false, after };
  // Our own has undone it, but for the one that says that it does not know; a proxy's may have come after it passed it on.
  if (status === 503) return { why: "away", doubt: name === undefined || name === "undecided", after };
  if (status >= 500 || name === undefined) return { why: "answer", doubt: true, after };
  if (status === 401 && draftKey !== "") return { why: "session", doubt: false, after };
  return { refusal: refusalOf(name, errors.some(({ pointer }) => pointer === "/follows"), draftKey), status, final: status === 422 || status === 400 || status === 413 || status === 415 };
}

function refusalOf(name: string, unfollowed: boolean, draftKey: string): Refusal {
  if (unfollowed) return "erased";
  if (name === "not-signed-in") return "nobody";
  if (name === "not-allowed") return "role";
  if (name === "another-member") return draftKey === "" ? "signed-in" : "another";
  return name === "contradiction" ? name : "other";
}
