import { locale, sayCount } from "@/app/locale";
import type { Cohort } from "@/lib/cohort/cohort";
import { open, outcomes } from "@/lib/cohort/predictive";
import type { Predictive } from "@/lib/cohort/predictive";
import { cohortWords } from "@/lib/cohort/wording";
import { words } from "@/lib/screening/wording";
import { CitedAll } from "@/app/evidence/cited";
import { Axis, Dots, Told } from "./plot";
import { cohortPageWords as frame } from "./wording";

const { verdicts: told, outcomes: outcomeNames, open: openNames } = cohortWords(locale);
const { matches: names } = words(locale);
const title = (match: Predictive["match"]) => (match === "all" ? told.all : names[match].title);

/** The share of reviewed children confirmed in CDKN1C, by match; and every verdict. */
export function Verdicts({ verdicts }: Pick<Cohort, "verdicts">) {
  return (
    <>
      <p className="notice">{verdicts.map(({ match, firm, children }) => match === "all" && <b key={match}>{told.firm(firm, children)}</b>)} {told.chosen} <CitedAll of={["begg-greenes-1983"]} /></p>
      <table className="rules predictive">
        <caption className="unseen">{told.image}</caption>
        <thead><tr><th scope="col">{frame.match}</th><th scope="col" className="plot"><span className="unseen">{frame.plot}</span><Axis /></th><th scope="col">{told.image}</th></tr></thead>
        <tbody>
          {verdicts.map(({ match, outcomes: { CDKN1C: share } }) => (
            <tr key={match} data-match={match}>
              <th scope="row">{title(match)}</th>
              <td className="plot">{share.interval && <Dots shares={[{ kind: "screened", share }]} />}</td>
              <td data-label={told.image}><Told share={share} none={told.nobody} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className="lists">
        <summary>{told.every}</summary>
        <Every verdicts={verdicts} />
      </details>
    </>
  );
}

/** Firm verdicts as shares of those with one; below, who has none. */
function Every({ verdicts }: { verdicts: readonly Predictive[] }) {
  return (
    <table className="rules grid-of">
      <caption className="unseen">{told.every}</caption>
      <thead><tr><th scope="col">{frame.verdict}</th>{verdicts.map(({ match }) => <th key={match} scope="col">{title(match)}</th>)}</tr></thead>
      <tbody>
        {outcomes.map((outcome) => (
          <tr key={outcome} data-outcome={outcome}>
            <th scope="row">{outcomeNames[outcome]}</th>
            {verdicts.map(({ match, outcomes: of }) => <td key={match} data-label={title(match)}><Told share={of[outcome]} none={told.nobody} /></td>)}
          </tr>
        ))}
      </tbody>
      <tbody>
        {open.map((verdict) => (
          <tr key={verdict} data-open={verdict}>
            <th scope="row">{openNames[verdict]}</th>
            {verdicts.map(({ match, open: of }) => <td key={match} data-label={title(match)}>{sayCount(of[verdict])}</td>)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
