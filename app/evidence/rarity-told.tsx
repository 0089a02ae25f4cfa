import type { Rarity, RarityTable } from "@/lib/evidence/rarity";
import { raritiesOf } from "@/lib/evidence/validation";
import { sayAsked, sayCount, sayDiseases, sayRange } from "@/lib/evidence/validation-words";
import { SourceOf } from "./unselected-told";

/** How rarely each pattern is reported in other genetic diseases, by both denominators. */
export function RarityTold({ table }: { table: RarityTable }) {
  const { of, source, rules, checklist, hpo } = table;
  return (
    <>
      <p>
        Counted over {sayCount(of)} published cases of other genetic diseases, look-alikes among them. Most reports say nothing of most letters, so the share of all is too low; what is present is reported sooner than what is absent, so the share of those assessed is too high. It is the rarity of <em>reported</em> patterns, not how well the rules tell conditions apart.
      </p>
      <table className="rules">
        <caption className="unseen">Patterns among published cases of other genetic diseases</caption>
        <thead><tr><th scope="col">At least</th><th scope="col">Of all {sayCount(of)}</th><th scope="col">Of those with these letters known</th><th scope="col">Which diseases</th></tr></thead>
        <tbody>{raritiesOf(table).map((rarity) => <Pattern key={sayAsked(rarity)} rarity={rarity} />)}</tbody>
      </table>
      <p className="fine">Intervals are exact, 95 %. I and A met is the core pair. <SourceOf source={source} /> Read by rules {rules}, checklist {checklist} and HPO {hpo}.</p>
    </>
  );
}

function Pattern({ rarity }: { rarity: Rarity }) {
  const { shows, of, interval, assessed } = rarity;
  return (
    <tr>
      <th scope="row">{sayAsked(rarity)}</th>
      <td><b data-name={` of ${sayCount(of)}`}>{sayCount(shows)}</b> <small>{sayRange(interval)}</small></td>
      <td><b data-name=" with these letters known">{sayCount(assessed.shows)} of {sayCount(assessed.of)}</b> <small>{assessed.of > 0 ? sayRange(assessed.interval) : "cannot be told"}</small></td>
      <td className="says">{sayDiseases(rarity)}</td>
    </tr>
  );
}
