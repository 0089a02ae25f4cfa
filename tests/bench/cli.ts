// The command line part of `npm run bench`: `screen` on made-up phenopackets against JSON.parse on the same, and assess() alone.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { toPhenopacket } from "@/lib/exchange/phenopacket-out";
import { assess, normalise } from "@/lib/screening/assess";
import { CODE_BYTES, makeCode } from "@/lib/screening/code";
import { madeUpDrafts } from "@/prisma/seed";
import { machine, median, runs, spread, table } from "./figures.mjs";

const CASES = 1_000;
const YEAR = 2_026;
const RUNS = Math.min(3, runs(3));
// A file of a registry's own phenopackets, one a line; made-up ones without it.
const GIVEN = process.env["PACKETS"];
const local = (name: string) => fileURLToPath(new URL(name, import.meta.url));
type Screened = { megabytes: number; parse: number; whole: number; ratio: number; memory: number };

/** Made-up cases as they would come from a registry, one a line. */
function packets(): string {
  const codeOf = (at: number) => makeCode(Uint8Array.from({ length: CODE_BYTES }, (_, byte) => (at >> (byte * 4)) & 0xff));
  const screenings = madeUpDrafts(CASES).map((draft, at) => ({ ...draft, findings: normalise(draft.findings), code: codeOf(at), year: YEAR, assessment: assess(draft) }));
  return screenings.map((screening) => `${JSON.stringify(toPhenopacket(screening))}\n`).join("");
}

function screened(options: string[]): Screened {
  const { stdout, stderr } = spawnSync(process.execPath, [local("./screen.mjs"), ...options, "--json"], { encoding: "utf8" });
  try {
    return JSON.parse(stdout) as Screened;
  } catch (cause) {
    throw new Error(`The command line could not be measured: ${stderr}`, { cause });
  }
}

/** Microseconds of each call. Through tsx every closure is wrapped to keep its name, which no browser ever runs: that alone doubles the time. */
function assessed(): number[] {
  const { outputFiles } = buildSync({ entryPoints: [local("./assess.ts")], bundle: true, format: "esm", platform: "node", write: false });
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-"], { encoding: "utf8", input: outputFiles[0]?.text });
  if (status !== 0) throw new Error(`assess() could not be timed: ${stderr}`);
  return JSON.parse(stdout) as number[];
}

const folder = mkdtempSync(join(tmpdir(), "image-screen-bench-"));
try {
  const file = GIVEN ?? join(folder, "cases.jsonl");
  if (!GIVEN) writeFileSync(file, packets());
  const one = join(folder, "one.jsonl");
  writeFileSync(one, packets().split("\n", 1).join());
  const rows = ([["one case: the start alone", [one, "1"]], ["cases that repeat", [file, GIVEN ? "50" : "200"]], ["cases that never repeat", [file, GIVEN ? "10" : "50", "--distinct"]]] as const).map(([name, options]) => {
    const found = Array.from({ length: RUNS }, () => screened([...options]));
    const of = (key: keyof Screened, digits: number) => spread(found.map((one) => one[key]), digits);
    return [name, of("megabytes", 0), of("parse", 2), of("whole", 2), name.includes("start") ? "" : of("ratio", 2), of("memory", 0)];
  });
  const calls = assessed();
  console.log(`${machine()} ${RUNS} runs${GIVEN ? ", on phenopackets of a registry" : ""}.\n\n${table(["screened", "MB", "JSON.parse alone, s", "the whole process, s", "ratio", "peak memory, MB"], rows)}\n\nassess() alone, warm: ${median(calls).toFixed(1)} µs a call, ${(calls.toSorted((a, b) => a - b)[Math.floor(calls.length * 0.99)] ?? 0).toFixed(0)} µs at the 99th percentile.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
