import { clopperPearson } from "@/lib/evidence/beta";
import knowledge from "@/lib/evidence/knowledge.json";
import type { RarityTable } from "@/lib/evidence/rarity";
import type { UnselectedTable } from "@/lib/evidence/unselected";
import { addedByHand, raritiesOf, ways } from "@/lib/evidence/validation";
import type { CaseReport, OtherReport, Standing, Tally, Validation, Way } from "@/lib/evidence/validation";
import {
  asPictured, lessons, limits, matchTitle, sayAsked, sayCondition, sayCount, sayDiseases, sayFound, sayGap, sayPercent, sayRange, saySource, statusWord, unselectedLimit, wayNames,
} from "@/lib/evidence/validation-words";
import { citeRef } from "@/lib/evidence/wording";
import type { Letters } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { RULES_VERSION } from "@/lib/screening/rules";
import type { Match } from "@/lib/screening/rules";

const tell = ({ n, of, interval }: Tally) => (of === 0 ? "none of none" : `${n} of ${of} (${sayRange(interval)})`);
const lettersOf = (match: Match, letters: Letters) => `${matchTitle(match)}: ${Object.entries(letters).map(([letter, status]) => `${letter} ${statusWord(status)}`).join(", ")}`;

/** Everything that the validation shows, as lines of text. `when`: where the last table comes from. */
export function printed(validation: Validation, rarity: RarityTable, unselected: UnselectedTable, when: string): string {
  return [...individuals(validation), ...figures(validation), ...wrong(validation), ...byHand(), ...rare(rarity), ...unselectedLines(unselected, when)].join("\n");
}

function individuals({ cases, others }: Validation): string[] {
  return [
    `${cases.length} published individuals with a confirmed condition on the panel, ranked; ${others.length} others, read for their letters. Intervals are exact, 95 %; those of a share are the comparison’s own.`,
    ...cases.flatMap(ranked),
    "",
    `The ${others.length} others: condition not confirmed, without a number of the panel, or probably a child told twice`,
    ...others.flatMap(other),
  ];
}

function ranked({ id, cite, confirmed, letters, match, standings }: CaseReport): string[] {
  const place = (standing: Standing | null) => (standing ? `place ${standing.place}, ${sayPercent(standing.share)} (${sayRange(standing.interval)})` : "not testable");
  return [`${id} (${cite}): ${sayCondition(confirmed)}`, `  ${lettersOf(match, letters)}`, ...ways.map((way) => `  ${wayNames[way]}: ${place(standings[way])}`)];
}

function other({ id, cite, found, letters, match, leads }: OtherReport): string[] {
  return [`${id} (${cite}): found: ${sayFound(found)}`, `  ${lettersOf(match, letters)}`, `  the comparison puts first: ${leads.label}, ${sayPercent(leads.share)} (${sayRange(leads.interval)})${leads.tooFew ? ", too little to tell" : ""}`];
}

function figures({ tallies, pictured, untestable }: Validation): string[] {
  const line = (way: Way) => `${wayNames[way]}: first ${tell(tallies[way].first)}; in the top three ${tell(tallies[way].topThree)}${way === "withoutOwn" ? `; ${untestable} not testable, for nothing counted is left` : ""}`;
  const seen = (way: Way) => `${wayNames[way]}, ${asPictured}: first ${tell(pictured[way].first)}; in the top three ${tell(pictured[way].topThree)}`;
  return ["", `Place of the true condition, by rules ${RULES_VERSION}, checklist ${CHECKLIST_VERSION}, HPO’s annotations of ${knowledge.release}, from equal starting shares`, ...ways.map(line), ...ways.map(seen), ...Object.values(limits)];
}

function wrong({ cases }: Validation): string[] {
  const told = new Set<string>();
  return ways.flatMap((way) => {
    const some = cases.flatMap((one) => (one.standings[way] && one.standings[way].place > 1 ? [{ one, standing: one.standings[way] }] : []));
    some.sort((a, b) => b.standing.place - a.standing.place || a.standing.share - b.standing.share);
    return ["", `Not first, worst first, and why. ${wayNames[way]}: ${some.length}`, ...some.flatMap(({ one, standing }) => why(one, standing, told))];
  });
}

/** The same reasons are told once. */
function why({ id, confirmed }: CaseReport, { place, leader, gaps }: Standing, told: Set<string>): string[] {
  const before = told.has(`${id} ${leader}`);
  told.add(`${id} ${leader}`);
  const line = `${id}: ${sayCondition(confirmed)} has place ${place}, ${sayCondition(leader)} leads.`;
  if (before) return [`${line} Why: see above.`];
  return [`${line} ${lessons[id] ?? ""}`.trimEnd(), ...gaps.slice(0, 5).map((gap) => `  ${gap.log > 0 ? "for the leader" : "against the leader"}: ${sayGap(gap)}`)];
}

function byHand(): string[] {
  return ["", "Added by hand beyond HPO’s annotations", ...addedByHand().map(({ condition, ref, features }) => `${sayCondition(condition)}: ${features} features, ${citeRef(ref).cite}`)];
}

function rare(table: RarityTable): string[] {
  const { of, source, rules, checklist, hpo } = table;
  const lines = raritiesOf(table).map((rarity) => {
    const { shows, interval, assessed } = rarity;
    const known = assessed.of === 0 ? "cannot be told" : sayRange(assessed.interval);
    const diseases = sayDiseases(rarity);
    return `${sayAsked(rarity)}: ${shows} of ${sayCount(of)} (${sayRange(interval)}); of those with these letters known ${assessed.shows} of ${sayCount(assessed.of)} (${known})${diseases && `: ${diseases}`}`;
  });
  return ["", `Rarity of reported patterns, at least: ${sayCount(of)} published cases of other genetic diseases (${saySource(source)}; rules ${rules}, checklist ${checklist}, HPO ${hpo})`, ...lines];
}

function unselectedLines(table: UnselectedTable, when: string): string[] {
  const { of, first, topThree, atBest, tied, tooFew, findings, read, source, conditions, passed, rules, checklist, hpo, knowledge } = table;
  const share = (n: number) => tell({ n, of, interval: clopperPearson(n, of) });
  const rows = Object.entries(conditions).map(([id, row]) => `${sayCondition(id)}: first ${row.first}, in the top three ${row.topThree} of ${row.of}; tied with another ${row.tied}`);
  return [
    "",
    `Not chosen for resembling IMAGe, ${when}: ${of} of ${sayCount(read)} phenopackets have a condition of the panel (${saySource(source)}; unreadable ${passed.unreadable}, repeated ${passed.repeated}; rules ${rules}, checklist ${checklist}, HPO ${hpo}, knowledge ${knowledge})`,
    `First ${share(first)}; in the top three ${share(topThree)}; in the top three if ties counted for it ${share(atBest)}; tied ${tied}; too little assessed ${tooFew}; findings of the checklist in a case, quartiles ${findings.join(", ")}`,
    ...rows,
    unselectedLimit,
  ];
}
