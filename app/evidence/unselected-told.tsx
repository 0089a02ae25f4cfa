import { clopperPearson } from "@/lib/evidence/beta";
import type { RaritySource } from "@/lib/evidence/rarity";
import type { UnselectedTable } from "@/lib/evidence/unselected";
import { Out } from "./cited";
import { figuresWords, sayings } from "./wording";

const { unselected: words, source: ofSource, tallies } = figuresWords;
const { sayCondition, sayCount, sayRange, saySource, unselectedLimit } = sayings;

/** Whose published cases were counted, as their licence asks. */
export function SourceOf({ source }: { source: RaritySource }) {
  return <>{ofSource.source}<Out href={`https://doi.org/${source.doi}`}>{saySource(source)}</Out>{ofSource.licence(source.licence, source.copyright)}</>;
}

/** Children with a condition of the panel who were not chosen for resembling IMAGe: how they fare, and why badly. */
export function UnselectedTold({ table }: { table: UnselectedTable }) {
  const { of, read, first, topThree, atBest, tied, tooFew, findings, source, conditions, rules, checklist, hpo, knowledge } = table;
  const [lower, middle, upper] = findings;
  const { columns } = words;
  const at = (n: number, said = String(n)) => words.in(said, sayRange(clopperPearson(n, of)));
  return (
    <>
      <h3 id="unselected">{words.title}</h3>
      <p>{words.found(sayCount(read), of, at(first, tallies.of(first, of)), at(topThree), tied, words.wouldBe(atBest, sayRange(clopperPearson(atBest, of))))}</p>
      <p>{words.findings(unselectedLimit, middle, lower, upper, tooFew, of)}</p>
      <table className="rules plain" aria-labelledby="unselected">
        <thead><tr><th scope="col">{columns.condition}</th><th scope="col">{columns.first}</th><th scope="col">{columns.topThree}</th><th scope="col">{columns.tied}</th></tr></thead>
        <tbody>
          {Object.entries(conditions).map(([id, row]) => (
            <tr key={id} data-unselected={id}>
              <th scope="row">{sayCondition(id)}</th>
              <td data-label={columns.first}>{tallies.of(row.first, row.of)}</td>
              <td data-label={columns.topThree}>{tallies.of(row.topThree, row.of)}</td>
              <td data-label={columns.tied}>{tallies.of(row.tied, row.of)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="fine"><SourceOf source={source} />{words.by(rules, checklist, hpo, knowledge)}</p>
    </>
  );
}
