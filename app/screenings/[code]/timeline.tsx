import { changesBetween } from "@/lib/screening/compare";
import type { Screening } from "@/lib/screening/draft";
import { sayChange } from "@/lib/screening/review-wording";
import { words } from "@/lib/screening/wording";
import { ticked } from "@/lib/screening/ticked";
import { FlagDot, Marks } from "@/app/screenings/told";

/** How letters and match moved over the screenings of one child, and what changed from each to the one that follows it. */
export function Timeline({ child, code }: { child: Screening[]; code: string }) {
  if (child.length < 2) return null;
  return (
    <section className="timeline" aria-labelledby="timeline">
      <h2 id="timeline">This child, {child.length} screenings</h2>
      <ol>{child.map((screening) => <Step key={screening.code} screening={screening} before={child.find((one) => one.code === screening.follows)} here={screening.code === code} />)}</ol>
      {child.length <= 4 && <p><a href={`/screenings/compare?${new URLSearchParams(child.map((one) => ["code", one.code]))}`}>Side by side</a></p>}
    </section>
  );
}

function Step({ screening, before, here }: { screening: Screening; before: Screening | undefined; here: boolean }) {
  const { matches, ages, features } = words("en");
  const { code, age, year, assessment: { letters, match, flag } } = screening;
  const changes = before ? changesBetween(ticked(before), ticked(screening)) : [];
  return (
    <li aria-current={here || undefined}>
      <p>{here ? <b>{code}</b> : <a href={`/screenings/${code}`}>{code}</a>} <small>{ages[age]}, {year}{screening.follows && (before ? `, follows ${before.code}` : `, follows ${screening.follows}, which was erased`)}</small></p>
      <Marks letters={letters} /> <span>{matches[match].title}</span> <FlagDot flag={flag} />
      {before && <ul className="changes">{changes.length === 0 ? <li>No finding changed.</li> : changes.map((change) => <li key={change.feature}>{sayChange(change, features[change.feature], "en")}</li>)}</ul>}
    </li>
  );
}
