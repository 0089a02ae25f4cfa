import type { Hindrance, Refusal } from "@/lib/screening/saving-wording";
import { draftIsOld, forgetDraft, keepAttempt, keptDraft } from "./kept";
import type { Attempt } from "./kept";
import { leaveQuietly, warnOnLeaving } from "./leaving";
import { trySave } from "./save";
import type { Answer } from "./save";

/** How it stands with a save. `next`: when it is tried again by itself, 0 just now, null never; `other`, `form`: what the form says by now. */
export type Standing =
  | { is: "idle" | "saving" | "changed" }
  | { is: "waiting"; why: Hindrance; doubt: boolean; next: number | null; other: boolean }
  | { is: "refused"; why: Refusal; status: number; doubt: boolean }
  | { is: "saved"; code: string; form: "same" | "other" | "empty" };

/** Is it saved as it stands, and its page follows? */
export const isLeaving = (standing: Standing) => standing.is === "saved" && standing.form === "same";

/** The longest between two tries, in seconds, unless the server asks for longer. */
const MOST_S = 30;

/**
 * Settles the saves of a page, one at a time: whatever comes between, a save is repeated with its own key and bytes until the
 * server has answered, also after a reload and after its member has signed in again. When the form changes, only what
 * certainly was not saved is let go: else the changed form would be a second screening of the same answers.
 */
export class Settling {
  private held: Attempt | null = null;
  /** What the form would send; null when there is nothing on it. */
  private now: string | null = null;
  private standing: Standing = { is: "idle" };
  private busy = false;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listening = new AbortController();

  /**
   * @param draftKey of the member whom the page was made for; empty for nobody
   * @param tell is told how it stands whenever that changes
   */
  constructor(
    private readonly draftKey: string,
    private readonly tell: (standing: Standing) => void,
  ) {
    const { signal } = this.listening;
    const woken = () => document.visibilityState === "visible" && this.standing.is === "waiting" && void this.go();
    window.addEventListener("online", woken, { signal });
    document.addEventListener("visibilitychange", woken, { signal });
    // Who signed in in another window comes back to this one.
    window.addEventListener("focus", () => this.standing.is === "waiting" && this.standing.why === "session" && void this.go(), { signal });
  }

  /** Saves this; a save that is not settled goes first, as it was. */
  press(body: string): void {
    // What is saved is not sent again: its page follows, or its member says first what the changed answers are.
    if (this.busy || this.held?.code !== undefined || isLeaving(this.standing)) return;
    if (this.held === null) {
      this.tries = 0;
      this.hold({ key: crypto.randomUUID(), body, doubt: false });
    }
    this.stand({ is: "saving" });
    void this.go();
  }

  /** The form says this by now; null: nothing. */
  changed(body: string | null): void {
    this.now = body;
    const { standing, held } = this;
    if (body === null && (held?.code !== undefined || isLeaving(standing))) this.decided();
    else if (held && !held.doubt && !this.busy && this.isOther()) this.letGo();
    else if (standing.is === "waiting" && standing.other !== this.isOther()) this.stand({ ...standing, other: this.isOther() });
    else if ((standing.is === "changed" || standing.is === "refused") && held === null && body === null) this.stand({ is: "idle" });
  }

  /** Goes on with what an earlier page of this tab began. */
  resume(): void {
    this.hold(keptDraft(this.draftKey)?.attempt ?? null);
    if (this.held?.code !== undefined) return this.stand({ is: "saved", code: this.held.code, form: "other" });
    if (this.held !== null) this.press(this.held.body);
  }

  /** What was sent concerns the form no more: its answers are a draft of their own. */
  decided(): void {
    this.hold(null);
    this.stand({ is: "idle" });
  }

  /** The page of the screening follows, and nothing is left of the draft; a browser that is stopped keeps the way to it on the page. */
  leaveFor(code: string): void {
    this.forget();
    this.stand({ is: "saved", code, form: "same" });
    leaveQuietly();
    window.location.assign(`/screenings/${code}#saved`);
  }

  stop(): void {
    clearTimeout(this.timer);
    warnOnLeaving(false);
    this.listening.abort();
  }

  private async go(): Promise<void> {
    clearTimeout(this.timer);
    const { held: attempt, draftKey } = this;
    if (attempt === null || attempt.code !== undefined || this.busy) return;
    // Signed out elsewhere, or too old: what the tab has forgotten is not sent.
    if (draftKey !== "" && (draftIsOld(draftKey, Date.now()) || !keptDraft(draftKey)?.attempt)) return this.decided();
    this.busy = true;
    if (this.standing.is === "waiting") this.stand({ ...this.standing, next: 0 });
    // Loaded again while it is under way, the page must take it for one that may be saved.
    this.hold({ ...attempt, doubt: true });
    const answer = await trySave(attempt, draftKey);
    this.busy = false;
    if (!this.listening.signal.aborted) this.take(attempt, answer);
  }

  private take(attempt: Attempt, answer: Answer): void {
    if ("code" in answer) return this.saved(attempt, answer.code);
    if ("refusal" in answer) {
      const doubt = attempt.doubt && !answer.final;
      this.hold(doubt ? attempt : null);
      return this.stand({ is: "refused", why: answer.refusal, status: answer.status, doubt });
    }
    const doubt = attempt.doubt || answer.doubt;
    this.hold({ ...attempt, doubt });
    if (!doubt && this.isOther()) return this.letGo();
    this.tries += 1;
    const delay = Math.max(answer.after, Math.min(MOST_S, 2 ** this.tries)) * 1000;
    const next = answer.why === "session" ? null : Date.now() + delay;
    if (next !== null) this.timer = setTimeout(() => void this.go(), delay);
    this.stand({ is: "waiting", why: answer.why, doubt, next, other: this.isOther() });
  }

  private saved(attempt: Attempt, code: string): void {
    const form = this.now === null ? "empty" : this.isOther() ? "other" : "same";
    if (form === "same") return this.leaveFor(code);
    if (form === "other") this.hold({ ...attempt, code });
    else this.forget();
    this.stand({ is: "saved", code, form });
  }

  private letGo(): void {
    clearTimeout(this.timer);
    this.hold(null);
    this.stand({ is: this.now === null ? "idle" : "changed" });
  }

  private forget(): void {
    this.hold(null);
    forgetDraft(this.draftKey);
  }

  private hold(attempt: Attempt | null): void {
    this.held = attempt;
    keepAttempt(this.draftKey, attempt);
    warnOnLeaving(attempt !== null && attempt.code === undefined);
  }

  private stand(standing: Standing): void {
    this.standing = standing;
    this.tell(standing);
  }

  private isOther(): boolean {
    return this.held !== null && this.now !== this.held.body;
  }
}
