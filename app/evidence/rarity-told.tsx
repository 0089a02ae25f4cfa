import type { Rarity, RarityTable } from "@/lib/evidence/rarity";
import { raritiesOf } from "@/lib/evidence/validation";
import { SourceOf } from "./unselected-told";
import { figuresWords, sayings } from "./wording";

const { rarity: words, tallies } = figuresWords;
const { sayAsked, sayCount, sayDiseases, sayRange } = sayings;

/** How rarely each pattern is reported in other genetic diseases, by both denominators. */
export function RarityTold({ table }: { table: RarityTable }) {
  const { of, source, rules, checklist, hpo } = table;
  return (
    <>
      <p>{words.about(sayCount(of))}<em>{words.reported}</em>{words.aboutAfter}</p>
      <table className="rules">
        <caption className="unseen">{words.caption}</caption>
        <thead><tr><th scope="col">{words.columns.least}</th><th scope="col">{words.columns.all(sayCount(of))}</th><th scope="col">{words.columns.known}</th><th scope="col">{words.columns.which}</th></tr></thead>
        <tbody>{raritiesOf(table).map((rarity) => <Pattern key={sayAsked(rarity)} rarity={rarity} />)}</tbody>
      </table>
      <p className="fine">{words.intervals}<SourceOf source={source} />{words.by(rules, checklist, hpo)}</p>
    </>
  );
}

function Pattern({ rarity }: { rarity: Rarity }) {
  const { shows, of, interval, assessed } = rarity;
  return (
    <tr>
      <th scope="row">{sayAsked(rarity)}</th>
      <td><b data-name={words.ofAll(sayCount(of))}>{sayCount(shows)}</b> <small>{sayRange(interval)}</small></td>
      <td><b data-name={words.withKnown}>{tallies.of(sayCount(assessed.shows), sayCount(assessed.of))}</b> <small>{assessed.of > 0 ? sayRange(assessed.interval) : words.none}</small></td>
      <td className="says">{sayDiseases(rarity)}</td>
    </tr>
  );
}
