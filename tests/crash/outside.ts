import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { debianServer } from "@/tests/store/backup-server";
import { run } from "@/tests/store/database";
import { freshDirectory, processesOf } from "./application";
import { others } from "./asking";
import type { World } from "./kills";
import { CONNECTIONS, begin, end, firstAfter, hold } from "./kills";
import { drive } from "./load";

/** A PostgreSQL that is not the application's own, and is started, restarted and stopped by others. */
type Outside = { cluster: string; owner: string; administrator: string; control: (...options: string[]) => Promise<unknown>; remove: () => Promise<void> };

/** How a server goes away: stopped in order or at once and started again, or frozen for a while, reached and silent. */
const modes = ["fast", "immediate", "frozen"] as const;
type Mode = (typeof modes)[number];

/** What a server's absence cost, in ms: how long it was, and until a save that was begun after it is acknowledged. */
export type Restarted = { mode: Mode; away: number; recovery: number; slowest: number; refused: number; answers: Record<string, number>; faults: string[] };

// A request that waits longer than this hangs; the silence of a frozen server is taken for its absence after twelve seconds.
const HANGS_MS = { fast: 11_000, immediate: 11_000, frozen: 18_000 };
const FROZEN_MS = 20_000;

async function startOutside(programs: string): Promise<Outside> {
  const directory = freshDirectory();
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  const account = process.getuid?.() === 0 ? { uid: id("-u"), gid: id("-g") } : null;
  if (account) chownSync(directory, account.uid, account.gid);
  const cluster = join(directory, "cluster");
  const options = { ...account, cwd: "/", env: { PATH: process.env.PATH, LC_ALL: "C", NODE_ENV: "test" as const }, stdio: "ignore" as const };
  execFileSync(join(programs, "initdb"), ["-D", cluster, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"], options);
  const control = (...given: string[]) => once(spawn(join(programs, "pg_ctl"), [...given, "-D", cluster, "-w", "-l", join(directory, "log"), "-o", `-c listen_addresses= -c unix_socket_directories=${directory}`], options), "exit");
  const at = (login: string, database: string) => `postgresql://${login}@localhost/${database}?host=${directory}`;
  await control("start");
  const remove = async () => {
    await control("stop", "-m", "immediate");
    rmSync(directory, { recursive: true });
  };
  return { cluster, owner: at("hospital", "screening"), administrator: at("postgres", "postgres"), control, remove };
}

/** Restarts the server of a hospital so many times under full load. @returns null where no PostgreSQL of Debian's is installed */
export async function restarts(seed: number, times: number, tell: (restarted: Restarted) => void = () => {}): Promise<Restarted[] | null> {
  const programs = debianServer();
  if (programs === null) return null;
  const outside = await startOutside(programs);
  let world: World | null = null;
  try {
    await run(outside.administrator, "CREATE ROLE hospital LOGIN CREATEROLE");
    await run(outside.administrator, "CREATE DATABASE screening OWNER hospital");
    world = await begin(seed, freshDirectory(), outside.administrator.replace("/postgres?", "/screening?"), { DATABASE_URL: outside.owner });
    const all: Restarted[] = [];
    for (let turn = 0; turn < times; turn += 1) {
      const done = await restart(world, outside, modes[turn % modes.length] as Mode);
      tell(done);
      all.push(done);
    }
    return all;
  } finally {
    if (world) await end(world);
    await outside.remove();
  }
}

async function restart(world: World, outside: Outside, mode: Mode): Promise<Restarted> {
  const faults: string[] = [];
  const load = drive({ ...world, faults, patienceMs: 40_000 }, CONNECTIONS);
  await sleep(300 + world.chance() * 700);
  const answers: Record<string, number> = {};
  let over = false;
  const looking = (async () => {
    for (; !over; await sleep(100)) faults.push(...(await others(world.asker, answers)));
  })();
  const since = Date.now();
  await (mode === "frozen" ? freeze(outside) : stopAndStart(outside, mode, 500 + world.chance() * 1_000));
  const away = Date.now() - since;
  const recovery = await firstAfter(since + away, load.answered);
  over = true;
  await looking;
  await load.finish();
  if (load.slowest > HANGS_MS[mode]) faults.push(`an answer took ${load.slowest} ms`);
  faults.push(...(await hold(world)));
  return { mode, away, recovery, slowest: load.slowest, refused: load.refused, answers, faults };
}

async function stopAndStart({ control }: Outside, mode: string, ms: number): Promise<void> {
  await control("stop", "-m", mode);
  await sleep(ms);
  await control("start");
}

async function freeze({ cluster }: Outside): Promise<void> {
  const pids = processesOf(cluster);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  await sleep(FROZEN_MS);
  for (const pid of pids) process.kill(pid, "SIGCONT");
}
