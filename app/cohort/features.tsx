import { locale, told as noted } from "@/app/locale";
import type { Cohort, Feature, Published } from "@/lib/cohort/cohort";
import { cohortWords } from "@/lib/cohort/wording";
import type { Share } from "@/lib/cohort/wilson";
import type { Part } from "@/lib/screening/checklist";
import { words } from "@/lib/screening/wording";
import { Cited, CitedAll } from "@/app/evidence/cited";
import { Axis, Dots, Legend, Told } from "./plot";
import { cohortPageWords as frame } from "./wording";

const { features: told } = cohortWords(locale);
const { features: names, parts } = words(locale);
const letterParts: readonly Part[] = ["I", "M", "A", "Ge"];
const otherParts: readonly Part[] = ["face", "body", "elsewhere"];

/** How often each feature was seen here, beside how often it was published, part by part. */
export function Features({ features }: Pick<Cohort, "features">) {
  const of = (part: Part) => features.filter((one) => one.part === part);
  return (
    <>
      <Legend of={[["screened", told.screened], ["proven", told.proven], ["published", told.published]]} />
      {letterParts.map((part) => (
        <div key={part}>
          <h3 id={`part-${part}`}><b className="initial">{part}</b> {parts[part].title}</h3>
          <PartTable part={part} features={of(part)} />
        </div>
      ))}
      {otherParts.map((part) => (
        <details key={part} className="lists">
          <summary id={`part-${part}`}>{parts[part].title}: {of(part).length}</summary>
          <PartTable part={part} features={of(part)} />
        </details>
      ))}
    </>
  );
}

function PartTable({ part, features }: { part: Part; features: readonly Feature[] }) {
  return (
    <table className="rules frequencies" aria-labelledby={`part-${part}`}>
      <thead><tr><th scope="col">{frame.feature}</th><th scope="col" className="plot"><span className="unseen">{frame.plot}</span><Axis /></th><th scope="col">{told.screened}</th><th scope="col">{told.proven}</th><th scope="col">{told.published}</th></tr></thead>
      <tbody>{features.map((feature) => <Row key={feature.feature} of={feature} />)}</tbody>
    </table>
  );
}

function Row({ of: { feature, asked, screened, proven, published, reported } }: { of: Feature }) {
  const own = asked ? [{ kind: "screened", share: screened } as const, { kind: "proven", share: proven } as const] : [];
  const shares = [...own, ...published.map((share) => ({ kind: "published", share }) as const)];
  const shown = shares.filter(({ share }) => share.interval);
  return (
    <tr data-feature={feature}>
      <th scope="row">{names[feature]}</th>
      <td className="plot">{shown.length > 0 && <Dots shares={shown} />}</td>
      <td data-label={told.screened}><Own share={screened} asked={asked} /></td>
      <td data-label={told.proven}><Own share={proven} asked={asked} /></td>
      <td data-label={told.published}>
        {published.map((one) => <PublishedTold key={`${one.source} ${one.note ?? ""}`} one={one} />)}
        {published.length === 0 && <span className="says">{told.notCounted} <CitedAll of={[...new Set(reported)]} /></span>}
      </td>
    </tr>
  );
}

function Own({ share, asked }: { share: Share; asked: boolean }) {
  return asked || share.n === 0 ? <Told share={share} none={told.nobody} /> : <span className="says">{told.unasked(share.n)}</span>;
}

function PublishedTold({ one }: { one: Published }) {
  return <span className="shown"><Told share={one} /> {one.note !== undefined && <span className="says">{noted(one.note)}</span>} <Cited source={one.source} /></span>;
}
