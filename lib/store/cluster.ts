import "server-only";
import { spawn } from "node:child_process";
import { chmodSync, chownSync, closeSync, copyFileSync, existsSync, fsyncSync, lstatSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, rmSync, rmdirSync, statSync, truncateSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account, Place } from "./placement";
import { Refusal } from "./refusal";

/** A postgres process that this one has begun; `exit` is why it ended, null while it runs. */
export type Server = { exit: string | null; kill: () => void };

const STOP_MS = 20_000;
const ROTATE_BYTES = 10_000_000;

/**
 * Makes the cluster beside its place and moves it there: of two first starts one wins. Answers whether it was this one.
 * @throws {Refusal} when it cannot be made, or was made by another version
 */
export async function initialise(place: Place): Promise<boolean> {
  const version = join(place.cluster, "PG_VERSION");
  if (existsSync(version)) return checkVersion(place);
  sweep(place.cluster);
  const partial = mkdtempSync(`${place.cluster}.new-${process.pid}-`);
  if (place.account) chownSync(partial, place.account.uid, place.account.gid);
  try {
    const language = ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = ["-U", "postgres", "--auth-local=trust", "--auth-host=reject"];
    const { code, output } = await run(place, "initdb", ["-D", partial, "--no-instructions", ...language, ...access]);
    if (code !== 0) throw new Refusal(`A database cannot be made at ${place.cluster}: ${lastLine(output)}`);
    renameSync(partial, place.cluster);
    flush(dirname(place.cluster));
    return true;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (existsSync(version)) return false;
    throw error instanceof Refusal ? error : new Refusal(`${place.cluster} is in the way of the database: it is neither one nor empty.`);
  }
}

function checkVersion({ cluster }: Place): false {
  const made = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  if (made !== "18") throw new Refusal(`The database at ${cluster} was made by PostgreSQL ${made}, this version brings 18; move it with backup and restore.`);
  return false;
}

/** Removes what first starts left that were killed half-way. */
function sweep(cluster: string): void {
  for (const name of readdirSync(dirname(cluster))) {
    const pid = /^postgres\.new-(\d+)-/.exec(name)?.[1];
    if (pid && !alive(Number(pid))) rmSync(join(dirname(cluster), name), { recursive: true, force: true });
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function flush(directory: string): void {
  const handle = openSync(directory, "r");
  fsyncSync(handle);
  closeSync(handle);
}

/** Starts the server in a session of its own, so that the terminal's Ctrl-C does not reach it. */
export function launch(place: Place): Server {
  rotate(place.log);
  const log = openSync(place.log, "a", 0o600);
  const begin = statSync(place.log).size;
  const settings = {
    listen_addresses: "",
    unix_socket_directories: openSocketDirectory(place),
    unix_socket_permissions: "0700",
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    timezone: "UTC",
    log_timezone: "UTC",
    // Neither statements nor values of screenings belong in a log.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = spawn(join(place.binaries, "postgres"), ["-D", place.cluster, ...options], { ...surroundings(place.account), detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const server: Server = { exit: null, kill: () => child.kill("SIGINT") };
  child.on("error", (error) => (server.exit = error.message));
  child.on("exit", () => (server.exit ??= lastLine(existsSync(place.log) ? readFileSync(place.log).subarray(begin).toString() : "")));
  child.unref();
  return server;
}

/** Puts a long log aside, also of a server that goes on writing into it. */
export function rotate(log: string): void {
  if (!existsSync(log) || statSync(log).size <= ROTATE_BYTES) return;
  try {
    copyFileSync(log, `${log}.old`);
  } catch {
    // On a full disk room counts for more than what was said.
    rmSync(`${log}.old`, { force: true });
  }
  truncateSync(log);
}

function socketDirectory({ key }: Place): string {
  // Not the TMPDIR of whoever starts it: the next start has to look at the same place.
  return `/tmp/image-screen-${key}`;
}

/**
 * The directory of the socket, made where it is missing. Whoever owns it is the database to us.
 * @throws {Refusal} when somebody else has put one there
 */
export function openSocketDirectory(place: Place): string {
  const directory = socketDirectory(place);
  const uid = place.account?.uid ?? process.getuid?.();
  if (!lstatSync(directory, { throwIfNoEntry: false })) {
    mkdirSync(directory, { mode: 0o700 });
    if (place.account) chownSync(directory, place.account.uid, place.account.gid);
  }
  const found = lstatSync(directory);
  if (!found.isDirectory() || found.uid !== uid) throw new Refusal(`${directory}, where PostgreSQL's socket has to be, belongs to somebody else; remove it.`);
  chmodSync(directory, 0o700);
  return directory;
}

/** Stops the server in order: open connections end, everything is on disk. */
export async function shutDown(place: Place): Promise<void> {
  const running = startOf(place);
  for (const mode of running === null ? [] : ["fast", "immediate"]) {
    // Not pg_ctl's own waiting: it would wait for the end of whatever has been started there since, and end that.
    await run(place, "pg_ctl", ["stop", "-D", place.cluster, "-m", mode, "-W"]);
    for (const deadline = Date.now() + STOP_MS; startOf(place) === running && Date.now() < deadline; ) await sleep(20);
    if (startOf(place) !== running) break;
  }
  try {
    rmdirSync(socketDirectory(place));
  } catch {
    // A start that waits for this end may already use it again.
  }
}

/** Which start of the server holds the lock file, by its process and time; null where none does. */
function startOf(place: Place): string | null {
  try {
    return readFileSync(join(place.cluster, "postmaster.pid"), "utf8").split("\n").slice(0, 3).join();
  } catch {
    return null;
  }
}

function surroundings(account: Account | null) {
  // Giving a uid also drops root's supplementary groups. The locale must not come from the terminal.
  return { ...account, cwd: "/", env: { NODE_ENV: "production" as const, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" } };
}

function run(place: Place, program: string, options: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(join(place.binaries, program), options, { ...surroundings(place.account), detached: true, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", (error) => resolve({ code: null, output: error.message }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

function lastLine(output: string): string {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return (lines.findLast((line) => /FATAL|error:/.test(line)) ?? lines.at(-1) ?? "no reason given").replace(/^.*?(FATAL|error): */, "");
}
