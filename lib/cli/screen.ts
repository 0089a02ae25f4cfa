import { rank } from "@/lib/evidence/likelihood";
import type { Ranked } from "@/lib/evidence/likelihood";
import { BadCase } from "@/lib/exchange/phenopacket-fields";
import { KARYOTYPE, readPacket } from "@/lib/exchange/phenopacket-in";
import { assess } from "@/lib/screening/assess";
import type { Draft, Issue } from "@/lib/screening/assess";
import { sayIssue } from "@/lib/screening/wording";
import { readCases } from "./packets";
import type { Case } from "./packets";

/**
 * Screens phenopackets and prints one JSON a case, in the order of the files. A bad case is `{"id","error"}`; the
 * exit code is then 1, after the rest.
 */
const USAGE = "npm run -s screen -- FILE…   phenopackets (version 2, JSON: one, an array or one a line; .gz too); - reads standard input";

const plain = /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;

/** What may be repeated of a case: its id, if it is a short line of text. */
function idOf(value: unknown): string | null {
  const id = typeof value === "object" && value !== null ? (value as { id?: unknown }).id : null;
  return typeof id === "string" && plain.test(id) ? id : null;
}

/** What follows from a draft: the keys from sex to reasons as they are printed, and the issues. */
type Outcome = { printed: Buffer; issues: Issue[] };

/**
 * A registry holds the same few findings again and again; the outcome is a function of the draft alone. Kept in two
 * generations: to take the oldest out of one map costs more than what it saves where no case repeats another.
 */
let [young, old] = [new Map<string, Outcome>(), new Map<string, Outcome>()];
const KEPT = 4096;

function outcomeOf(draft: Draft): Outcome {
  const key = JSON.stringify(draft);
  const known = young.get(key);
  if (known) return known;
  if (young.size >= KEPT) [young, old] = [new Map(), young];
  const outcome = old.get(key) ?? outcomeFrom(draft);
  young.set(key, outcome);
  return outcome;
}

function outcomeFrom(draft: Draft): Outcome {
  const { letters, match, flag, reasons, issues } = assess(draft);
  const conditions = rank(draft).conditions.map(conditionText).join(",");
  const before = JSON.stringify({ sex: draft.sex, letters, match, flag: flag?.level ?? null }).slice(1, -1);
  const after = JSON.stringify([...reasons, ...(flag?.reasons ?? [])]);
  return { printed: Buffer.from(`${before},"conditions":[${conditions}],"reasons":${after}`), issues };
}

const names = new Map<string, string>();

/** Half of the time would go into writing the same 39 names and into long numbers. */
function conditionText({ id, label, rank: place, share, tooFew }: Ranked): string {
  const name = names.get(id) ?? `{"id":${JSON.stringify(id)},"label":${JSON.stringify(label)},"rank":`;
  names.set(id, name);
  return `${name}${place},"share":${fourDigits(share)},"tooFew":${tooFew}}`;
}

const tails = Array.from({ length: 10_000 }, (_, digits) => String(digits).replace(/0+$/, ""));

/** As `Number(share.toPrecision(4))` is written, in half of the time. */
function fourDigits(share: number): string {
  if (share < 1e-6 || share > 0.9999) return String(Number(share.toPrecision(4)));
  let digits = share * 1e4;
  let zeros = "";
  for (; digits < 999.95; digits *= 10) zeros += "0";
  return `0.${zeros}${tails[Math.round(digits)]}`;
}

/** A case as it is printed: the outcome, which many cases share, between what is its own. */
type Told = { before: string; printed: Buffer | null; after: string; bad: boolean };

const refused = (id: string | null, error: string): Told => ({ before: JSON.stringify({ id, error }), printed: null, after: "\n", bad: true });

function screen(one: Case): Told {
  if ("error" in one) return refused(null, one.error);
  const id = idOf(one.value);
  try {
    const { draft, unmapped, issues, recordedFemale } = readPacket(one.value);
    const outcome = outcomeOf(draft);
    const all = [...outcome.issues, ...(recordedFemale ? [KARYOTYPE] : []), ...issues];
    // The map tells contradicting terms; this is what the checklist adds.
    const wrong = outcome.issues.filter(({ level }) => level === "error");
    if (wrong.length > 0) throw new BadCase(wrong.map((issue) => sayIssue(issue, "en").what).join(" "));
    // The ids are codes: nothing in them needs escaping.
    const ids = [...unmapped.observed.map((one) => `"${one}"`), ...unmapped.excluded.map((one) => `{"id":"${one}","excluded":true}`)];
    return { before: `{"id":${JSON.stringify(id)},`, printed: outcome.printed, after: `,"issues":${JSON.stringify(all)},"unmapped":[${ids.join(",")}]}\n`, bad: false };
  } catch (error) {
    // A fault of ours in one case must not end the rest either; its message could hold content.
    return refused(id, error instanceof BadCase ? error.message : "This case could not be screened.");
  }
}

