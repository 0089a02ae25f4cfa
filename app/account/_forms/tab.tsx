"use client";
import { useEffect } from "react";
import { claimDraft } from "@/app/_checklist/kept";
import { leaveQuietly } from "@/app/_checklist/leaving";
import { isKeptCopy, lastKey, noteUse } from "@/app/_checklist/whose";

const MINUTE_MS = 60_000;
// A minute longer than the server's 30: a page that asked sooner would use the session once more.
const IDLE_MS = 31 * MINUTE_MS;
const USES = ["pointerdown", "pointermove", "keydown", "scroll", "change"];

// One channel a tab: a second one would hear what this tab says itself. A draft key on it says who uses the session just now.
let channel: BroadcastChannel | undefined;

/** Without the browser's question, which would keep the page on the screen: what is not saved yet stays in the tab. */
function loadAgain(): void {
  leaveQuietly();
  location.reload();
}

/** Tells the other tabs that nobody is here any more. */
export function tellSignedOut(): void {
  channel?.postMessage("signed-out");
}

/** Last of all: what the worker keeps is fetched for that once more. Where browsers know no workers, as over plain http, nothing happens. */
function keepForOffline(signal: AbortSignal): void {
  const register = () => void navigator.serviceWorker?.register("/sw.js").catch(() => {});
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true, signal });
}

/**
 * Keeps a tab to whoever is signed in: removes another member's draft, follows a sign-out made elsewhere, shows no page of one
 * member to the next or after the session, and no page out of the browser's memory.
 * @param made for which member the server made the page; empty for nobody
 * @param offline whether the browser is to keep the checklist for when there is no network
 */
export function Tab({ draftKey: made, offline }: { draftKey: string; offline: boolean }) {
  useEffect(() => {
    const draftKey = isKeptCopy() ? lastKey(Date.now()) : made;
    noteUse(draftKey, Date.now());
    claimDraft(draftKey);
    const leaving = new AbortController();
    channel = new BroadcastChannel("image-screen");
    const usedElsewhere = draftKey === "" ? undefined : followSession(draftKey, leaving.signal);
    channel.onmessage = ({ data }) => {
      if (data === "signed-out") sessionStorage.clear();
      if (data === draftKey) usedElsewhere?.();
      else if (data === "signed-out" || draftKey !== "") loadAgain();
    };
    if (offline) keepForOffline(leaving.signal);
    addEventListener("pageshow", ({ persisted }) => persisted && loadAgain(), { signal: leaving.signal });
    return () => {
      leaving.abort();
      channel?.close();
    };
  }, [made, offline]);
  return null;
}

/**
 * What a member does on a page counts as use of the session, once a minute as the server notes it. Where the session has ended,
 * or must have because no tab was used for that long, the page is loaded again and shows nothing of the member's.
 * @returns to be called when another tab used the session
 */
function followSession(draftKey: string, signal: AbortSignal): () => void {
  let used = Date.now();
  let asked = used;
  const use = async () => {
    used = Date.now();
    if (used - asked < MINUTE_MS) return;
    asked = used;
    noteUse(draftKey, used);
    const answer = await fetch("/api/v1/account/session").catch(() => null);
    if (answer?.status === 401) loadAgain();
    else if (!signal.aborted) channel?.postMessage(draftKey);
  };
  const look = () => Date.now() - used > IDLE_MS && loadAgain();
  const clock = setInterval(look, MINUTE_MS);
  signal.addEventListener("abort", () => clearInterval(clock));
  for (const name of USES) addEventListener(name, () => void use(), { signal, capture: true, passive: true });
  document.addEventListener("visibilitychange", look, { signal });
  channel?.postMessage(draftKey);
  return () => {
    used = Date.now();
  };
}
