import { inEnglish, told } from "@/app/locale";
import type { CaseReport, OtherReport, Standing, Way } from "@/lib/evidence/validation";
import { Marks } from "@/app/_checklist/marks";
import { Out } from "./cited";
import { Interval } from "./interval";
import { figuresWords, sayings } from "./wording";

const { cases: casesTold, others: othersTold, row, nth } = figuresWords;
const { matchTitle, sayCondition, sayFound, sayPercent, sayRange, wayNames } = sayings;

const shown = ["all", "withoutOwn", "annotations"] as const satisfies Way[];

/** Every ranked individual: letters, match, and the place of the confirmed condition. */
export function Ranked({ cases }: { cases: readonly CaseReport[] }) {
  return (
    <table className="rules cases" aria-labelledby="cases">
      <thead><tr>{casesTold.columns.map((name) => <th key={name} scope="col">{name}</th>)}{shown.map((way) => <th key={way} scope="col">{wayNames[way]}</th>)}</tr></thead>
      <tbody>
        {cases.map((report) => (
          <tr key={report.id} data-case={report.id}>
            <Who of={report} found={sayCondition(report.confirmed)} />
            <td><LettersOf of={report} /></td>
            {shown.map((way) => <Place key={way} name={wayNames[way]} standing={report.standings[way]} />)}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The others: what each shows, what was found, and what the comparison says. */
export function Others({ others }: { others: readonly OtherReport[] }) {
  return (
    <table className="rules cases" aria-labelledby="others">
      <thead><tr>{othersTold.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
      <tbody>
        {others.map((report) => (
          <tr key={report.id} data-case={report.id}>
            <Who of={report} found={row.found(sayFound(report.found))} />
            <td><LettersOf of={report} /></td>
            <td data-label={row.putFirst}>{told(report.leads.label)}, {sayPercent(report.leads.share)} <small>{sayRange(report.leads.interval)}{report.leads.tooFew && row.tooLittle}</small></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Who({ of: { id, cite, url, read }, found }: { of: CaseReport | OtherReport; found: string }) {
  return <th scope="row"><b {...inEnglish}>{id}</b> <span>{found}</span> <cite><Out href={url}>{cite}</Out>{row.read(read)}</cite></th>;
}

function LettersOf({ of: { letters, match } }: { of: CaseReport | OtherReport }) {
  return (
    <>
      <Marks letters={letters} />
      <span className="says">{matchTitle(match)}</span>
    </>
  );
}

function Place({ name, standing }: { name: string; standing: Standing | null }) {
  if (!standing) return <td data-label={name}>{row.notTestable}</td>;
  const { place, share, interval } = standing;
  return <td className="place" data-label={name}><b>{nth(place)}</b> {sayPercent(share)} <Interval at={share} from={interval[0]} to={interval[1]} /> <small>{sayRange(interval)}</small></td>;
}
