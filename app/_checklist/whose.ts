/** Who used this tab last while the server could be asked, by the key of their draft; nobody leaves nothing. */
const WHOSE = "image-screen-whose";
/** As long as an idle session lasts: after it, the server would not know them either. */
const IDLE_MS = 30 * 60_000;

/** Is this the page that the browser keeps for when there is no network? It is made for nobody, and asks lastKey whose tab it is in. */
export const isKeptCopy = () => document.querySelector("[data-kept-copy]") !== null;

/** Notes a use of the tab by this member. Once the server has said that nobody is signed in, no page without a network shows a member's draft. */
export function noteUse(draftKey: string, now: number): void {
  if (draftKey === "") sessionStorage.removeItem(WHOSE);
  else sessionStorage.setItem(WHOSE, JSON.stringify({ draftKey, at: now }));
}

/** The key of whoever used this tab within the last 30 minutes; empty for nobody. */
export function lastKey(now: number): string {
  try {
    const { draftKey, at } = JSON.parse(sessionStorage.getItem(WHOSE) ?? "{}") as { draftKey?: unknown; at?: unknown };
    return typeof draftKey === "string" && typeof at === "number" && at <= now && now - at <= IDLE_MS ? draftKey : "";
  } catch {
    // Not what this program wrote.
    return "";
  }
}
