import { conditions, omimUrl } from "@/lib/evidence/conditions";
import type { Basis } from "@/lib/evidence/conditions";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Frequency, Row } from "@/lib/screening/checklist";
import { words } from "@/lib/screening/wording";
import { Cited, Out } from "./cited";

const { features, parts, shows } = words("en");

/** Every feature of the checklist with its term and its counts. */
export function Features() {
  return (
    <details className="lists">
      <summary>All {featureIds.length} features, with their HPO terms and published counts</summary>
      <table className="rules">
        <caption className="unseen">Features of the checklist</caption>
        <thead><tr><th scope="col">Feature</th><th scope="col">HPO term</th><th scope="col">Reported</th></tr></thead>
        <tbody>{featureIds.map((feature) => <Feature key={feature} feature={feature} row={checklist[feature]} />)}</tbody>
      </table>
    </details>
  );
}

function Feature({ feature, row }: { feature: FeatureId; row: Row }) {
  const { part, hpo, frequency, shows: from, malesOnly } = row;
  return (
    <tr>
      <th scope="row">{features[feature]} <span className="says">{parts[part].title}; shows {shows[from]}{malesOnly && "; boys only"}</span></th>
      <td>{hpo.label} <Out href={`https://hpo.jax.org/browse/term/${hpo.id}`}>{hpo.id}</Out></td>
      <td>{frequency.map((one) => <span key={JSON.stringify(one)} className="shown">{told(one)} <Cited source={one.source} /></span>)}</td>
    </tr>
  );
}

const told = (one: Frequency) => ("reported" in one ? one.reported : `${one.n} of ${one.of}${one.note ? ` (${one.note})` : ""}`);

/** The conditions that are compared. */
export function Panel() {
  return (
    <details className="lists">
      <summary>All {Object.keys(conditions).length} conditions, and what tells them apart</summary>
      <table className="rules">
        <caption className="unseen">Conditions that are compared</caption>
        <thead><tr><th scope="col">Condition</th><th scope="col">Gene, inheritance, letters</th><th scope="col">What tells it apart</th></tr></thead>
        <tbody>
          {Object.entries(conditions).map(([id, { label, genes, inheritance, letters, tells, note }]) => (
            <tr key={id}>
              <th scope="row">{label} <Out href={omimUrl(id)}>{id}</Out></th>
              <td><i>{genes.join(", ")}</i>; {inheritance}; {letters.join(", ")}</td>
              <td>{[...tells, ...(note ? [note] : [])].map(({ what, basis }) => <span key={what} className="shown">{what} <By basis={basis} /></span>)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function By({ basis }: { basis: Basis }) {
  return basis === "general knowledge" ? <cite className="own">General knowledge, no source</cite> : <Cited source={basis} />;
}
