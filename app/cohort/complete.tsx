import { locale, sayCount } from "@/app/locale";
import { extents } from "@/lib/cohort/complete";
import type { PartComplete } from "@/lib/cohort/complete";
import type { Cohort } from "@/lib/cohort/cohort";
import { cohortWords } from "@/lib/cohort/wording";
import { words } from "@/lib/screening/wording";
import { sayings } from "@/app/evidence/wording";
import { Bar } from "./plot";
import { cohortPageWords as frame } from "./wording";

const { sayPercent } = sayings;
const { complete: told, extents: extentNames } = cohortWords(locale);
const { parts: names } = words(locale);

/** How much of each part was assessed, and in how many children nothing, some, most or all of it. */
export function Complete({ completeness: { parts, measured } }: Pick<Cohort, "completeness">) {
  return (
    <>
      <table className="rules bars complete">
        <caption className="unseen">{told.title}</caption>
        <thead>
          <tr><th scope="col" rowSpan={2}>{frame.part}</th><th scope="col" rowSpan={2}>{told.assessed}</th><th scope="colgroup" colSpan={extents.length}>{told.where}</th></tr>
          <tr>{extents.map((extent) => <th key={extent} scope="col">{extentNames[extent]}</th>)}</tr>
        </thead>
        <tbody>{parts.map((part) => <Row key={part.part} of={part} />)}</tbody>
      </table>
      <p>{told.measured(measured.weight, measured.length, measured.head)}</p>
    </>
  );
}

function Row({ of: { part, features, children, assessed, of, spread } }: { of: PartComplete }) {
  return (
    <tr data-complete={part}>
      <th scope="row">{names[part].title} <span className="says">{told.features(features)}</span></th>
      <td data-label={told.assessed}>{of === 0 ? <span className="says">{told.nobody}</span> : <><b>{sayPercent(assessed / of)}</b> <Bar part={assessed / of} /> <small>{frame.of(sayCount(assessed), sayCount(of))}</small></>}</td>
      {extents.map((extent) => <td key={extent} data-label={extentNames[extent]}>{sayCount(spread[extent])} <Bar part={children === 0 ? 0 : spread[extent] / children} /></td>)}
    </tr>
  );
}
