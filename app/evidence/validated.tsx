import { inEnglish } from "@/app/locale";
import knowledge from "@/lib/evidence/knowledge.json";
import type { UnselectedTable } from "@/lib/evidence/unselected";
import { addedByHand, ways } from "@/lib/evidence/validation";
import type { CaseReport, Standing, Tally, Validation, Way } from "@/lib/evidence/validation";
import { citeRef } from "@/lib/evidence/wording";
import { matches } from "@/lib/screening/rules";
import { Others, Ranked } from "./case-table";
import { Out } from "./cited";
import { Interval } from "./interval";
import { UnselectedTold } from "./unselected-told";
import { figuresWords as words, sayings } from "./wording";

const { asPictured, lessons, limits, matchTitle, sayCondition, sayGap, sayPercent, sayRange, wayNames } = sayings;
const { tallies: ranks } = words;

/** The rules and the comparison over published individuals: how often, what speaks against the figures, case by case, and where they go wrong. */
export function Validated({ validation, unselected }: { validation: Validation; unselected: UnselectedTable }) {
  const { cases, others } = validation;
  const all = [...cases, ...others];
  return (
    <>
      <p>{words.about(all.length, cases.length, others.length, [...matches].reverse().map((match) => `${matchTitle(match)} (${all.filter((one) => one.match === match).length})`).join(", "))}</p>
      <Figures validation={validation} />
      <h3>{words.against}</h3>
      <ul className="limits">{Object.entries(limits).map(([key, limit]) => <li key={key}>{limit}</li>)}</ul>
      <ByHand cases={cases} />
      <Wrong way="all" cases={cases} />
      <Wrong way="withoutOwn" cases={cases} />
      {(["withoutSiblings", "annotations"] as const).map((way) => (
        <details key={way} className="lists">
          <summary>{words.wrongOf(wayNames[way])}</summary>
          <Wrong way={way} cases={cases} />
        </details>
      ))}
      <h3 id="cases">{words.cases.title(cases.length)}</h3>
      <p>{words.cases.about}</p>
      <Ranked cases={cases} />
      <h3 id="others">{words.others.title(others.length)}</h3>
      <Others others={others} />
      <p className="fine">{words.end}</p>
      <UnselectedTold table={unselected} />
    </>
  );
}

/** First and in the top three, in each way of ranking. */
function Figures({ validation: { cases, tallies, pictured, untestable } }: { validation: Validation }) {
  return (
    <>
      <table className="rules tallies">
        <caption className="unseen">{ranks.caption}</caption>
        <thead><tr><th scope="col">{ranks.true}</th><th scope="col">{ranks.first}</th><th scope="col">{ranks.topThree}</th></tr></thead>
        <tbody>
          {ways.map((way) => (
            <tr key={way} data-way={way}>
              <th scope="row">{wayNames[way]}</th>
              <Count name={ranks.first} tally={tallies[way].first} />
              <Count name={ranks.topThree} tally={tallies[way].topThree} />
            </tr>
          ))}
        </tbody>
      </table>
      <p data-pictured>{(["all", "withoutOwn"] as const).map((way) => ranks.pictured(wayNames[way], asPictured, pictured[way].first.n, pictured[way].topThree.n, { first: pictured[way].first.of, topThree: pictured[way].topThree.of })).join(" ")}</p>
      <p>{ranks.ranked(knowledge.release, untestable, cases.length)}</p>
    </>
  );
}

function Count({ name, tally: { n, of, interval } }: { name: string; tally: Tally }) {
  const [from, to] = interval;
  return <td className="place" data-label={name}><b>{ranks.of(n, of)}</b> {of > 0 && <Interval at={n / of} from={from} to={to} />} <small>{of > 0 && sayRange(interval)}</small></td>;
}

/** Which facts were added by hand, and whose own papers they are from. */
function ByHand({ cases }: { cases: readonly CaseReport[] }) {
  const { byHand } = words;
  const told = addedByHand().map(({ condition, ref, features }) => {
    const pmid = /^PMID:(\d+)$/.exec(ref)?.[1];
    return { condition, ref, features, cited: citeRef(ref), own: pmid ? cases.filter(({ url }) => url.includes(`gov/${pmid}/`)).length : 0 };
  });
  return (
    <>
      <h3 id="by-hand">{byHand.title}</h3>
      <table className="rules plain" aria-labelledby="by-hand">
        <thead><tr><th scope="col">{byHand.condition}</th><th scope="col">{byHand.from}</th><th scope="col">{byHand.features}</th><th scope="col">{byHand.toldIn(cases.length)}</th></tr></thead>
        <tbody>
          {told.map(({ condition, ref, features, cited, own }) => (
            <tr key={`${condition} ${ref}`}>
              <th scope="row">{sayCondition(condition)}</th>
              <td {...inEnglish}>{cited.url ? <Out href={cited.url}>{cited.cite}</Out> : cited.cite}</td>
              <td data-label={byHand.features}>{features}</td>
              <td data-label={byHand.toldIn(cases.length)}>{own}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** Who is not first in one way of ranking, worst first. */
function Wrong({ way, cases }: { way: Way; cases: readonly CaseReport[] }) {
  const wrong = cases.flatMap((report) => {
    const standing = report.standings[way];
    return standing && standing.place > 1 ? [{ report, standing }] : [];
  });
  wrong.sort((one, other) => other.standing.place - one.standing.place || one.standing.share - other.standing.share);
  return (
    <>
      <h3>{words.wrong.title(wayNames[way], wrong.length)}</h3>
      {wrong.length > 0 && <p className="fine">{words.wrong.about}</p>}
      <ul className="wrong">{wrong.map(({ report, standing }) => <Why key={report.id} report={report} standing={standing} />)}</ul>
    </>
  );
}

const GAPS = 3;

function Why({ report: { id, confirmed }, standing: { place, share, interval, leader, gaps } }: { report: CaseReport; standing: Standing }) {
  const { sides, stands } = words.wrong;
  const side = (sign: 1 | -1) => gaps.filter(({ log }) => log * sign > 0).slice(0, GAPS);
  return (
    <li data-wrong={id}>
      <b {...inEnglish}>{id}</b>{stands(sayCondition(confirmed), words.nth(place), sayPercent(share), sayRange(interval), sayCondition(leader))} {lessons[id]}
      {([[sides.for, side(1)], [sides.against, side(-1)]] as const).map(([title, some]) => (
        <span key={title} className="says">{words.wrong.side(title, some.map(sayGap))}</span>
      ))}
    </li>
  );
}
