import type { ReactNode } from "react";
import { inEnglish, locale } from "@/app/locale";
import type { Flag } from "@/lib/screening/assess";
import { sources } from "@/lib/screening/sources";
import { saySigns, words } from "@/lib/screening/wording";
import { sheetWords } from "./wording";

/** The crisis flag: what was seen, what to do without doses, and its sources. `quiet` keeps the title only, on screen. */
export function FlagBanner({ flag, quiet = false, children }: { flag: Flag; quiet?: boolean; children?: ReactNode }) {
  const { title, about, sample } = words(locale).flags[flag.level];
  const cited = [...new Set(flag.reasons.map((reason) => reason.source))].map((source) => (Object.hasOwn(sources, source) ? sources[source].cite : source));
  return (
    <section className={`flag ${flag.level}${quiet ? " quiet" : ""}`} aria-label={title} data-flag={flag.level}>
      <strong>{title}</strong>
      <div className="flag-body">
        {/* What to do comes before why. */}
        <p>{about} {saySigns(flag.reasons, locale)}.</p>
        <p>{sample} <a href="/sampling" target="_blank">{sheetWords.sampling}</a></p>
        <p className="fine" {...inEnglish}>{cited.join("; ")}</p>
      </div>
      {children}
    </section>
  );
}
