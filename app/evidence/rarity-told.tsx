import { rarityOf } from "@/lib/evidence/rarity";
import type { Rarity, RarityTable } from "@/lib/evidence/rarity";
import type { Letters } from "@/lib/screening/assess";
import { Out } from "./cited";
import { percent } from "./interval";

const open: Letters = { I: "unknown", M: "unknown", A: "unknown", Ge: "unknown" };
const patterns: readonly { name: string; letters: Letters }[] = [
  { name: "I met", letters: { ...open, I: "met" } },
  { name: "M met", letters: { ...open, M: "met" } },
  { name: "A met", letters: { ...open, A: "met" } },
  { name: "Ge met", letters: { ...open, Ge: "met" } },
  { name: "I met, A supported or met", letters: { ...open, I: "met", A: "supported" } },
  { name: "I and A met: the core pair", letters: { ...open, I: "met", A: "met" } },
  { name: "I, M and A met", letters: { ...open, I: "met", M: "met", A: "met" } },
  { name: "All four met", letters: { I: "met", M: "met", A: "met", Ge: "met" } },
];
const NAMED = 3;
const count = (n: number) => n.toLocaleString("en-GB");

/** How rarely each pattern is reported in other genetic diseases, by both denominators. */
export function RarityTold({ table }: { table: RarityTable }) {
  const { of, source, rules, checklist, hpo } = table;
  const told = patterns.flatMap(({ name, letters }) => {
    const rarity = rarityOf(letters, table);
    return rarity ? [{ name, rarity }] : [];
  });
  return (
    <>
      <p>
        Counted over {count(of)} published cases of other genetic diseases, look-alikes among them. Most reports say nothing of most letters, so the share of all is too low; what is present is reported sooner than what is absent, so the share of those assessed is too high. It is the rarity of <em>reported</em> patterns, not how well the rules tell conditions apart.
      </p>
      <table className="rules">
        <caption className="unseen">Patterns among published cases of other genetic diseases</caption>
        <thead><tr><th scope="col">At least</th><th scope="col">Of all {count(of)}</th><th scope="col">Of those with these letters known</th><th scope="col">Which diseases</th></tr></thead>
        <tbody>{told.map(({ name, rarity }) => <Pattern key={name} name={name} rarity={rarity} />)}</tbody>
      </table>
      <p className="fine">
        Intervals are exact, 95 %. Source: <Out href={`https://doi.org/${source.doi}`}>{source.name}</Out>{source.commit && ` ${source.commit}`}{source.part === "half" && ", half of it"}, {source.licence}, {source.copyright}. Read by rules {rules}, checklist {checklist} and HPO {hpo}.
      </p>
    </>
  );
}

function Pattern({ name, rarity: { shows, of, interval, assessed, diseases, more } }: { name: string; rarity: Rarity }) {
  const range = ([low, high]: [number, number]) => `${percent(low)} to ${percent(high)}`;
  const named = diseases.slice(0, NAMED);
  const rest = more + diseases.length - named.length;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td><b data-name={` of ${count(of)}`}>{count(shows)}</b> <small>{range(interval)}</small></td>
      <td><b data-name=" with these letters known">{count(assessed.shows)} of {count(assessed.of)}</b> <small>{assessed.of > 0 ? range(assessed.interval) : "cannot be told"}</small></td>
      <td className="says">{[...named.map(({ label, count: n }) => `${label} (${n})`), ...(rest > 0 ? [`${rest} more`] : [])].join("; ")}</td>
    </tr>
  );
}
