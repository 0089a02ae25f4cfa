import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import type { Draft } from "@/lib/screening/assess";
import type { Code } from "@/lib/screening/code";
import { assessWhole } from "@/lib/screening/heredity";
import { drafts } from "@/tests/exchange/fhir-drafts";
import type { Asker, Reply } from "./asking";
import { ask, unclean } from "./asking";
import type { Ledger } from "./ledger";

/** Some connections that save as fast as they are answered, each repeating what was cut off until it is decided. */
export type Load = {
  /** Requests that were begun before this moment may lose their connection: the application was killed. */
  mayBreakUntil: number;
  /** When each request was begun that was answered for good. */
  answered: number[];
  /** Clean refusals, which say when to come again. */
  refused: number;
  slowest: number;
  /** Lets every connection finish what it has in hand. */
  finish: () => Promise<void>;
};

type Work = { asker: Asker; ledger: Ledger; faults: string[]; next: () => Draft; chance: () => number; patienceMs: number; load: Load };

const LINES = 12;
/** Follow-ups and reviews are of one of so many latest screenings. */
const RECENT = 20;
const PAUSE_MS = 100;
const BATCH = 200;

/** Chances between 0 and 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Drafts that contradict nothing, ever different ones. */
export function draftsOf(seed: number): () => Draft {
  let batch = 0;
  const ready: Draft[] = [];
  return () => {
    while (ready.length === 0) {
      batch += 1;
      ready.push(...fc.sample(drafts, { numRuns: BATCH, seed: seed + batch }).filter((draft) => assessWhole(draft).issues.every(({ level }) => level !== "error")));
    }
    return ready.pop() as Draft;
  };
}

/** @param patienceMs within which whatever was asked has to be decided */
export function drive(given: Omit<Work, "load">, connections: number): Load {
  let going = true;
  const load: Load = { mayBreakUntil: 0, answered: [], refused: 0, slowest: 0, finish: () => ((going = false), all) };
  const work = { ...given, load };
  const one = async () => {
    while (going) await turn(work);
  };
  const all = Promise.all(Array.from({ length: connections }, one)).then(() => {});
  return load;
}

function turn(work: Work): Promise<void> {
  const dice = work.chance();
  if (dice < 0.04) return saveMany(work);
  if (dice < 0.08) return using(work, RECENT, (code) => review(work, code));
  if (dice < 0.11) return using(work, Infinity, (code) => erase(work, code));
  if (dice < 0.16) return using(work, RECENT, (code) => save(work, { ...work.next(), follows: code }));
  return save(work, work.next());
}

/** Chooses among the latest screenings one with which no other connection does anything; where there is none, saves. */
async function using(work: Work, latest: number, act: (code: Code) => Promise<void>): Promise<void> {
  const { ledger: { codes, erased, inUse }, chance } = work;
  const code = codes[codes.length - 1 - Math.floor(chance() * Math.min(latest, codes.length))];
  if (code === undefined || erased.has(code) || inUse.has(code)) return save(work, work.next());
  inUse.add(code);
  await act(code).finally(() => inUse.delete(code));
}

async function save(work: Work, draft: Draft): Promise<void> {
  const [key, body] = [randomUUID(), JSON.stringify(draft)];
  const reply = await insist(work, () => ask(work.asker, "POST", "/api/v1/screenings", body, { "idempotency-key": key }), [201]);
  if (!reply) return;
  if (reply.headers["idempotent-replayed"]) work.ledger.replayed += 1;
  note(work, (JSON.parse(reply.text) as { code: Code }).code, draft);
}

function note({ ledger, faults }: Work, code: Code, draft: Draft): void {
  if (ledger.saved.has(code)) faults.push(`${code} was given to two drafts`);
  ledger.saved.set(code, draft);
  ledger.codes.push(code);
}

/** Every line that was answered counts, also of an answer that was cut off; the rest is sent again with the whole. */
async function saveMany(work: Work): Promise<void> {
  const lines = Array.from({ length: LINES }, work.next);
  const [key, body] = [randomUUID(), lines.map((draft) => `${JSON.stringify(draft)}\n`).join("")];
  const told = new Map<number, Code>();
  await insist(work, async () => {
    const reply = await ask(work.asker, "POST", "/api/v1/screenings", body, { "idempotency-key": key, "content-type": "application/x-ndjson" });
    for (const text of reply.text.split("\n").slice(0, -1).filter((one) => one.startsWith('{"line"'))) {
      const { line, code, errors } = JSON.parse(text) as { line: number; code?: Code; errors?: { code: string }[] };
      if (code === undefined) {
        if (!["database-away", "undecided"].includes(errors?.[0]?.code ?? "")) work.faults.push(`a line of many: ${text}`);
        // The whole did not go on, and says so in its own way.
        return { ...reply, status: 503, headers: { "retry-after": "1", "content-type": "application/problem+json" } };
      }
      if (told.has(line) && told.get(line) !== code) work.faults.push(`line ${line} is ${told.get(line)} and ${code}`);
      const draft = lines[line - 1];
      if (!told.has(line) && draft) note(work, code, draft);
      told.set(line, code);
    }
    if (reply.status === 200 && told.size < LINES) work.faults.push(`${LINES - told.size} of many lines were not answered`);
    return reply;
  }, [200]);
}

async function review(work: Work, code: Code): Promise<void> {
  const said = JSON.stringify({ verdict: "not-image" });
  const reply = await insist(work, () => ask(work.asker, "POST", `/api/v1/screenings/${code}/reviews`, said), [200, 201]);
  if (reply) work.ledger.reviewed.add(code);
}

async function erase(work: Work, code: Code): Promise<void> {
  let asked = 0;
  const once = () => ((asked += 1), ask(work.asker, "DELETE", `/api/v1/screenings/${code}`, JSON.stringify({ reason: "mistake" })));
  const reply = await insist(work, once, [204, 404]);
  if (reply) work.ledger.erased.add(code);
  if (reply?.status === 404 && asked === 1) work.faults.push(`${code} was not there to be erased`);
}

/** Asks the same again until it is decided; until then nothing but a clean "not now" is in order. */
async function insist({ load, faults, patienceMs }: Work, send: () => Promise<Reply>, good: number[]): Promise<Reply | null> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(PAUSE_MS)) {
    const began = Date.now();
    const reply = await send();
    load.slowest = Math.max(load.slowest, reply.ms);
    if (good.includes(reply.status)) {
      load.answered.push(began);
      return reply;
    }
    const broken = reply.status === 0 && began < load.mayBreakUntil;
    const fault = broken ? null : unclean(reply);
    if (fault) faults.push(fault);
    else load.refused += 1;
    if (Date.now() < deadline && (broken || reply.status >= 500 || reply.status === 0)) continue;
    faults.push(`undecided after ${patienceMs} ms: ${reply.status} ${reply.text.slice(0, 200)}`);
    return null;
  }
}
