import { locale } from "@/app/locale";
import { ages, sexes } from "@/lib/screening/bands";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { Row } from "@/lib/screening/checklist";
import { orders } from "@/lib/screening/filter";
import { standings } from "@/lib/screening/verdict";
import { reviewWords } from "@/lib/screening/review-wording";
import { letters, letterStatuses, matches } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { screeningsWords } from "./wording";

const { all: showAll, filter: told } = screeningsWords;

/** The questions of an address, as they stand in it. */
export type Given = readonly [name: string, value: string][];

type Choice = { name: string; label: string; any: string; options: readonly [value: string, says: string][] };

/** Everything that can be asked of the list, with its words. */
function choices(): Choice[] {
  const { matches: matchNames, sexes: sexNames, ages: ageNames, features, statuses } = words(locale);
  const { standings: standingNames } = reviewWords(locale);
  const offered = featureIds.filter((feature) => !(checklist[feature] as Row).importOnly).map((feature): [string, string] => [feature, features[feature]]);
  const said = <Value extends string>(values: readonly Value[], names: Record<Value, string>) => values.map((value): [string, string] => [value, names[value]]);
  const { any, every, labels, flags, orders: orderNames } = told;
  const held = letters.flatMap((letter) => letterStatuses.filter((status) => status !== "not-applicable" || letter === "Ge").map((status): [string, string] => [`${letter}:${status}`, `${letter} ${statuses[status].toLowerCase()}`]));
  return [
    { name: "match", label: labels.match, any, options: matches.toReversed().map((match) => [match, matchNames[match].title]) },
    { name: "letter", label: labels.letter, any, options: held },
    { name: "flag", label: labels.flag, any, options: said(["red", "amber", "none"], flags) },
    { name: "verdict", label: labels.verdict, any, options: said(standings, standingNames) },
    { name: "variant", label: labels.variant, any, options: [["none", told.noVariant]] },
    { name: "sex", label: labels.sex, any, options: said(sexes, sexNames) },
    { name: "age", label: labels.age, any, options: said(ages, ageNames) },
    { name: "observed", label: labels.observed, any, options: offered },
    { name: "excluded", label: labels.excluded, any, options: offered },
    { name: "changed", label: labels.changed, any: every, options: [["yes", told.onlyChanged]] },
    { name: "order", label: labels.order, any: orderNames.newest, options: orders.filter((order) => order !== "newest").map((order) => [order, orderNames[order]]) },
  ];
}

/** The conditions of the list: a plain form, so that what is asked is the address and can be sent or kept. */
export function FilterForm({ given }: { given: Given }) {
  const asked = (name: string) => given.find(([key]) => key === name)?.[1] ?? "";
  // A list shows one of several; the others, and what was chosen by code, stay asked.
  const beyond = given.filter(([name, value]) => name === "code" || (["letter", "observed", "excluded"].includes(name) && value !== asked(name)));
  return (
    <form className="filter" method="get" action="/screenings">
      <label>{told.code}<input name="begins" defaultValue={asked("begins")} placeholder="IS-…" autoCapitalize="characters" autoComplete="off" spellCheck={false} maxLength={20} /></label>
      {choices().map(({ name, label, any, options }) => (
        <label key={name}>{label}<select name={name} defaultValue={asked(name)}><option value="">{any}</option>{options.map(([value, says]) => <option key={value} value={value}>{says}</option>)}</select></label>
      ))}
      {beyond.map(([name, value]) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />)}
      <button type="submit">{told.show}</button>
    </form>
  );
}

/** What is asked at present, each part with the way to drop it. */
export function Asked({ given }: { given: Given }) {
  const parts = given.filter(([name]) => !["after", "limit", "order", "code"].includes(name));
  const chosen = given.filter(([name]) => name === "code").length;
  if (parts.length + chosen === 0) return null;
  const all = choices();
  const without = (dropped: (pair: Given[number]) => boolean) => `/screenings?${new URLSearchParams(given.filter((pair) => pair[0] !== "after" && !dropped(pair)))}`;
  return (
    <ul className="asked" aria-label={told.shown}>
      {parts.map((pair) => {
        const [name, value] = pair;
        const choice = all.find((one) => one.name === name);
        const says = name === "begins" ? told.begins(value) : `${choice?.label ?? name}: ${choice?.options.find(([one]) => one === value)?.[1] ?? value}`;
        return <li key={`${name} ${value}`}>{says} <a href={without((one) => one === pair)} aria-label={told.drop(says)}>×</a></li>;
      })}
      {chosen > 0 && <li>{told.chosen(chosen)} <a href={without(([name]) => name === "code")} aria-label={told.dropChosen}>×</a></li>}
      <li><a href="/screenings">{showAll}</a></li>
    </ul>
  );
}

