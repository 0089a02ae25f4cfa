import { locale } from "@/app/locale";
import { changesBetween } from "@/lib/screening/compare";
import type { Screening } from "@/lib/screening/draft";
import { reviewWords, sayChange } from "@/lib/screening/review-wording";
import { words } from "@/lib/screening/wording";
import type { Followed } from "@/lib/store/reviews";
import { Marks } from "@/app/_checklist/marks";
import { FlagDot } from "@/app/screenings/told";
import { screeningsWords } from "@/app/screenings/wording";

const { timeline: told } = screeningsWords;

/** How letters and match moved over the screenings of one child, and what changed from each to the one that follows it. */
export function Timeline({ child, code }: { child: Followed["child"]; code: string }) {
  if (child.length < 2) return null;
  return (
    <section className="timeline" aria-labelledby="timeline">
      <h2 id="timeline">{told.title(child.length)}</h2>
      <ol>{child.map((one) => <Step key={one.screening.code} of={one} before={child.find(({ screening }) => screening.code === one.screening.follows)?.screening} here={one.screening.code === code} />)}</ol>
      {child.length <= 4 && <p><a href={`/screenings/compare?${new URLSearchParams(child.map(({ screening }) => ["code", screening.code]))}`}>{told.sideBySide}</a></p>}
    </section>
  );
}

function Step({ of: { screening, standing }, before, here }: { of: Followed["child"][number]; before: Screening | undefined; here: boolean }) {
  const { matches, ages } = words(locale);
  const { code, age, year, assessment: { letters, match, flag } } = screening;
  return (
    <li aria-current={here || undefined}>
      <p>{here ? <b>{code}</b> : <a href={`/screenings/${code}`}>{code}</a>} <small>{ages[age]}, {year}{screening.follows && (before ? told.follows(before.code) : told.erased(screening.follows))}</small></p>
      <Marks letters={letters} /> <span>{matches[match].title}</span> <FlagDot flag={flag} /> {standing !== "none" && <b data-standing={standing}>{reviewWords(locale).standings[standing]}</b>}
      {before && <Changes before={before} screening={screening} />}
    </li>
  );
}

/** What is known now and was not, or was otherwise; what was excluded and not looked for again is counted. */
function Changes({ before, screening }: { before: Screening; screening: Screening }) {
  const { features } = words(locale);
  const all = changesBetween(before.findings, screening.findings);
  const unasked = all.filter(({ from, to }) => from === "excluded" && to === null).length;
  const kept = all.filter(({ from, to }) => from !== "excluded" || to !== null);
  return (
    <ul className="changes">
      {all.length === 0 && <li>{told.unchanged}</li>}
      {kept.map((change) => <li key={change.feature}>{sayChange(change, features[change.feature], locale)}</li>)}
      {unasked > 0 && <li>{told.unasked(unasked)}</li>}
    </ul>
  );
}
