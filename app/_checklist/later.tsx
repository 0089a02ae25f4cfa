"use client";
import { startTransition, useEffect, useState } from "react";
import type { Draft } from "@/lib/screening/assess";
import type { Conditions } from "./conditions";
import { sheetWords } from "./wording";

/** So long in milliseconds nothing was ticked when the comparison is worked out anew. */
const PAUSE_MS = 100;

/** A draft once a frame has been painted since it came, and nothing was ticked for a pause. */
function useSettled(draft: Draft): Draft {
  const [settled, setSettled] = useState(draft);
  useEffect(() => {
    let task: ReturnType<typeof setTimeout> | undefined;
    const settle = () => startTransition(() => setSettled(draft));
    const frame = requestAnimationFrame(() => (task = setTimeout(settle, PAUSE_MS)));
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(task);
    };
  }, [draft]);
  return settled;
}

/** Does the draft say anything that a condition could answer to? */
const says = ({ findings, size, variant, family }: Draft) => Object.keys(findings).length > 0 || (size ?? variant ?? family) !== undefined;

/**
 * The comparison with other conditions, fetched with the first answer and worked out where ticking pauses, after the frame that
 * shows letters, match and flag: those never wait for it.
 */
export function ConditionsLater({ draft }: { draft: Draft }) {
  const [panel, setPanel] = useState<{ Conditions: typeof Conditions } | "lost" | null>(null);
  const settled = useSettled(draft);
  const wanted = says(settled);
  useEffect(() => {
    if (wanted) import("./conditions").then(setPanel, () => setPanel("lost"));
  }, [wanted]);
  // Busy: what stands here is that of the tick before.
  if (panel !== null && panel !== "lost" && says(settled)) return <div aria-busy={settled !== draft}><panel.Conditions draft={settled} /></div>;
  return (
    <section className="conditions">
      <h3>{sheetWords.otherConditions}</h3>
      {panel === "lost" && <p className="about">{sheetWords.conditionsLost}</p>}
      {!says(settled) && panel !== "lost" && <p className="about">{sheetWords.conditionsLater}</p>}
    </section>
  );
}
