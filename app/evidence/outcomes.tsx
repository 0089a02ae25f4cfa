import { flagRules, issueRules, matches, RULES_VERSION } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { Cited } from "./cited";
import { ConditionsOf } from "./conditions-of";
import { issueWhen, matchWhen, rulesHistory } from "./measured";

const { matches: matchNames, flags, issues, suggestions } = words("en");

/** The matches, strongest first, and when each is reached. */
export function Matches() {
  return (
    <>
      <p>
        The match says how many letters fit, and no more. Where a letter does not apply, it is not asked for. No published score for IMAGe syndrome was found; these limits are our own. M is not required: 8 of 10 had metaphyseal dysplasia in one series (<Cited source="arboleda-2012" />), none of three proven siblings in another (<Cited source="hamajima-2013" />).
      </p>
      <table className="rules two">
        <caption className="unseen">The matches, strongest first</caption>
        <thead><tr><th scope="col">Match</th><th scope="col">When</th></tr></thead>
        <tbody>
          {[...matches].reverse().map((match) => (
            <tr key={match} data-match-rule={match}>
              <th scope="row">{matchNames[match].title}</th>
              <td>{matchWhen[match]} <span className="says">{matchNames[match].about}</span></td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The red and the amber flag, row by row. */
export function Flags() {
  return (
    <>
      <p>Red is for a possible adrenal crisis and for nothing else. It never depends on the match. Amber is looked for only where nothing red is found. No doses are given.</p>
      <table className="rules">
        <caption className="unseen">Flags</caption>
        <thead><tr><th scope="col">Flag</th><th scope="col">When observed</th><th scope="col">Source</th></tr></thead>
        <tbody>
          {flagRules.map(({ level, code, when, source }) => (
            <tr key={code} data-code={code}>
              <td><span className={`dot ${level}`}>{level === "red" ? "Red" : "Amber"}</span></td>
              <td><ConditionsOf when={when} /></td>
              <td><Cited source={source} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="fine">Red says: {flags.red.title}. {flags.red.about} Amber says: {flags.amber.title}. {flags.amber.about}</p>
    </>
  );
}

/** The sentence of an issue with the features left open. */
const says = (code: keyof typeof issues) => issues[code]("…").replace("….", "…");

/** What else is raised beside the letters. */
export function Issues() {
  const measured = Object.entries(issueWhen) as [keyof typeof issueWhen, string][];
  return (
    <details className="lists">
      <summary>What is raised beside the letters, and never changes them: {issueRules.length + measured.length} issues</summary>
      <table className="rules two">
        <caption className="unseen">Issues</caption>
        <thead><tr><th scope="col">When</th><th scope="col">What it says</th></tr></thead>
        <tbody>
          {issueRules.map(({ code, when, suggestion }) => <tr key={code} data-code={code}><td><ConditionsOf when={when} /></td><td>{says(code)} {suggestions[suggestion]}</td></tr>)}
          {measured.map(([code, when]) => <tr key={code} data-code={code}><td>{when}</td><td>{says(code)}</td></tr>)}
        </tbody>
      </table>
    </details>
  );
}

/** Which rules these are, since when, and who has signed them. */
export function History() {
  return (
    <>
      <p className="notice">Rules {RULES_VERSION}. No paediatric endocrinologist has signed them yet. A change that can change an assessment is a new version; a saved screening keeps the version it was made by.</p>
      <table className="rules">
        <caption className="unseen">History of the rules</caption>
        <thead><tr><th scope="col">Version</th><th scope="col">What changed</th><th scope="col">Signed by</th></tr></thead>
        <tbody>
          {[...rulesHistory].reverse().map(({ version, when, what, signed }) => <tr key={version}><th scope="row">{version}</th><td>{what} {when}.</td><td>{signed}</td></tr>)}
        </tbody>
      </table>
    </>
  );
}
