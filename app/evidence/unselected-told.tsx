import { clopperPearson } from "@/lib/evidence/beta";
import type { RaritySource } from "@/lib/evidence/rarity";
import type { UnselectedTable } from "@/lib/evidence/unselected";
import { sayCondition, sayCount, sayRange, saySource, unselectedLimit } from "@/lib/evidence/validation-words";
import { Out } from "./cited";

/** Whose published cases were counted, as their licence asks. */
export function SourceOf({ source }: { source: RaritySource }) {
  return <>Source: <Out href={`https://doi.org/${source.doi}`}>{saySource(source)}</Out>, {source.licence}, {source.copyright}.</>;
}

/** Children with a condition of the panel who were not chosen for resembling IMAGe: how they fare, and why badly. */
export function UnselectedTold({ table }: { table: UnselectedTable }) {
  const { of, read, first, topThree, atBest, tied, tooFew, findings, source, conditions, rules, checklist, hpo, knowledge } = table;
  const [lower, middle, upper] = findings;
  return (
    <>
      <h3 id="unselected">Children who were not chosen for resembling IMAGe</h3>
      <p>
        Of {sayCount(read)} published cases {of} have a condition of the panel. Their condition is first in {first} of {of} ({sayRange(clopperPearson(first, of))}) and in the top three in {topThree} ({sayRange(clopperPearson(topThree, of))}). In {tied} it shares its place with others; were ties counted for it, {atBest} would be in the top three ({sayRange(clopperPearson(atBest, of))}).
      </p>
      <p>
        {unselectedLimit} Half of them hold {middle} findings or fewer, a quarter {lower} or fewer, three quarters {upper} or fewer; in {tooFew} of {of} the summary would say that too little was assessed.
      </p>
      <table className="rules plain" aria-labelledby="unselected">
        <thead><tr><th scope="col">Condition</th><th scope="col">First</th><th scope="col">In the top three</th><th scope="col">Tied</th></tr></thead>
        <tbody>
          {Object.entries(conditions).map(([id, row]) => (
            <tr key={id} data-unselected={id}>
              <th scope="row">{sayCondition(id)}</th>
              <td data-label="First">{row.first} of {row.of}</td>
              <td data-label="In the top three">{row.topThree} of {row.of}</td>
              <td data-label="Tied">{row.tied} of {row.of}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="fine"><SourceOf source={source} /> Ranked by rules {rules}, checklist {checklist}, HPO {hpo} and its annotations of {knowledge}, from equal starting shares.</p>
    </>
  );
}
