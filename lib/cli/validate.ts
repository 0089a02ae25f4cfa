import { readFileSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { conditionIds } from "@/lib/evidence/conditions";
import knowledge from "@/lib/evidence/knowledge.json";
import { table as rarityTable } from "@/lib/evidence/rarity";
import { countUnselected, table as lastTable } from "@/lib/evidence/unselected";
import type { Passed, UnselectedCase, UnselectedTable } from "@/lib/evidence/unselected";
import { validate } from "@/lib/evidence/validation";
import type { PublishedCase } from "@/lib/evidence/validation";
import { BadCase } from "@/lib/exchange/phenopacket-fields";
import { readPacket } from "@/lib/exchange/phenopacket-in";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { MAP_RELEASE } from "@/lib/screening/hpo-map";
import { RULES_VERSION } from "@/lib/screening/rules";
import { diseasesOf, filesOf, sourceOf } from "./packet-store";
import type { Packet } from "./packet-store";
import { readCases } from "./packets";
import type { Case } from "./packets";
import { printed } from "./validate-print";

/**
 * The rules and the comparison over published individuals, told as it comes out. With phenopackets it also ranks those
 * whose disease is on the panel into lib/evidence/unselected.json: to be run again after every change of the model, the
 * knowledge, the checklist or the rules. The same cases give the same bytes, in whatever order they come.
 */
const USAGE = `npm run validate
npm run validate -- PHENOPACKETS [--into FILE]
PHENOPACKETS: a file (one case a line, an array or one case; .gz too) or a folder of such, as in a clone of phenopacket-store
FILE: other than lib/evidence/unselected.json`;

class InputError extends Error {}

/** One case as it counts, under the first disease of the panel that it names; or why it does not count. */
function caseOf(one: Case, seen: Set<string>): UnselectedCase | Passed {
  if ("error" in one) return "unreadable";
  try {
    const { draft } = readPacket(one.value);
    const packet = one.value as Packet;
    const condition = diseasesOf(packet).find(({ id }) => conditionIds.includes(id))?.id;
    if (!condition) return "other-disease";
    const name = `${String(packet.id)} ${condition}`;
    if (packet.id !== undefined && seen.has(name)) return "repeated";
    seen.add(name);
    return { condition, draft };
  } catch (error) {
    if (error instanceof BadCase) return "unreadable";
    throw error;
  }
}

async function rankAll(path: string): Promise<UnselectedTable> {
  const passed: Record<Passed, number> = { "other-disease": 0, unreadable: 0, repeated: 0 };
  const cases: UnselectedCase[] = [];
  const seen = new Set<string>();
  for (const file of filesOf(path)) {
    for await (const batch of readCases(file)) {
      for (const one of batch) {
        const told = caseOf(one, seen);
        if (typeof told === "string") passed[told]++;
        else cases.push(told);
      }
    }
  }
  if (cases.length === 0) throw new InputError(`${path}: no published case with a condition of the panel.`);
  const read = cases.length + passed["other-disease"] + passed.unreadable + passed.repeated;
  const versions = { rules: RULES_VERSION, checklist: CHECKLIST_VERSION, hpo: MAP_RELEASE, knowledge: knowledge.release };
  return { ...versions, source: await sourceOf(path), read, passed, ...countUnselected(cases) };
}

/** One condition a line, so that two countings can be compared line by line. */
function text({ conditions, ...rest }: UnselectedTable): string {
  const lines = Object.entries(conditions).map(([id, row]) => `${JSON.stringify(id)}:${JSON.stringify(row)}`);
  return `${JSON.stringify(rest).slice(0, -1)},\n"conditions":{\n${lines.join(",\n")}\n}}\n`;
}

async function unselected(path: string, into: string | undefined): Promise<UnselectedTable> {
  statSync(path);
  const table = await rankAll(path);
  writeFileSync(into ?? fileURLToPath(new URL("../evidence/unselected.json", import.meta.url)), text(table));
  return table;
}

async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { into: { type: "string" } } });
  const [path, ...more] = positionals;
  if (more.length > 0 || (path === undefined && values.into !== undefined)) throw new InputError(USAGE);
  const table = path === undefined ? lastTable : await unselected(path, values.into);
  const file = new URL("../evidence/published.json", import.meta.url);
  const { cases } = JSON.parse(readFileSync(file, "utf8")) as { cases: PublishedCase[] };
  console.log(printed(validate(cases), rarityTable, table, path === undefined ? "as last counted" : "counted now"));
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof InputError ? error.message : `Nothing was validated: ${error instanceof Error ? error.message : "unknown reason"}\n${USAGE}`);
  process.exitCode = 1;
}
