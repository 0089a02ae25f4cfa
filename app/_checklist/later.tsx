"use client";
import { useDeferredValue, useEffect, useState } from "react";
import type { Draft } from "@/lib/screening/assess";
import type { Conditions } from "./conditions";

/** Does the draft say anything that a condition could answer to? */
const says = ({ findings, size, variant, family }: Draft) => Object.keys(findings).length > 0 || (size ?? variant ?? family) !== undefined;

/**
 * The comparison with other conditions, fetched with the first answer and worked out after the letters at every tick:
 * letters and flag never wait for it.
 */
export function ConditionsLater({ draft }: { draft: Draft }) {
  const [panel, setPanel] = useState<{ Conditions: typeof Conditions } | "lost" | null>(null);
  const settled = useDeferredValue(draft);
  const wanted = says(settled);
  useEffect(() => {
    if (wanted) import("./conditions").then(setPanel, () => setPanel("lost"));
  }, [wanted]);
  if (panel !== null && panel !== "lost" && says(settled)) return <panel.Conditions draft={settled} />;
  return (
    <section className="conditions">
      <h3>What else it could be</h3>
      {panel === "lost" && <p className="about">The comparison could not be loaded. Letters and flag do not need it; reload the page for it.</p>}
      {!says(settled) && panel !== "lost" && <p className="about">Other conditions are compared once a finding is given.</p>}
    </section>
  );
}
