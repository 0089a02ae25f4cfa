import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, rmSync, statSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { freshDirectory } from "./application";
import { others } from "./asking";
import { CONNECTIONS, begin, end, firstAfter, hold } from "./kills";
import { drive } from "./load";

/** A disk in memory that can be filled. */
export type Disk = { directory: string; fill: () => void; makeRoom: () => void; remove: () => void };

/** What a full disk did. `panics`: how often PostgreSQL ended over it; `recovery`: ms from the room to the first save; `answers`: of other requests meanwhile. */
export type Full = { saved: number; refused: number; panics: number; recovery: number; slowest: number; logged: number; answers: Record<string, number>; faults: string[] };

const MEGABYTES = 160;
// Of either log, while nothing can be saved.
const MOST_LOGGED = 30_000_000;

/** @returns a sentence where no disk can be mounted */
export function smallDisk(): Disk | string {
  const directory = freshDirectory();
  const { status, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${MEGABYTES}m`, "tmpfs", directory], { encoding: "utf8" });
  if (status !== 0) {
    rmSync(directory, { recursive: true });
    return `no small disk can be mounted here (${stderr?.trim() || "mount is missing"})`;
  }
  mkdirSync(join(directory, "data"));
  for (const each of [directory, join(directory, "data")]) chmodSync(each, 0o755);
  const ballast = join(directory, "ballast");
  const fill = () => {
    // A part of what another writer gives back is taken as well.
    for (let size = 1 << 24; size >= 4096; size >>= 1) while (room(directory) >= size && append(ballast, size));
  };
  const remove = () => {
    spawnSync("umount", ["-l", directory]);
    rmSync(directory, { recursive: true, force: true });
  };
  return { directory, fill, makeRoom: () => rmSync(ballast, { force: true }), remove };
}

function room(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

function append(file: string, size: number): boolean {
  try {
    writeFileSync(file, Buffer.alloc(size), { flag: "a" });
    return true;
  } catch {
    return false;
  }
}

/**
 * Fills the disk under a running application, saves on for so long, makes room, and holds everything against what was
 * acknowledged.
 * @param first what needs room first: tables, without which PostgreSQL lives on, or its write-ahead log, over which it ends
 *   and cannot start again
 */
export async function fullDisk(disk: Disk, seed: number, ms: number, first: "tables" | "log"): Promise<Full> {
  const world = await begin(seed, join(disk.directory, "data"));
  const faults: string[] = [];
  try {
    const load = drive({ ...world, faults, patienceMs: ms + 60_000 }, CONNECTIONS);
    while (load.answered.length < 50) await sleep(20);
    disk.fill();
    if (first === "log") await run(world.url, "SELECT pg_switch_wal()").catch(() => {});
    const answers: Record<string, number> = {};
    for (const until = Date.now() + ms; Date.now() < until; await sleep(200)) {
      disk.fill();
      faults.push(...(await others(world.asker, answers)));
    }
    const roomAt = Date.now();
    disk.makeRoom();
    const recovery = await firstAfter(roomAt, load.answered);
    await load.finish();
    faults.push(...(await hold(world)));
    const log = join(world.app.dataDir, "postgres.log");
    const logged = world.app.output().length + (existsSync(log) ? statSync(log).size : 0);
    if (logged > MOST_LOGGED) faults.push(`${logged} bytes were logged`);
    return { saved: world.ledger.saved.size, refused: load.refused, panics: panics(log), recovery, slowest: load.slowest, logged, answers, faults };
  } finally {
    await end(world);
  }
}

function panics(log: string): number {
  const { stdout } = spawnSync("grep", ["-c", "PANIC", log], { encoding: "utf8" });
  return Number(stdout);
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => {});
  }
}
