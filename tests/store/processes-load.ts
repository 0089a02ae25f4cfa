import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { verifyTrail } from "@/lib/store/trail";
import { run } from "./database";
import type { One, Outside } from "./pair";

/** What became of saves at two processes while they were killed in turn. */
export type Kept = {
  acknowledged: number;
  /** Answers that never came, because the process was killed; each was asked again at the other with the same key. */
  broken: number;
  /** For each kill, how many saves the other one acknowledged until the killed one was back. */
  meanwhile: number[];
  /** Milliseconds from a kill to the next save that was acknowledged. */
  gaps: number[];
  /** Milliseconds until a killed one was ready again. */
  restarts: number[];
  faults: string[];
};

const DRAFT = { checklist: CHECKLIST_VERSION, sex: "female", age: "infant", findings: { iugr: "observed", "adrenal-insufficiency": "observed" } };
const TRIES = 200;
const WRITERS = 6;

/**
 * Saves at full rate at both while one after the other is killed with -9 and started again, and then looks whether all that
 * was acknowledged is there, once, with its line in a whole audit chain.
 * @param pair the two processes; a killed one is replaced in it
 * @param again starts another one
 * @param told after each kill
 */
export async function saveThroughKills(pair: One[], who: string, { url, administrator }: Outside, kills: number, again: () => Promise<One>, told: (kept: Kept) => void = () => {}): Promise<Kept> {
  const kept: Kept = { acknowledged: 0, broken: 0, meanwhile: [], gaps: [], restarts: [], faults: [] };
  const codes = new Map<string, string>();
  const before = await counts(administrator);
  let last = Date.now();
  let going = true;
  const write = async (): Promise<void> => {
    while (going) {
      const key = randomUUID();
      for (let at = randomInt(2), tries = 0; !codes.has(key) && tries < TRIES; at = 1 - at, tries += 1) {
        const answer = await pair[at]?.ask("POST", "screenings", { body: DRAFT, who, key }).catch(() => null);
        if (!answer) kept.broken += 1;
        else if (answer.status === 201) codes.set(key, String(answer.body.code));
        else kept.faults.push(`a save was answered ${answer.status} ${JSON.stringify(answer.body)}`);
        if (answer?.status === 201) last = Date.now();
        else await sleep(20);
      }
      if (!codes.has(key)) kept.faults.push("a save was never acknowledged");
    }
  };
  const writing = Promise.all(Array.from({ length: WRITERS }, write));
  for (let kill = 0; kill < kills; kill += 1) {
    await sleep(randomInt(150, 600));
    const [began, had] = [Date.now(), codes.size];
    await pair[kill % 2]?.kill();
    const restart = again();
    while (last <= began && Date.now() - began < 30_000) await sleep(2);
    kept.gaps.push(Date.now() - began);
    pair[kill % 2] = await restart;
    kept.restarts.push(Date.now() - began);
    kept.meanwhile.push(codes.size - had);
    kept.acknowledged = codes.size;
    told(kept);
  }
  await sleep(150);
  going = false;
  await writing;
  kept.acknowledged = codes.size;
  kept.faults.push(...(await lost([...codes.values()], before, administrator)));
  const trail = await verifyTrail(url);
  if (!trail.sound) kept.faults.push(trail.fault);
  return kept;
}

type Counts = { screenings: number; lines: number };

async function counts(administrator: string): Promise<Counts> {
  const [row] = await run(administrator, "SELECT (SELECT count(*)::int FROM screening) AS screenings, (SELECT count(*)::int FROM audit_event WHERE action = 'save') AS lines");
  return row as Counts;
}

async function lost(codes: string[], before: Counts, administrator: string): Promise<string[]> {
  const [row] = await run(administrator, "SELECT count(*)::int AS found FROM screening WHERE code = ANY ($1)", [codes]);
  const after = await counts(administrator);
  return [
    ...(row?.found === new Set(codes).size ? [] : [`${codes.length} saves were acknowledged, ${String(row?.found)} of them are there`]),
    ...(after.screenings - before.screenings === codes.length ? [] : [`${codes.length} saves made ${after.screenings - before.screenings} screenings`]),
    ...(after.lines - before.lines === codes.length ? [] : [`${codes.length} saves left ${after.lines - before.lines} audit lines`]),
  ];
}
