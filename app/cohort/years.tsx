import { locale, sayCount } from "@/app/locale";
import type { Cohort, Year } from "@/lib/cohort/cohort";
import { cohortWords } from "@/lib/cohort/wording";
import { matches } from "@/lib/screening/rules";
import type { Match } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { cohortPageWords as frame } from "./wording";

const { years: told, numbers } = cohortWords(locale);
const { matches: names } = words(locale);
const strongest = [...matches].reverse();
const TALL = 84;
/** So many years have room for their name, and so many for their number. */
const NAMED = 6;
const NUMBERED = 12;

/** Bars by year, a panel a match, all on one scale; and the table. */
export function Years({ years }: Pick<Cohort, "years">) {
  const most = Math.max(...years.flatMap(({ matches: of }) => Object.values(of)));
  return (
    <>
      <div className="panels">{strongest.map((match) => <Panel key={match} match={match} years={years} most={most} />)}</div>
      <p className="fine">{told.scale(most)}</p>
      <details className="lists">
        <summary>{numbers}</summary>
        <table className="rules grid-of">
          <caption className="unseen">{told.title}</caption>
          <thead><tr><th scope="col">{frame.year}</th>{strongest.map((match) => <th key={match} scope="col">{names[match].title}</th>)}<th scope="col">{frame.children}</th></tr></thead>
          <tbody>
            {years.map(({ year, matches: of, children }) => (
              <tr key={year}><th scope="row">{year}</th>{strongest.map((match) => <td key={match} data-label={names[match].title}>{sayCount(of[match])}</td>)}<td data-label={frame.children}><b>{sayCount(children)}</b></td></tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}

function Panel({ match, years, most }: { match: Match; years: readonly Year[]; most: number }) {
  const step = 100 / years.length;
  const every = Math.ceil(years.length / NAMED);
  return (
    <div className="panel">
      <h3>{names[match].title}</h3>
      <svg width="100%" height={TALL + 38} aria-hidden="true">
        <line x1="0" x2="100%" y1={TALL + 18.5} y2={TALL + 18.5} />
        {years.map(({ year, matches: { [match]: count } }, at) => {
          const tall = (count / most) * TALL;
          const middle = `${(at + 0.5) * step}%`;
          return (
            <g key={year}>
              {count > 0 && <rect x={`${(at + 0.14) * step}%`} width={`${0.72 * step}%`} y={TALL + 18 - tall} height={tall} />}
              {(years.length <= NUMBERED || at % every === 0) && <text x={middle} y={TALL + 13 - tall} textAnchor="middle">{sayCount(count)}</text>}
              {at % every === 0 && <text className="year" x={middle} y={TALL + 33} textAnchor="middle">{year}</text>}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
