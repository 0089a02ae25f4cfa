// Run by the bench in a process of its own: prints the microseconds of 2,000 single calls as JSON.
import { readFileSync } from "node:fs";
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";

const CALLS = 2_000;
const { checklist, cases } = JSON.parse(readFileSync(new URL("../cases/published.json", import.meta.url), "utf8")) as { checklist: string; cases: { draft: Omit<Draft, "checklist"> }[] };
const drafts = cases.map(({ draft }): Draft => ({ checklist, ...draft }));

function round(): number[] {
  return Array.from({ length: Math.ceil(CALLS / drafts.length) }, () => drafts.map(timed)).flat().slice(0, CALLS);
}

function timed(draft: Draft): number {
  const start = performance.now();
  assess(draft);
  return (performance.now() - start) * 1_000;
}

// The first round lets the engine compile it.
round();
console.log(JSON.stringify(round()));
