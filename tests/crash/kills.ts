import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Mark } from "@/lib/store/trail";
import type { Application, Kill } from "./application";
import { application, endsNode, freshDirectory } from "./application";
import type { Asker } from "./asking";
import { enter } from "./asking";
import { check } from "./check";
import type { Ledger } from "./ledger";
import { newLedger } from "./ledger";
import { draftsOf, drive, seeded } from "./load";

/** An application with somebody signed in, and what it has acknowledged. */
export type World = { app: Application; asker: Asker; ledger: Ledger; chance: () => number; next: ReturnType<typeof draftsOf>; url: string; noted?: Mark };

/** What a kill cost, `again` for one that was repeated while it started, in milliseconds: until a spawned application answers, and until a save that was begun after the kill is acknowledged. */
export type Cost = { kill: Kill; again: boolean; restart: number | null; recovery: number; saved: number; refused: number; faults: string[] };

export const CONNECTIONS = 6;
const LOAD_MS = [150, 1_200] as const;
/** Share of kills after which the next start is killed as well, somewhere on its way. */
const AGAIN = 0.25;
const STARTING_MS = 3_000;
const RECOVERY_MS = 30_000;
/** Everything has to be decided within this after a kill. */
const PATIENCE_MS = 40_000;

/** @param url address of the database past every restriction, where it is not the application's own */
export async function begin(seed: number, dataDir = freshDirectory(), url?: string, settings: Record<string, string> = {}): Promise<World> {
  const app = await application(dataDir, settings);
  await app.start();
  return { app, asker: await enter(app.port, app.output()), ledger: newLedger(), chance: seeded(seed), next: draftsOf(seed), url: url ?? app.database("postgres") };
}

export async function end({ app, asker }: World): Promise<void> {
  asker.agent.destroy();
  await app.stop();
  rmSync(app.dataDir, { recursive: true, force: true });
}

/** Drives saves, kills at a random moment, waits until saves are acknowledged again, and holds everything against the ledger. */
export async function round(world: World, kill: Kill): Promise<Cost> {
  const { app, chance, ledger } = world;
  const faults: string[] = [];
  const before = ledger.saved.size;
  const load = drive({ ...world, faults, patienceMs: PATIENCE_MS }, CONNECTIONS);
  await sleep(LOAD_MS[0] + chance() * (LOAD_MS[1] - LOAD_MS[0]));
  const killed = Date.now();
  if (endsNode(kill)) load.mayBreakUntil = Infinity;
  await app.kill(kill, chance);
  const again = endsNode(kill) && chance() < AGAIN;
  if (again) await killStarting(app, kill, chance);
  const restart = endsNode(kill) ? await app.start() : null;
  if (restart !== null) load.mayBreakUntil = Date.now() + 200;
  const recovery = await firstAfter(killed, load.answered);
  await load.finish();
  return { kill, again, restart, recovery, saved: ledger.saved.size - before, refused: load.refused, faults: [...faults, ...(await hold(world))] };
}

async function killStarting(app: Application, kill: Kill, chance: () => number): Promise<void> {
  const cut = app.start().catch(() => {});
  await sleep(chance() * STARTING_MS);
  await app.kill(kill, chance);
  await cut;
}

/** Holds the database against the ledger; the end of the audit trail is noted, and has to be in it the next time. */
export async function hold(world: World): Promise<string[]> {
  if (!world.app.alive()) return [`the application ended: ${world.app.output().slice(-500)}`];
  const { faults, noted } = await check(world.asker, world.ledger, world.url, world.noted);
  world.noted = noted;
  return faults;
}

/** Milliseconds until something that was begun after this moment is answered for good. */
export async function firstAfter(moment: number, answered: readonly number[]): Promise<number> {
  while (!answered.some((began) => began > moment)) {
    if (Date.now() - moment > RECOVERY_MS) return Infinity;
    await sleep(10);
  }
  return Date.now() - moment;
}