/** Collects what is printed and hands it over in large pieces, no faster than it is taken. */
function printer() {
  const page = Buffer.allocUnsafe(2 ** 20);
  let filled = 0;
  const write = (bytes: Buffer) => new Promise<void>((resolve) => process.stdout.write(bytes, () => resolve()));
  return {
    /** False where the page has no room for it. */
    take({ before, printed, after }: Told): boolean {
      if (filled + 3 * (before.length + after.length) + (printed?.length ?? 0) > page.length) return false;
      filled += page.write(before, filled);
      if (printed) filled += printed.copy(page, filled);
      filled += page.write(after, filled);
      return true;
    },
    async turn(): Promise<void> {
      if (filled > 0) await write(page.subarray(0, filled));
      filled = 0;
    },
    /** A case that is longer than a page. */
    whole: ({ before, printed, after }: Told) => write(Buffer.concat([Buffer.from(before), printed ?? Buffer.alloc(0), Buffer.from(after)])),
  };
}

/** Reports to whoever watches the terminal, at most twice a second. */
function progress() {
  const shown = process.stderr.isTTY === true;
  let [bytes, last] = [0, 0];
  return {
    read: (count: number) => (bytes += count),
    tell(cases: number): void {
      if (!shown || Date.now() - last < 500) return;
      last = Date.now();
      process.stderr.write(`\r${cases} cases, ${Math.round(bytes / 1e6)} MB`);
    },
    end(): void {
      if (shown && last > 0) process.stderr.write("\r\u001B[K");
    },
  };
}

/** How many of a file's bad cases are named by their place. */
const NAMED = 5;

/** Where the bad cases of a file stand: one that is no JSON has no id to be found by. */
function sayPlaces(path: string, places: number[], bad: number): string {
  const more = bad > places.length ? ` and ${bad - places.length} more` : "";
  return `${path}: not screened: case ${places.join(", ")}${more}, counted from 1 without empty lines.`;
}

/** @returns how many cases the file has, and how many of them are bad */
async function screenFile(path: string, watch: ReturnType<typeof progress>, before: number): Promise<{ cases: number; bad: number }> {
  const print = printer();
  const places: number[] = [];
  let [cases, bad] = [0, 0];
  try {
    for await (const batch of readCases(path, watch.read)) {
      for (const one of batch) {
        const told = screen(one);
        cases++;
        if (told.bad && ++bad <= NAMED) places.push(cases);
        if (print.take(told)) continue;
        await print.turn();
        if (!print.take(told)) await print.whole(told);
        watch.tell(before + cases);
      }
    }
  } finally {
    // Also where the file breaks off: what was screened is printed.
    await print.turn();
    watch.end();
    if (bad > 0) console.error(sayPlaces(path, places, bad));
  }
  return { cases, bad };
}

async function screenAll(paths: string[]): Promise<number> {
  const watch = progress();
  let [total, bad, unread] = [0, 0, 0];
  for (const path of paths) {
    try {
      const { cases, bad: some } = await screenFile(path, watch, total);
      if (cases === 0) console.error(`${path}: no case.`);
      total += cases;
      bad += some;
    } catch (error) {
      unread++;
      console.error(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"}).`);
    }
  }
  watch.end();
  if (bad > 0) console.error(`${bad} of ${total} cases could not be screened.`);
  return bad + unread > 0 ? 1 : 0;
}

process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
  // Whoever reads has seen enough: `| head` is no fault.
  if (code === "EPIPE") process.exit(0);
  console.error(`Nothing more can be printed (${code}).`);
  process.exit(1);
});

const paths = process.argv.slice(2);
if (paths[0] === "--help" || paths[0] === "-h") console.error(USAGE);
else if (paths.length === 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else process.exitCode = await screenAll(paths);
