// Bundled by the bench, as a browser gets it, and run in a process of its own: prints the microseconds of 2,000 single calls as JSON.
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import published from "@/lib/evidence/published.json";

const CALLS = 2_000;
const drafts = published.cases.map(({ draft }) => ({ checklist: published.checklist, ...draft }) as Draft);

function round(): number[] {
  return Array.from({ length: Math.ceil(CALLS / drafts.length) }, () => drafts.map(timed)).flat().slice(0, CALLS);
}

function timed(draft: Draft): number {
  const start = performance.now();
  assess(draft);
  return (performance.now() - start) * 1_000;
}

// The first rounds let the engine compile it.
for (let warm = 0; warm < 10; warm += 1) round();
console.log(JSON.stringify(round()));
