import { readFileSync } from "node:fs";
import { conditions } from "@/lib/evidence/conditions";
import { validate } from "@/lib/evidence/validation";
import type { CaseReport, PublishedCase, Standing, Tally } from "@/lib/evidence/validation";

/** `npm run validate`: the rules and the likelihood over published individuals, told as it comes out. */
const label = (id: string) => conditions[id]?.label ?? id;
const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
const tell = ({ n, of, interval: [low, high] }: Tally) => `${n} of ${of} (${percent(low)} to ${percent(high)})`;
const place = (standing: Standing | null) => (standing ? `${standing.rank}, ${percent(standing.share)} (${percent(standing.interval[0])} to ${percent(standing.interval[1])})` : "not testable");

function line({ id, confirmed, letters, match, all, withoutOwn }: CaseReport): string {
  const told = Object.entries(letters).map(([letter, status]) => `${letter} ${status}`).join(", ");
  return `${id}: ${label(confirmed)}\n  ${match}: ${told}\n  rank ${place(all)}; without its own paper ${place(withoutOwn)}`;
}

function why({ id, confirmed }: CaseReport, { rank, leader, gaps }: Standing): string {
  const pulls = gaps.slice(0, 5).map(({ what, status, log }) => `${what}${status ? ` ${status}` : ""} ×${Math.exp(log).toFixed(2)}`);
  return `${id}: ${label(confirmed)} is ${rank}, ${label(leader)} leads: ${pulls.join(", ")}`;
}

const file = new URL("../evidence/published.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: PublishedCase[] };
const validation = validate(cases);
const wrong = validation.cases.filter(({ all }) => all.rank > 1).sort((one, other) => other.all.rank - one.all.rank);
const alone = validation.cases.flatMap((one) => (one.withoutOwn && one.withoutOwn.rank > 1 ? [why(one, one.withoutOwn)] : []));
console.log(
  [
    `${validation.cases.length} published individuals with a confirmed condition on the panel; ${validation.notOnPanel} others are left out. Intervals are exact, 95 %.`,
    ...validation.cases.map(line),
    "",
    `Ranked first ${tell(validation.all.first)}; in the top three ${tell(validation.all.topThree)}.`,
    `Without each case's own paper: first ${tell(validation.withoutOwn.first)}; in the top three ${tell(validation.withoutOwn.topThree)}; ${validation.untestable} not testable, for nothing counted is left.`,
    "",
    "Not first, and why (a factor above 1 speaks for the leader):",
    ...(wrong.length ? wrong.map((one) => why(one, one.all)) : ["none"]),
    "The same without its own paper:",
    ...(alone.length ? alone : ["none"]),
  ].join("\n"),
);
