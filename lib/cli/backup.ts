import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ENGINE } from "@/lib/screening/assess";
import { backUp } from "@/lib/store/backup";
import { backUpInto } from "@/lib/store/backup-daily";
import { fingerprint } from "@/lib/store/backup-secret";
import { withEmbedded } from "@/lib/store/embedded";
import { Refusal } from "@/lib/store/refusal";
import { keptSecret } from "./secret";
import type { Settings } from "./settings.mjs";
import { SettingsError, readSettings } from "./settings.mjs";

const USAGE = "npm run backup -- FILE                          one backup; FILE is not there yet, its directory is\nnpm run backup -- --into DIRECTORY [--keep N]   one more there, after which the newest N (14) are left";
const KEEP = "14";

function secretOf({ secret, dataDir }: Settings): string | null {
  // Looking must not make one.
  return secret ?? (existsSync(join(dataDir, "secret")) ? keptSecret(dataDir) : null);
}

/** On a terminal, the rows so far in one line that is written over. */
function progress(rows: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${rows} rows`);
}

/** Where to, or into which directory and how many are left there. */
function readWords(words: string[]): { target: string; keep: number | null } {
  const [file = "", into = "", option = "--keep", keep = KEEP] = words;
  // npm goes to the project; the path is meant from where the command was typed.
  const at = (path: string) => resolve(process.env.INIT_CWD ?? process.cwd(), path);
  if (words.length === 1 && file !== "" && !file.startsWith("--")) return { target: at(file), keep: null };
  if (file !== "--into" || into === "" || option !== "--keep" || !/^[1-9]\d{0,3}$/.test(keep) || ![2, 4].includes(words.length)) throw new Refusal(USAGE);
  return { target: at(into), keep: Number(keep) };
}

async function run(words: string[]): Promise<void> {
  const { target, keep } = readWords(words);
  const settings = readSettings(process.env, process.cwd());
  const secret = secretOf(settings);
  const about = { application: ENGINE, made: new Date().toISOString(), secret: secret === null ? null : fingerprint(secret) };
  const write = async (url: string) => (keep === null ? { path: target, rows: await backUp(url, target, about, progress) } : backUpInto(url, target, keep, about, progress));
  const { path, rows } = await (settings.databaseUrl ? write(settings.databaseUrl) : withEmbedded(settings.dataDir, write));
  if (process.stderr.isTTY) process.stderr.write("\r");
  console.log(`Backed up: ${rows} rows in ${(statSync(path).size / 1e6).toFixed(1)} MB, as the database stood at ${about.made}: ${path}`);
  console.log("It names the members and holds their password hashes beside the screenings; nobody but you can read it. Keep it like a medical file.");
  const own = settings.secret ? "SECRET" : `the file ${join(settings.dataDir, "secret")}`;
  console.log(`The secret that second steps are encrypted with is not in it: ${about.secret ? `keep ${own} (fingerprint ${about.secret}), too, at another place` : "keep the SECRET of the server, too, at another place; it is not known here"}.`);
}

// Whoever reads it may have read enough.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
try {
  await run(process.argv.slice(2));
} catch (error) {
  const told = error instanceof SettingsError || error instanceof Refusal;
  console.error(told ? error.message : `No backup was made: ${error instanceof Error ? error.message : "unknown reason"}`);
  process.exitCode = 1;
}
