import { inEnglish, locale, told } from "@/app/locale";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Frequency, Part, Row } from "@/lib/screening/checklist";
import { letters } from "@/lib/screening/rules";
import { sources } from "@/lib/screening/sources";
import type { Source } from "@/lib/screening/sources";
import { words } from "@/lib/screening/wording";
import { FeatureDrawing } from "./drawing";
import { rowsWords } from "./rows-wording";

const { assessed: sayAssessed, counted, reported, statuses } = rowsWords;
const options = [
  { value: "observed", name: statuses.observed },
  { value: "excluded", name: statuses.excluded },
  { value: "", name: statuses.open },
] as const;

/** The features of a part, in the order of the checklist. */
export function FindingRows({ part }: { part: Part }) {
  const shown = featureIds.filter((feature) => checklist[feature].part === part);
  return <>{shown.map((feature) => <FindingRow key={feature} feature={feature} />)}</>;
}

/**
 * A feature and its three answers. Rendered on the server and never again: the browser's own radio group holds the
 * answer, so one given before the scripts arrive is kept.
 */
function FindingRow({ feature }: { feature: FeatureId }) {
  const row: Row = checklist[feature];
  const name = `label-${feature}`;
  return (
    <div className={row.importOnly ? "row untold" : "row"} data-row={feature}>
      <details>
        {/* Out of the tab order: a row is one stop; the key I opens this from the row's buttons. */}
        <summary tabIndex={-1}>
          <span id={name}>{words(locale).features[feature]}</span> <span className="hp">{row.hpo.id}</span>
        </summary>
        <Definition feature={feature} row={row} />
      </details>
      <div className="answers" role="radiogroup" aria-labelledby={letters.some((letter) => letter === row.part) ? `sign-${row.part} ${name}` : name} aria-keyshortcuts="i">
        {options.map((option) => (
          <label key={option.value} className={option.value || "open"}>
            <input type="radio" name={`finding.${feature}`} value={option.value} defaultChecked={option.value === ""} />
            {option.value ? option.name : <><span aria-hidden="true">–</span><span className="unseen">{option.name}</span></>}
          </label>
        ))}
      </div>
    </div>
  );
}

function Definition({ feature, row }: { feature: FeatureId; row: Row }) {
  return (
    <div className="definition">
      <p>{told(row.definition)}</p>
      <p>{sayAssessed(told(row.assessed), words(locale).shows[row.shows], row.malesOnly === true)}</p>
      <FeatureDrawing feature={feature} />
      <ul>
        {row.frequency.map((frequency) => (
          <li key={JSON.stringify(frequency)}><Count frequency={frequency} /> <Cite source={frequency.source} /></li>
        ))}
      </ul>
      <p className="fine" {...inEnglish}>{row.hpo.id} {row.hpo.label}</p>
    </div>
  );
}

function Count({ frequency }: { frequency: Frequency }) {
  if ("reported" in frequency) return <>{reported} {told(frequency.reported)}</>;
  return <><b>{counted(frequency.n, frequency.of)}</b>{frequency.note ? ` (${told(frequency.note)})` : ""}</>;
}

function Cite({ source }: { source: Source }) {
  const { cite, url } = sources[source];
  // Out of the tab order like the summary above it; the sources stand together on the screening's page as well.
  return <cite>{url ? <a href={url} tabIndex={-1} rel="noreferrer">{cite}</a> : cite}</cite>;
}
