import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { countPatterns, notOther } from "@/lib/evidence/rarity";
import type { LeftOut, RarityCase, RarityTable } from "@/lib/evidence/rarity";
import { BadCase } from "@/lib/exchange/phenopacket-fields";
import { readPacket } from "@/lib/exchange/phenopacket-in";
import { assess } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { MAP_RELEASE } from "@/lib/screening/hpo-map";
import { RULES_VERSION } from "@/lib/screening/rules";
import { diseasesOf, filesOf, sourceOf } from "./packet-store";
import type { Packet } from "./packet-store";
import { readCases } from "./packets";
import type { Case } from "./packets";

/**
 * Counts the letters of published cases into lib/evidence/rarity.json. To be run again after every change of the rules,
 * the checklist or the release of HPO. The same cases give the same bytes, in whatever order they come.
 */
const USAGE = `npm run rarity -- PHENOPACKETS [--commit COMMIT] [--into FILE]
PHENOPACKETS: a file (one case a line, an array or one case; .gz too) or a folder of such, as in a clone of phenopacket-store
COMMIT: of phenopacket-store, where the folder is no clone of it; FILE: other than lib/evidence/rarity.json`;

class InputError extends Error {}

/** One case as it counts, under the first disease it names; or why it does not count. */
function caseOf(one: Case, seen: Set<string>): RarityCase | LeftOut {
  if ("error" in one) return "unreadable";
  try {
    const { draft } = readPacket(one.value);
    const packet = one.value as Packet;
    const diseases = diseasesOf(packet);
    const [disease] = diseases;
    if (!disease) return "no-disease";
    if (diseases.some(({ id }) => notOther.includes(id))) return "not-other";
    // A clone can hold the same case in two places; without an id nothing tells two cases apart.
    const name = `${String(packet.id)} ${disease.id}`;
    if (packet.id !== undefined && seen.has(name)) return "repeated";
    const { letters, issues } = assess(draft);
    if (issues.some(({ level }) => level === "error")) return "unreadable";
    seen.add(name);
    return { letters, disease };
  } catch (error) {
    if (error instanceof BadCase) return "unreadable";
    throw error;
  }
}

async function countAll(path: string): Promise<Pick<RarityTable, "leftOut" | "of" | "labels" | "patterns">> {
  const leftOut: Record<LeftOut, number> = { "not-other": 0, "no-disease": 0, unreadable: 0, repeated: 0 };
  const cases: RarityCase[] = [];
  const seen = new Set<string>();
  for (const file of filesOf(path)) {
    for await (const batch of readCases(file)) {
      for (const one of batch) {
        const told = caseOf(one, seen);
        if (typeof told === "string") leftOut[told]++;
        else cases.push(told);
      }
    }
  }
  if (cases.length === 0) throw new InputError(`${path}: no published case of another genetic disease.`);
  return { leftOut, ...countPatterns(cases) };
}

/** One pattern and one disease a line, so that two countings can be compared line by line. */
function text({ labels, patterns, ...rest }: RarityTable): string {
  const lines = (part: object) => `{\n${Object.entries(part).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",\n")}\n}`;
  return `${JSON.stringify(rest).slice(0, -1)},\n"labels":${lines(labels)},\n"patterns":${lines(patterns)}}\n`;
}

async function rebuild(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { commit: { type: "string" }, into: { type: "string" } } });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0 || (values.commit !== undefined && !/^[0-9a-f]{7,40}$/.test(values.commit))) throw new InputError(USAGE);
  const table: RarityTable = { rules: RULES_VERSION, checklist: CHECKLIST_VERSION, hpo: MAP_RELEASE, source: await sourceOf(path, values.commit), ...(await countAll(path)) };
  writeFileSync(values.into ?? fileURLToPath(new URL("../evidence/rarity.json", import.meta.url)), text(table));
  const { of, leftOut, source } = table;
  console.log(`Counted ${of} cases of ${source.name}, commit ${source.commit ?? "not stated"}${source.part ? `, ${source.part} of it` : ""}. Left out: ${Object.entries(leftOut).map(([why, n]) => `${why} ${n}`).join(", ")}.`);
}

try {
  await rebuild(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof InputError ? error.message : `Nothing was counted: ${error instanceof Error ? error.message : "unknown reason"}`);
  process.exitCode = 1;
}
