"use client";
import { useEffect } from "react";
import { claimDraft } from "@/app/_checklist/form-draft";

// One channel a tab: a second one would hear what this tab says itself.
let channel: BroadcastChannel | undefined;

/** Tells the other tabs who is here no longer, or anew. */
export function tellTabs(news: "signed-in" | "signed-out"): void {
  channel?.postMessage(news);
}

/**
 * Keeps a tab to whoever is signed in: removes another member's draft, follows a sign-out made elsewhere, shows no page from
 * before a sign-in to the next member, and no page out of the browser's memory.
 */
export function Tab({ draftKey }: { draftKey: string }) {
  useEffect(() => {
    claimDraft(draftKey);
    channel = new BroadcastChannel("image-screen");
    channel.onmessage = ({ data }) => {
      if (data === "signed-out") sessionStorage.clear();
      if (data === "signed-out" || draftKey !== "") location.reload();
    };
    const shown = ({ persisted }: PageTransitionEvent) => persisted && location.reload();
    addEventListener("pageshow", shown);
    return () => {
      channel?.close();
      removeEventListener("pageshow", shown);
    };
  }, [draftKey]);
  return null;
}
