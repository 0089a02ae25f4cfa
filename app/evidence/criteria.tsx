import { locale } from "@/app/locale";
import { letterRules, letters } from "@/lib/screening/rules";
import type { Letter, LetterStatus } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { Cited } from "./cited";
import { ConditionsOf } from "./conditions-of";
import { measuredRows } from "./measured";
import { rulesWords } from "./wording";

const { criteria: told, letterNotes, measured: whens } = rulesWords;

const order: readonly LetterStatus[] = ["met", "supported", "not-met", "unknown", "not-applicable"];

/** Every letter's rules, as the tables hold them. */
export function Criteria() {
  return (
    <>
      <p>{told.about}</p>
      {letters.map((letter) => <LetterRules key={letter} letter={letter} />)}
    </>
  );
}

function LetterRules({ letter }: { letter: Letter }) {
  const { title } = words(locale).parts[letter];
  return (
    <div className="criterion" data-criterion={letter}>
      <span className="letter" aria-hidden="true">{letter}</span>
      <div>
        <h3 id={`letter-${letter}`}><span className="unseen">{letter}: </span>{title}</h3>
        <table className="rules" aria-labelledby={`letter-${letter}`}>
          <thead><tr>{told.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          {order.map((status) => <StatusRows key={status} letter={letter} status={status} />)}
        </table>
        <p className="fine">{letterNotes[letter]}</p>
      </div>
    </div>
  );
}

function StatusRows({ letter, status }: { letter: Letter; status: LetterStatus }) {
  const table = letterRules.filter((rule) => rule.letter === letter && rule.status === status).map(({ code, when, source }) => ({ code, says: <ConditionsOf when={when} />, source }));
  const measured = measuredRows.filter((row) => row.letter === letter && row.status === status).map(({ code, source }) => ({ code, says: whens[code], source }));
  const rows = [...table, ...measured];
  if (rows.length === 0) return null;
  return (
    <tbody>
      {rows.map(({ code, says, source }, at) => (
        <tr key={code} data-code={code}>
          {at === 0 && <th scope="rowgroup" rowSpan={rows.length}><span className={`tile ${status}`}>{words(locale).statuses[status]}</span></th>}
          <td>{says}</td>
          <td><Cited source={source} /></td>
        </tr>
      ))}
    </tbody>
  );
}
