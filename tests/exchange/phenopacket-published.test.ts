import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { importPhenopacket } from "@/lib/exchange/phenopacket-in";
import { toPhenopacket } from "@/lib/exchange/phenopacket-out";
import { keptApart } from "@/lib/exchange/phenopacket-vocabulary";
import { checklist, featureIds } from "@/lib/screening/checklist";
import { parseDraft } from "@/lib/screening/draft";
import { hierarchy } from "@/lib/screening/rules";
import { ontologyAtHand, readAbove } from "../screening/ontology";
import { refusal, screenings } from "./phenopacket-screenings";

const packetsFile = fileURLToPath(new URL("../../../shared/clinical/phenopackets.jsonl.gz", import.meta.url));
const atHand = existsSync(packetsFile);
if (!atHand) console.log("phenopackets: the published ones are not beside the project, their import is not tested");

describe.skipIf(!atHand)("5,319 published phenopackets", () => {
  test("each is imported or refused with a reason, none crashes, none leaves a date behind", () => {
    const lines = gunzipSync(readFileSync(packetsFile)).toString("utf8").trim().split("\n");
    const reasons = new Map<string, number>();
    let found = 0;
    for (const line of lines) {
      const value = JSON.parse(line) as unknown;
      const reason = refusal(value);
      if (reason === null) {
        const read = importPhenopacket(value);
        found += Object.keys(read.draft.findings).length;
        expect(parseDraft(read.draft)).toHaveProperty("draft");
        expect(JSON.stringify(read)).not.toMatch(/PMID|20\d\d-\d\d/);
      } else reasons.set(reason.replaceAll(/HP:\d+/g, "HP"), (reasons.get(reason.replaceAll(/HP:\d+/g, "HP")) ?? 0) + 1);
    }
    const refused = [...reasons.values()].reduce((sum, count) => sum + count, 0);
    console.log(`phenopackets: ${lines.length - refused} imported with ${found} findings, ${refused} refused ${JSON.stringify(Object.fromEntries(reasons))}`);
    expect(lines).toHaveLength(5319);
    for (const reason of reasons.keys()) expect(reason).toMatch(/^[^{}"]+\.$/);
    expect(refused).toBeLessThan(60);
  });
});

describe.skipIf(!ontologyAtHand)("beside HPO", () => {
  test("the pairs kept apart are all that HPO sees as one", () => {
    const above = readAbove();
    const pairs = featureIds.flatMap((low) => featureIds.filter((high) => high !== low && above(checklist[low].hpo.id).has(checklist[high].hpo.id)).map((high) => `${low} ${high}`));
    const ruled = hierarchy.map(([low, high]) => `${low} ${high}`);
    expect(pairs.filter((pair) => !ruled.includes(pair)).sort()).toEqual(keptApart.map(([low, high]) => `${low} ${high}`).sort());
  });

  test("no packet says a term and one above it both, observed or excluded", () => {
    const above = readAbove();
    fc.assert(
      fc.property(screenings, (one) => {
        const written = toPhenopacket(one).phenotypicFeatures ?? [];
        for (const low of written) {
          for (const high of written) {
            if (low === high || !above(low.type.id).has(high.type.id)) continue;
            // Alone that the wider is seen and the narrower is not says something.
            expect(high.excluded ?? false, `${high.type.id} ${low.type.id}`).toBe(false);
            expect(low.excluded).toBe(true);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
