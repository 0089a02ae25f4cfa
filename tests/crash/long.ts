// The long form: KILLS (200) kills with -9, the disk full twice for FULL_SECONDS (20), an outside PostgreSQL away RESTARTS (9)
// times. SEED gives the same moments and drafts again. Prints its figures as it goes.
import { randomInt } from "node:crypto";
import type { Kill } from "./application";
import { kills } from "./application";
import { readAgain } from "./check";
import { fullDisk, smallDisk } from "./disk";
import type { Cost, World } from "./kills";
import { begin, end, round } from "./kills";
import { restarts } from "./outside";

const KILLS = Number(process.env.KILLS || 200);
const FULL_MS = Number(process.env.FULL_SECONDS || 20) * 1_000;
const RESTARTS = Number(process.env.RESTARTS || 9);
const SEED = Number(process.env.SEED || randomInt(2 ** 31));
const RESTART_MS = 5_000;
// Faults that are told of one part; all of them count.
const MOST = 30;

/** Median, 95th percentile and most, in milliseconds. */
function spread(values: readonly number[]): string {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN);
  return sorted.length > 0 ? `${at(0.5)} / ${at(0.95)} / ${at(1)}` : "–";
}

/** A line for each kind of kill. */
function table(costs: readonly Cost[]): void {
  console.log("kill         times  restart ms (median / p95 / most)  until a save is acknowledged ms");
  for (const kill of kills) {
    const of = costs.filter((cost) => cost.kill === kill);
    console.log(`${kill.padEnd(12)} ${String(of.length).padStart(5)}  ${spread(of.flatMap(({ restart }) => restart ?? [])).padEnd(34)} ${spread(of.map(({ recovery }) => recovery))}`);
  }
  const all = costs.flatMap(({ restart }) => restart ?? []);
  console.log(`all restarts ${String(all.length).padStart(5)}  ${spread(all)}; ${costs.filter(({ again }) => again).length} were killed again while they started`);
}

async function killing(): Promise<string[]> {
  const world = await begin(SEED);
  const costs: Cost[] = [];
  const faults: string[] = [];
  try {
    for (let turn = 1; turn <= KILLS; turn += 1) {
      const cost = await round(world, kills[Math.floor(world.chance() * kills.length)] as Kill);
      costs.push(cost);
      const late = (cost.restart ?? 0) > RESTART_MS ? [`its restart took more than ${RESTART_MS} ms: ${cost.restart}`] : [];
      const found = [...cost.faults, ...late].map((fault) => `kill ${turn} (${cost.kill}): ${fault}`);
      faults.push(...found);
      console.log(`${String(turn).padStart(3)} ${cost.kill.padEnd(10)} restart ${cost.restart ?? "–"}, acknowledged again after ${cost.recovery}, ${cost.saved} saved, ${cost.refused} refused${found.length > 0 ? `, ${found.length} FAULTS` : ""}`);
    }
    faults.push(...(await readAgain(world.asker, world.ledger)));
  } finally {
    await end(world);
  }
  table(costs);
  told(world);
  return faults;
}

function told({ ledger: { saved, erased, reviewed, replayed } }: World): void {
  console.log(`${saved.size} saved, ${erased.size} erased, ${reviewed.size} reviewed; ${replayed} had been saved when their answer was cut off, and were found by their key`);
}

async function filling(): Promise<string[]> {
  const all: string[] = [];
  for (const first of ["tables", "log"] as const) {
    const disk = smallDisk();
    if (typeof disk === "string") {
      console.log(`The disk full: skipped, ${disk}`);
      return all;
    }
    try {
      const { faults, ...figures } = await fullDisk(disk, SEED, FULL_MS, first);
      console.log(`the disk full for ${first}: ${JSON.stringify(figures)}`);
      all.push(...faults);
    } finally {
      disk.remove();
    }
  }
  return all;
}

async function restarting(): Promise<string[]> {
  const all = await restarts(SEED, RESTARTS, ({ faults: _, ...figures }) => console.log(JSON.stringify(figures)));
  if (all === null) console.log("PostgreSQL restarted: skipped, none of Debian's is installed");
  return (all ?? []).flatMap(({ mode, faults }) => faults.map((fault) => `${mode}: ${fault}`));
}

/** Tells the faults of a part, each once, and how many there are. */
async function part(name: string, work: () => Promise<string[]>): Promise<number> {
  console.log(`\n${name}, seed ${SEED}`);
  const faults = await work().catch((error: unknown) => [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  for (const fault of [...new Set(faults)].slice(0, MOST)) console.log(`✗ ${fault}`);
  return faults.length;
}

const killed = await part(`${KILLS} kills with -9`, killing);
const full = await part("A full disk", filling);
const away = await part(`An outside PostgreSQL away ${RESTARTS} times`, restarting);
console.log(`\nCrash: ${KILLS} kills ${killed} faults, a full disk ${full} faults, ${RESTARTS} restarts ${away} faults (seed ${SEED})`);
process.exit(killed + full + away > 0 ? 1 : 0);
