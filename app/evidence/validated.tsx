import knowledge from "@/lib/evidence/knowledge.json";
import type { UnselectedTable } from "@/lib/evidence/unselected";
import { addedByHand, ways } from "@/lib/evidence/validation";
import type { CaseReport, Standing, Tally, Validation, Way } from "@/lib/evidence/validation";
import { asPictured, lessons, limits, matchTitle, sayCondition, sayGap, sayPercent, sayRange, wayNames } from "@/lib/evidence/validation-words";
import { citeRef } from "@/lib/evidence/wording";
import { matches } from "@/lib/screening/rules";
import { nth, Others, Ranked } from "./case-table";
import { Out } from "./cited";
import { Interval } from "./interval";
import { UnselectedTold } from "./unselected-told";

/** The rules and the comparison over published individuals: how often, what speaks against the figures, case by case, and where they go wrong. */
export function Validated({ validation, unselected }: { validation: Validation; unselected: UnselectedTable }) {
  const { cases, others } = validation;
  const all = [...cases, ...others];
  return (
    <>
      <p>
        {all.length} individuals from papers were entered as a clinician would enter them. In {cases.length} the condition is confirmed and on the panel of 39, and it is looked up where the comparison puts it. The other {others.length} have no confirmed condition under a number of the panel, or are probably a child told twice; they are read for their letters. The match, over all {all.length}: {[...matches].reverse().map((match) => `${matchTitle(match)} (${all.filter((one) => one.match === match).length})`).join(", ")}.
      </p>
      <Figures validation={validation} />
      <h3>What speaks against these figures</h3>
      <ul className="limits">{Object.entries(limits).map(([key, limit]) => <li key={key}>{limit}</li>)}</ul>
      <ByHand cases={cases} />
      <Wrong way="all" cases={cases} />
      <Wrong way="withoutOwn" cases={cases} />
      {(["withoutSiblings", "annotations"] as const).map((way) => (
        <details key={way} className="lists">
          <summary>{wayNames[way]}: not ranked first, and why</summary>
          <Wrong way={way} cases={cases} />
        </details>
      ))}
      <h3 id="cases">The {cases.length} with a confirmed condition of the panel</h3>
      <p>The place of the true condition, and its share.</p>
      <Ranked cases={cases} />
      <h3 id="others">The {others.length} others</h3>
      <Others others={others} />
      <p className="fine">What a paper does not mention is not assessed, never excluded. A share is among 39 conditions and “none of them”, from equal starting shares; conditions that only their gene tells apart are added up where one is put first.</p>
      <UnselectedTold table={unselected} />
    </>
  );
}

/** First and in the top three, in each way of ranking. */
function Figures({ validation: { cases, tallies, pictured, untestable } }: { validation: Validation }) {
  return (
    <>
      <table className="rules tallies">
        <caption className="unseen">Where the confirmed condition stands</caption>
        <thead><tr><th scope="col">The true condition</th><th scope="col">Ranked first</th><th scope="col">In the top three</th></tr></thead>
        <tbody>
          {ways.map((way) => (
            <tr key={way} data-way={way}>
              <th scope="row">{wayNames[way]}</th>
              <Count name="Ranked first" tally={tallies[way].first} />
              <Count name="In the top three" tally={tallies[way].topThree} />
            </tr>
          ))}
        </tbody>
      </table>
      <p data-pictured>{(["all", "withoutOwn"] as const).map((way) => `${wayNames[way]}, ${asPictured}: ${pictured[way].first.n} of ${pictured[way].first.of} first, ${pictured[way].topThree.n} of ${pictured[way].topThree.of} in the top three.`).join(" ")}</p>
      <p>Ranked with HPO’s annotations of {knowledge.release} and what is listed below, from equal starting shares. Intervals are exact (Clopper and Pearson), 95 %. Without its own paper {untestable} of {cases.length} cannot be tested: nothing counted of their condition is left then.</p>
    </>
  );
}

function Count({ name, tally: { n, of, interval } }: { name: string; tally: Tally }) {
  const [from, to] = interval;
  return <td className="place" data-label={name}><b>{n} of {of}</b> {of > 0 && <Interval at={n / of} from={from} to={to} />} <small>{of > 0 && sayRange(interval)}</small></td>;
}

/** Which facts were added by hand, and whose own papers they are from. */
function ByHand({ cases }: { cases: readonly CaseReport[] }) {
  const told = addedByHand().map(({ condition, ref, features }) => {
    const pmid = /^PMID:(\d+)$/.exec(ref)?.[1];
    return { condition, ref, features, cited: citeRef(ref), own: pmid ? cases.filter(({ url }) => url.includes(`gov/${pmid}/`)).length : 0 };
  });
  return (
    <>
      <h3 id="by-hand">Added by hand beyond HPO’s annotations</h3>
      <table className="rules plain" aria-labelledby="by-hand">
        <thead><tr><th scope="col">Condition</th><th scope="col">From</th><th scope="col">Features</th><th scope="col">Of the {cases.length}, told in it</th></tr></thead>
        <tbody>
          {told.map(({ condition, ref, features, cited, own }) => (
            <tr key={`${condition} ${ref}`}>
              <th scope="row">{sayCondition(condition)}</th>
              <td>{cited.url ? <Out href={cited.url}>{cited.cite}</Out> : cited.cite}</td>
              <td data-label="Features">{features}</td>
              <td data-label={`Of the ${cases.length}, told in it`}>{own}</td>
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
      <h3>{wayNames[way]}: {wrong.length} not ranked first, and why</h3>
      {wrong.length > 0 && <p className="fine">× says how far a sign moves the odds between the two. A sign that a source does not tell of is neutral there.</p>}
      <ul className="wrong">{wrong.map(({ report, standing }) => <Why key={report.id} report={report} standing={standing} />)}</ul>
    </>
  );
}

const GAPS = 3;

function Why({ report: { id, confirmed }, standing: { place, share, interval, leader, gaps } }: { report: CaseReport; standing: Standing }) {
  const side = (sign: 1 | -1) => gaps.filter(({ log }) => log * sign > 0).slice(0, GAPS);
  return (
    <li data-wrong={id}>
      <b>{id}</b>: {sayCondition(confirmed)} stands {nth(place)} with {sayPercent(share)} ({sayRange(interval)}). {sayCondition(leader)} leads. {lessons[id]}
      {([["For the leader", side(1)], ["Against the leader", side(-1)]] as const).map(([title, some]) => (
        <span key={title} className="says">{title}: {some.length > 0 ? some.map(sayGap).join(". ") : "nothing"}.</span>
      ))}
    </li>
  );
}
