import { conditions } from "@/lib/evidence/conditions";
import type { CaseReport, PublishedCase, Standing, Tally, Validation } from "@/lib/evidence/validation";
import { assess } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { matches } from "@/lib/screening/rules";
import type { Letter } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { Out } from "./cited";
import { Interval, percent } from "./interval";

const { statuses, matches: matchNames, features } = words("en");
const labelOf = (id: string): string => conditions[id]?.label ?? id;
const times = (log: number) => `×${Number(Math.exp(Math.abs(log)).toPrecision(2))}`;

type Figures = { validation: Validation; published: readonly PublishedCase[] };

/** The rules and the likelihood over published individuals: how often, case by case, and where they go wrong. */
export function Validated({ validation, published }: Figures) {
  const { all, withoutOwn, untestable, cases, notOnPanel } = validation;
  return (
    <>
      <p>
        {published.length} individuals from papers were entered as a clinician would enter them. In {cases.length} the condition is confirmed and on the panel of 39; the other {notOnPanel} have no confirmed condition under a number of the panel, or are probably a child told twice; they are read for their letters only. Starting shares, groups and limits were fixed by argument and written down before the first of these was ranked.
      </p>
      <ul className="tallies">
        <Count title="True condition ranked first" tally={all.first} />
        <Count title="In the first three" tally={all.topThree} />
        <Count title="Ranked first, without the case’s own paper" tally={withoutOwn.first} />
        <Count title="In the first three, without it" tally={withoutOwn.topThree} />
      </ul>
      <p>
        Intervals are exact (Clopper and Pearson), 95 %. They take individuals as independent, which siblings are not. The first two figures are partly circular: what is known of these conditions was counted in some of the same papers, and the facts of two siblings among them were added to the knowledge by hand; without these 8 are first and 11 in the top three, and on HPO’s annotations alone 9 and 11. In the last two the paper of each case is left out of the knowledge. For {untestable} of {cases.length} nothing counted remains then, and nothing can be shown.
      </p>
      <Wrong title="Not ranked first, and why" cases={cases} standing={({ all: place }) => place} />
      <Wrong title="Not ranked first once its own paper is left out" cases={cases} standing={({ withoutOwn: place }) => place} />
      <h3 id="cases">Case by case</h3>
      <p>The match, over all {published.length}: {tallyOf(published)}.</p>
      <Cases cases={cases} published={published} />
      <p className="fine">What a paper does not mention is not assessed, never excluded. A share is among 39 conditions and “none of them”, from equal starting shares.</p>
    </>
  );
}

function Count({ title, tally: { n, of, interval } }: { title: string; tally: Tally }) {
  const [from, to] = interval;
  return (
    <li>
      <span>{title}</span>
      <b>{n} of {of}</b>
      {of > 0 && <Interval at={n / of} from={from} to={to} />}
      <small>{of > 0 && `${percent(from)} to ${percent(to)}`}</small>
    </li>
  );
}

function Wrong({ title, cases, standing }: { title: string; cases: readonly CaseReport[]; standing: (report: CaseReport) => Standing | null }) {
  const wrong = cases.flatMap((report) => {
    const place = standing(report);
    return place && place.rank > 1 ? [{ ...report, place }] : [];
  });
  wrong.sort((one, other) => other.place.rank - one.place.rank);
  return (
    <>
      <h3>{title}: {wrong.length}</h3>
      <ul className="wrong">
        {wrong.map(({ id, confirmed, place }) => (
          <li key={id}>
            <b>{id}</b>: {labelOf(confirmed)} stands {nth(place.rank)} with {percent(place.share)} ({percent(place.interval[0])} to {percent(place.interval[1])}). {labelOf(place.leader)} leads. <Gaps place={place} />
          </li>
        ))}
      </ul>
    </>
  );
}

const nth = (rank: number) => `${rank}${rank === 2 ? "nd" : rank === 3 ? "rd" : rank === 1 ? "st" : "th"}`;

function Gaps({ place: { gaps } }: { place: Standing }) {
  const told = (sign: 1 | -1) => gaps.filter(({ log }) => log * sign > 0).slice(0, 3).map(({ what, status, log }) => `${what === "sex" || what === "variant" ? what : features[what]}${status ? ` ${status}` : ""} ${times(log)}`).join("; ");
  return <span className="says">For the leader: {told(1) || "nothing"}. Against it: {told(-1) || "nothing"}.</span>;
}

function Cases({ cases, published }: { cases: readonly CaseReport[]; published: readonly PublishedCase[] }) {
  return (
    <table className="rules cases" aria-labelledby="cases">
      <thead><tr><th scope="col">Case</th><th scope="col">Letters and match</th><th scope="col">Rank of the true condition</th><th scope="col">Without its own paper</th></tr></thead>
      <tbody>
        {published.map((one) => {
          const report = cases.find(({ id }) => id === one.id);
          return (
            <tr key={one.id} data-case={one.id}>
              <th scope="row"><b>{one.id}</b> <span>{report ? labelOf(one.condition) : one.condition.replace(/^OMIM:\d+/, labelOf)}</span> <cite><Out href={one.url}>{one.cite}</Out>; read: {one.read}</cite></th>
              <td><LettersOf one={one} /></td>
              {report ? <Place name="Rank" standing={report.all} /> : <td colSpan={2}>Not ranked</td>}
              {report && <Place name="Without its own paper" standing={report.withoutOwn} />}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const assessed = ({ draft }: PublishedCase) => assess({ checklist: CHECKLIST_VERSION, ...draft });

function tallyOf(published: readonly PublishedCase[]): string {
  const found = published.map((one) => assessed(one).match);
  return [...matches].reverse().map((match) => `${matchNames[match].title} ${found.filter((one) => one === match).length}`).join(", ");
}

function LettersOf({ one }: { one: PublishedCase }) {
  const { letters, match } = assessed(one);
  return (
    <>
      <span className="marks">{(Object.keys(letters) as Letter[]).map((letter) => <span key={letter} className={`tile ${letters[letter]}`} title={`${letter} ${statuses[letters[letter]]}`}><b>{letter}</b><span className="unseen"> {statuses[letters[letter]]}</span></span>)}</span>
      <span className="says">{matchNames[match].title}</span>
    </>
  );
}

function Place({ name, standing }: { name: string; standing: Standing | null }) {
  if (!standing) return <td data-label={name}>Not testable</td>;
  const { rank, share, interval: [from, to] } = standing;
  return (
    <td className="place" data-label={name}><b>{nth(rank)}</b> {percent(share)} <Interval at={share} from={from} to={to} /> <small>{percent(from)} to {percent(to)}</small></td>
  );
}
