import type { ReactNode } from "react";
import type { Flag } from "@/lib/screening/assess";
import { sources } from "@/lib/screening/sources";
import { sayReason, words } from "@/lib/screening/wording";

/** The crisis flag: what was seen, what to do without doses, and its sources. `quiet` keeps the title only, on screen. */
export function FlagBanner({ flag, quiet = false, children }: { flag: Flag; quiet?: boolean; children?: ReactNode }) {
  const { title, about, sample } = words("en").flags[flag.level];
  const cited = [...new Set(flag.reasons.map((reason) => reason.source))].map((source) => (Object.hasOwn(sources, source) ? sources[source].cite : source));
  return (
    <section className={`flag ${flag.level}${quiet ? " quiet" : ""}`} aria-label={title} data-flag={flag.level}>
      <strong>{title}</strong>
      <div className="flag-body">
        <p>{flag.reasons.map((reason) => sayReason(reason, "en")).join(". ")}. {about}</p>
        <p>{sample} <a href="/sampling">The list to print</a></p>
        <p className="fine">{cited.join("; ")}</p>
      </div>
      {children}
    </section>
  );
}
