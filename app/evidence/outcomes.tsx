import { locale } from "@/app/locale";
import { flagRules, issueRules, matches, RULES_VERSION } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { Cited } from "./cited";
import { ConditionsOf } from "./conditions-of";
import { rulesHistory } from "./measured";
import { rulesWords } from "./wording";

const { matches: matchNames, flags, issues, suggestions } = words(locale);
const { matches: matchesTold, flags: flagsTold, issues: issuesTold, history, issueWhen, matchWhen } = rulesWords;

/** The matches, strongest first, and when each is reached. */
export function Matches() {
  return (
    <>
      <p>{matchesTold.about[0]}<Cited source="arboleda-2012" />{matchesTold.about[1]}<Cited source="hamajima-2013" />{matchesTold.about[2]}</p>
      <table className="rules two">
        <caption className="unseen">{matchesTold.caption}</caption>
        <thead><tr>{matchesTold.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
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
      <p>{flagsTold.about}</p>
      <table className="rules">
        <caption className="unseen">{flagsTold.caption}</caption>
        <thead><tr>{flagsTold.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {flagRules.map(({ level, code, when, source }) => (
            <tr key={code} data-code={code}>
              <td><span className={`dot ${level}`}>{flagsTold.levels[level]}</span></td>
              <td><ConditionsOf when={when} /></td>
              <td><Cited source={source} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="fine">{flagsTold.say(`${flags.red.title}. ${flags.red.about}`, `${flags.amber.title}. ${flags.amber.about}`)}</p>
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
      <summary>{issuesTold.count(issueRules.length + measured.length)}</summary>
      <table className="rules two">
        <caption className="unseen">{issuesTold.caption}</caption>
        <thead><tr>{issuesTold.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
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
      <p className="notice">{history.about(RULES_VERSION)}</p>
      <table className="rules">
        <caption className="unseen">{history.caption}</caption>
        <thead><tr>{history.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {[...rulesHistory].reverse().map(({ version }) => <tr key={version}><th scope="row">{version}</th><td>{history.versions[version].what}</td><td>{history.versions[version].signed}</td></tr>)}
        </tbody>
      </table>
    </>
  );
}
