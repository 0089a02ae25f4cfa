import { locale } from "@/app/locale";
import type { Analyte } from "@/lib/screening/laboratory-analytes";
import { inOtherUnit } from "@/lib/screening/laboratory-analytes";
import { isReadable, parseAmount } from "@/lib/screening/laboratory-amount";
import type { Caution, Decided, Decision, Entry, Use } from "@/lib/screening/laboratory-decisions";
import { laboratoryWords, remarkSources, sayLimits, sayMisread, sayReading, sayRemark, sayUnit } from "@/lib/screening/laboratory-wording";
import { sources } from "@/lib/screening/sources";
import type { Source } from "@/lib/screening/sources";
import { words } from "@/lib/screening/wording";

const { analytes: names, columns, fields, statuses, told, useOf, uses: useNames } = laboratoryWords(locale);
const { features } = words(locale);

const findingOf = ({ feature, status }: Decision) => `${features[feature]}: ${statuses[status ?? "open"]}`;

/** The last value read, in one sentence for those who do not see the table. */
export function saidBriefly({ decisions, faults }: Decided, analyte: Analyte): string {
  const misread = Object.entries(faults[analyte] ?? {}).map(([field, one]) => `${fields[field as keyof typeof fields]}: ${sayMisread(one, locale)}`);
  const decision = decisions.find((one) => one.analyte === analyte);
  const read = decision ? [`${sayReading(analyte, decision.reading, locale)}. ${findingOf(decision)}.`, sayRemark(decision, locale)] : [];
  return [`${names[analyte]}:`, ...read, ...misread].join(" ");
}

function Cite({ source }: { source: Source }) {
  const { cite, url } = sources[source];
  return <cite>{url ? <a href={url} rel="noreferrer">{cite}</a> : cite}</cite>;
}

/** What must be known before a value is believed, each with its source. */
export function Cautions({ cautions }: { cautions: readonly Caution[] }) {
  return <div role="status">{cautions.map(({ told: which, source }) => <p key={which} className="notice">{told[which]} <Cite source={source} /></p>)}</div>;
}

type Change = (analyte: Analyte, unit: string, part: Partial<Entry>) => void;

/** Every value with what it was read as, the finding it answers, and how to overrule it. */
export function LaboratoryTable({ decisions, change }: { decisions: readonly Decision[]; change: Change }) {
  if (decisions.length === 0) return null;
  return (
    <table className="read">
      <caption>{told.decided}</caption>
      <thead><tr>{Object.entries(columns).map(([column, name]) => <th key={column} scope="col">{name}</th>)}</tr></thead>
      <tbody>{decisions.map((one) => <Read key={one.analyte} decision={one} change={change} />)}</tbody>
    </table>
  );
}

function Read({ decision, change }: { decision: Decision; change: Change }) {
  const { analyte, entry, reading, why, overruled } = decision;
  const source = why && remarkSources[why];
  const remark = sayRemark(decision, locale);
  return (
    <tr data-analyte={analyte}>
      <th scope="row">{names[analyte]}</th>
      <td data-label={columns.value}>{entry.value.trim()} {sayUnit(entry.unit, locale)}<Other analyte={analyte} entry={entry} /></td>
      <td data-label={columns.limits}>{sayLimits(decision, locale)}{reading.basis !== "laboratory" && <Cite source={reading.basis} />}</td>
      <td data-label={columns.reads}><b>{sayReading(analyte, reading, locale)}</b></td>
      <td data-label={columns.finding}>
        {findingOf(decision)}
        {overruled && <small>{statuses.overruled}</small>}
        {remark && <small>{remark}</small>}
        {source && <Cite source={source} />}
      </td>
      <td data-label={columns.use}>
        <select aria-label={useOf(names[analyte])} value={entry.use} onChange={(event) => change(analyte, entry.unit, { use: event.target.value as Use })}>
          {Object.entries(useNames).map(([use, name]) => <option key={use} value={use}>{name}</option>)}
        </select>
      </td>
    </tr>
  );
}

/** The value in the other system of units, to three figures. */
function Other({ analyte, entry: { value, unit } }: { analyte: Analyte; entry: Entry }) {
  const amount = parseAmount(value);
  const other = isReadable(amount) ? inOtherUnit(analyte, amount.figure, unit) : null;
  return other && isReadable(amount) && <small>{amount.sign}{other.figure} {sayUnit(other.unit, locale)}</small>;
}
