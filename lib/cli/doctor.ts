import { existsSync } from "node:fs";
import { join } from "node:path";
import { openedBy } from "@/lib/access/second-steps";
import { fingerprint } from "@/lib/store/backup-secret";
import { withEmbedded } from "@/lib/store/embedded";
import { examineDatabase } from "@/lib/store/examine";
import type { Finding } from "@/lib/store/examine";
import { Refusal } from "@/lib/store/refusal";
import { examineBackups, examineDisks, examineRights } from "./doctor-files";
import { examineClock, examinePort, examineProgram } from "./doctor-machine";
import { keptSecret } from "./secret";
import type { Settings } from "./settings.mjs";
import { SettingsError, readSettings } from "./settings.mjs";

const ROOT = process.cwd();
const counts = { ok: 0, warning: 0, fault: 0 };

function tell({ grade, about, says }: Finding): void {
  counts[grade] += 1;
  console.log(`${grade.padEnd(7)}  ${about}: ${says}`);
}

/** Every fault of the settings at once; null where there is one. */
function settings(): Settings | null {
  try {
    const read = readSettings(process.env, ROOT);
    tell({ grade: "ok", about: "Settings", says: "All can be understood." });
    return read;
  } catch (error) {
    for (const says of error instanceof SettingsError ? error.faults : [String(error)]) tell({ grade: "fault", about: "Settings", says });
    return null;
  }
}

/** Looking must not make one. */
function secretOf({ secret, dataDir }: Settings): string | null {
  if (secret !== null || !existsSync(join(dataDir, "secret"))) return secret;
  try {
    return keptSecret(dataDir);
  } catch (error) {
    tell({ grade: "fault", about: "Secret", says: error instanceof Refusal ? error.message : "It cannot be read." });
    return null;
  }
}

/** @param mayStart whether a database that stands still may be started for this and stopped again */
async function database({ databaseUrl, dataDir }: Settings, secret: string | null, mayStart: boolean): Promise<void> {
  const mark = secret === null ? null : fingerprint(secret);
  const look = (url: string) => examineDatabase({ url, outside: databaseUrl !== null, mark, fitting: (encrypted) => openedBy(secret ?? "", encrypted) }, tell);
  if (databaseUrl !== null) return look(databaseUrl);
  // Files of another owner would be left behind, which keep the server from starting.
  if (!mayStart) return tell({ grade: "fault", about: "Database", says: "It was not looked at, for the rights of its directory have to be right first." });
  try {
    await withEmbedded(dataDir, look);
  } catch (error) {
    tell({ grade: "fault", about: "Database", says: error instanceof Refusal ? error.message : "It cannot be looked at." });
  }
}

// Whoever reads it may have read enough.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
examineProgram(ROOT).forEach(tell);
tell(examineClock(new Date()));
const read = settings();
if (read) {
  const rights = examineRights(read);
  [...rights, ...examineDisks(read)].forEach(tell);
  tell(await examinePort(read));
  const secret = secretOf(read);
  await database(read, secret, rights.every(({ grade }) => grade !== "fault"));
  (await examineBackups(read, secret === null ? null : fingerprint(secret))).forEach(tell);
}
const count = (number: number, word: string) => `${number} ${word}${number === 1 ? "" : "s"}`;
console.log(`\n${counts.ok} ok, ${count(counts.warning, "warning")}, ${count(counts.fault, "fault")}`);
process.exitCode = counts.fault > 0 ? 1 : 0;
