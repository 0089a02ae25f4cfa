import { inEnglish, locale, told } from "@/app/locale";
import { conditions, omimUrl } from "@/lib/evidence/conditions";
import type { Basis } from "@/lib/evidence/conditions";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Frequency, Row } from "@/lib/screening/checklist";
import { words } from "@/lib/screening/wording";
import { Cited, Out } from "./cited";
import { pageWords } from "./wording";

const { features, parts, shows } = words(locale);
const { features: list, panel, own } = pageWords;

/** Every feature of the checklist with its term and its counts. */
export function Features() {
  return (
    <details className="lists">
      <summary>{list.all(featureIds.length)}</summary>
      <table className="rules">
        <caption className="unseen">{list.caption}</caption>
        <thead><tr>{list.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>{featureIds.map((feature) => <Feature key={feature} feature={feature} row={checklist[feature]} />)}</tbody>
      </table>
    </details>
  );
}

function Feature({ feature, row }: { feature: FeatureId; row: Row }) {
  const { part, hpo, frequency, shows: from, malesOnly } = row;
  return (
    <tr>
      <th scope="row">{features[feature]} <span className="says">{list.about(parts[part].title, shows[from], malesOnly === true)}</span></th>
      <td {...inEnglish}>{hpo.label} <Out href={`https://hpo.jax.org/browse/term/${hpo.id}`}>{hpo.id}</Out></td>
      <td>{frequency.map((one) => <span key={JSON.stringify(one)} className="shown">{frequencyOf(one)} <Cited source={one.source} /></span>)}</td>
    </tr>
  );
}

const frequencyOf = (one: Frequency) => ("reported" in one ? told(one.reported) : list.counted(one.n, one.of, one.note));

/** The conditions that are compared. */
export function Panel() {
  return (
    <details className="lists">
      <summary>{panel.all(Object.keys(conditions).length)}</summary>
      <table className="rules">
        <caption className="unseen">{panel.caption}</caption>
        <thead><tr>{panel.columns.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
        <tbody>
          {Object.entries(conditions).map(([id, { label, genes, inheritance, letters, tells, note }]) => (
            <tr key={id}>
              <th scope="row">{told(label)} <Out href={omimUrl(id)}>{id}</Out></th>
              <td><i {...inEnglish}>{genes.join(", ")}</i>; {told(inheritance)}; {letters.join(", ")}</td>
              <td>{[...tells, ...(note ? [note] : [])].map(({ what, basis }) => <span key={what} className="shown">{told(what)} <By basis={basis} /></span>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function By({ basis }: { basis: Basis }) {
  return basis === "general knowledge" ? <cite className="own">{own.general}</cite> : <Cited source={basis} />;
}
