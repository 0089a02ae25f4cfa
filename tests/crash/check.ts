import { Client } from "pg";
import type { Code } from "@/lib/screening/code";
import type { Mark } from "@/lib/store/trail";
import { verifyTrail } from "@/lib/store/trail";
import type { Asker } from "./asking";
import { ask } from "./asking";
import type { Ledger } from "./ledger";
import { difference, kept } from "./ledger";

/** What the database holds, each a code as often as it is there: the parts of one save, review or erasure. */
export type Found = Record<"screenings" | "standings" | "keys" | "saves" | "erasures" | "reviews" | "reviewLines", Code[]>;

const QUESTIONS: Record<keyof Found, string> = {
  screenings: "SELECT code FROM screening",
  standings: "SELECT code FROM screening JOIN standing ON screening_id = screening.id",
  keys: "SELECT code FROM idempotency",
  saves: "SELECT screening_code AS code FROM audit_event WHERE action = 'save'",
  erasures: "SELECT screening_code AS code FROM audit_event WHERE action LIKE 'erase-%'",
  reviews: "SELECT code FROM review JOIN screening ON screening_id = screening.id",
  reviewLines: "SELECT screening_code AS code FROM audit_event WHERE action = 'review'",
};

/** Reads at one moment what is there, past every restriction. */
async function look(url: string): Promise<Found> {
  const client = new Client({ connectionString: url }).on("error", () => {});
  await client.connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const found: [string, Code[]][] = [];
    for (const [name, sql] of Object.entries(QUESTIONS)) found.push([name, (await client.query<{ code: Code }>(sql)).rows.map(({ code }) => code)]);
    return Object.fromEntries(found) as Found;
  } finally {
    await client.end();
  }
}

/** Holds what is there against what was acknowledged, once nothing is undecided: a sentence for whatever is lost, half or too much. */
export function faultsOf(ledger: Ledger, found: Found): string[] {
  const all = [...ledger.saved.keys()];
  const there = kept(ledger);
  const reviewed = [...ledger.reviewed];
  const expected: Record<keyof Found, Code[]> = {
    screenings: there, standings: there, keys: there, saves: all, erasures: [...ledger.erased],
    reviews: reviewed.filter((code) => !ledger.erased.has(code)), reviewLines: reviewed,
  };
  return (Object.keys(expected) as (keyof Found)[]).flatMap((name) => differences(name, expected[name], found[name]));
}

function differences(name: string, expected: readonly Code[], found: readonly Code[]): string[] {
  const [asked, seen] = [new Set(expected), new Set(found)];
  const some = (what: string, codes: Code[]) => (codes.length > 0 ? [`${name}: ${codes.length} ${what}, as ${codes.slice(0, 3).join(", ")}`] : []);
  return [
    ...some("missing", [...asked].filter((code) => !seen.has(code))),
    ...some("never acknowledged", [...seen].filter((code) => !asked.has(code))),
    ...some("there twice", found.filter((code, at) => found.length > seen.size && found.indexOf(code) !== at)),
  ];
}

/** Reads those screenings back that were not read yet, and answers what is not as it was sent. */
async function readBack(asker: Asker, ledger: Ledger): Promise<string[]> {
  const faults: string[] = [];
  for (const code of kept(ledger).filter((one) => !ledger.read.has(one))) {
    const { status, text } = await ask(asker, "GET", `/api/v1/screenings/${code}`);
    const draft = ledger.saved.get(code);
    if (status !== 200) faults.push(`${code} cannot be read: ${status} ${text.slice(0, 200)}`);
    const differs = status === 200 && draft ? difference(text, draft, code) : null;
    if (differs !== null) faults.push(`${code} is not as it was sent, at ${differs}`);
    ledger.read.set(code, text);
  }
  return faults;
}

/** Takes everything out at once, and answers what is not, to the byte, as it was when it was first read. */
export async function readAgain(asker: Asker, ledger: Ledger): Promise<string[]> {
  const { status, text } = await ask(asker, "GET", "/api/v1/screenings?format=json&reason=quality");
  if (status !== 200) return [`not everything can be read: ${status} ${text.slice(0, 200)}`];
  const lines = new Map(text.split("\n").slice(0, -1).map((line) => [(JSON.parse(line) as { code: Code }).code, line]));
  return kept(ledger).filter((code) => lines.get(code) !== ledger.read.get(code)).map((code) => `${code} is not what it was when it was first read`);
}

/** Everything at once; `noted` is the end of the audit trail as it was the last time, and has to be in it still. */
export async function check(asker: Asker, ledger: Ledger, url: string, noted?: Mark): Promise<{ faults: string[]; noted?: Mark }> {
  const faults = [...(await readBack(asker, ledger)), ...faultsOf(ledger, await look(url))];
  const verdict = await verifyTrail(url, noted);
  return verdict.sound ? { faults, noted: verdict.last } : { faults: [...faults, verdict.fault] };
}
