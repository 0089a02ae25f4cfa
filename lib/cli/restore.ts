import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Head } from "@/lib/store/backup-file";
import type { Inspected } from "@/lib/store/backup-restore";
import { inspectBackup, restoreBackup } from "@/lib/store/backup-restore";
import { fingerprint } from "@/lib/store/backup-secret";
import { startEmbedded } from "@/lib/store/embedded";
import { Refusal } from "@/lib/store/refusal";
import { verifyTrail } from "@/lib/store/trail";
import { keptSecret } from "./secret";
import type { Settings } from "./settings.mjs";
import { SettingsError, readSettings } from "./settings.mjs";

const USAGE = "npm run restore -- FILE, where FILE is what npm run backup has written.";

/** Restores where the settings lead; the embedded database is made if it is not there, and stopped afterwards. */
async function restore({ databaseUrl, dataDir }: Settings, backup: Inspected): Promise<string> {
  if (databaseUrl) return restoreAt(databaseUrl, backup);
  // Root's database user must be able to pass; others have no business there.
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const database = await startEmbedded(dataDir);
  // Whoever deletes a rehearsal has to know where it is.
  if (database.why) console.log(`Data: ${database.where}, because ${database.why}.`);
  try {
    return await restoreAt(database.url, backup);
  } finally {
    await database.stop();
  }
}

async function restoreAt(url: string, backup: Inspected): Promise<string> {
  await restoreBackup(url, backup, (rows) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${rows} of ${backup.rows} rows`);
  });
  if (process.stderr.isTTY) process.stderr.write("\r");
  const verdict = await verifyTrail(url);
  return verdict.sound ? `The audit trail is whole: ${verdict.last.number} lines.` : `The audit trail is not as it was written, and was not when the backup was made. ${verdict.fault}`;
}

/** What has to be done about the secret that is not in the backup. */
function aboutSecret({ secret, dataDir }: Settings, { secret: wanted }: Head): string {
  const here = secret ?? (existsSync(join(dataDir, "secret")) ? keptSecret(dataDir) : null);
  const what = wanted ? `the secret with the fingerprint ${wanted}` : "the secret that it was made beside";
  if (here !== null && fingerprint(here) === wanted) return "The secret here is the one that it was made beside.";
  const how = secret ? "set SECRET to it" : `put it at ${join(dataDir, "secret")} (mode 600) or set SECRET`;
  return `Second steps need ${what}, which is not in the backup${here !== null && wanted ? " and not the one here" : ""}: before the next start, ${how}. Without it, make each member who has a second step a new link.`;
}

async function run([file, ...more]: string[]): Promise<void> {
  if (!file || more.length > 0) throw new Refusal(USAGE);
  // npm goes to the project; the path is meant from where the command was typed.
  const path = resolve(process.env.INIT_CWD ?? process.cwd(), file);
  const settings = readSettings(process.env, process.cwd());
  const backup = await inspectBackup(path);
  const trail = await restore(settings, backup);
  console.log(`Restored: ${backup.rows} rows, as they stood at ${backup.head.made}. ${trail}`);
  console.log("What came later is not there: screenings erased, members removed, keys revoked and passwords changed since then are as they were. Everybody signs in anew; open links are void.");
  console.log(aboutSecret(settings, backup.head));
}

// Whoever reads it may have read enough.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
try {
  await run(process.argv.slice(2));
} catch (error) {
  const told = error instanceof SettingsError || error instanceof Refusal;
  console.error(told ? error.message : `Restoring failed: ${error instanceof Error ? error.message : "unknown reason"}`);
  process.exitCode = 1;
}
