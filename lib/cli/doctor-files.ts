import { accessSync, constants, existsSync, readFileSync, statSync, statfsSync } from "node:fs";
import type { Stats } from "node:fs";
import { dirname, join } from "node:path";
import { inspectBackup } from "@/lib/store/backup-restore";
import { lastBackup } from "@/lib/store/backup-daily";
import type { Finding } from "@/lib/store/examine";
import { Refusal } from "@/lib/store/refusal";
import { onOneDisk } from "./disk";
import type { Settings } from "./settings.mjs";

const LEAST_BYTES = 1e9;
const NO_BYTES = 1e8;
const LEAST_SHARE = 0.1;
const NO_INODES = 1_000;
const DUE_MS = 26 * 3_600_000;
const LATE_MS = 48 * 3_600_000;
const OTHERS = 0o077;
const OTHERS_READ = 0o066;

const about = (name: string) => (grade: Finding["grade"], says: string): Finding => ({ grade, about: name, says });
const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? "unknown reason";
const modeOf = ({ mode }: Stats) => (mode & 0o777).toString(8);

/** Where the embedded database of a data directory lives; null where there is none yet. */
function clusterOf(dataDir: string): string | null {
  const pointer = join(dataDir, "postgres.location");
  const path = existsSync(pointer) ? readFileSync(pointer, "utf8").trim() : join(dataDir, "postgres");
  return existsSync(path) ? path : null;
}

/** Owner and mode of what holds the data: the directory, the secret, the database and the backups. */
export function examineRights({ dataDir, databaseUrl, secret, backupDir }: Settings): Finding[] {
  const tell = about("Rights");
  const directory = statSync(dataDir, { throwIfNoEntry: false });
  if (!directory) return databaseUrl && secret ? [tell("ok", "Nothing is kept in a data directory.")] : [tell("fault", `The data directory ${dataDir} is not there; it is made at the first start.`)];
  const self = process.getuid?.();
  // Root's database user must be able to pass.
  const wanted = self === 0 ? 0o711 : 0o700;
  const findings = [
    self !== undefined && directory.uid !== self ? tell("fault", `${dataDir} belongs to another user (number ${directory.uid}) than the one who asks (${self}). Run this as the user who starts the server, or give it back: chown -R.`) : null,
    writable(dataDir) ? null : tell("fault", `${dataDir} cannot be written.`),
    directory.mode & OTHERS & ~wanted ? tell("warning", `Others can look into ${dataDir} (mode ${modeOf(directory)}): chmod ${wanted.toString(8)} ${dataDir}`) : null,
    secret === null ? secretFault(join(dataDir, "secret")) : null,
    databaseUrl === null ? clusterFault(clusterOf(dataDir)) : null,
    backupDir === null ? null : backupsFault(backupDir),
  ].filter((finding) => finding !== null);
  return findings.length > 0 ? findings : [tell("ok", `${dataDir} and what is in it are closed to others.`)];
}

function writable(directory: string): boolean {
  try {
    accessSync(directory, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function secretFault(path: string): Finding | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || process.platform === "win32" || (found.mode & OTHERS) === 0) return null;
  return about("Rights")("fault", `Others can read the secret ${path} (mode ${modeOf(found)}), and the server will not start: chmod 600 ${path}; where one of them may have read it, delete it, and make each member with a second step a new link.`);
}

function clusterFault(path: string | null): Finding | null {
  const found = path === null ? null : statSync(path);
  // PostgreSQL itself refuses everything but 0700 and 0750.
  if (!found || (found.mode & 0o027) === 0) return null;
  return about("Rights")("fault", `Others can look into the database ${path} (mode ${modeOf(found)}), and PostgreSQL will not start: chmod 700 ${path}`);
}

function backupsFault(path: string): Finding | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || (found.mode & OTHERS_READ) === 0) return null;
  return about("Rights")("warning", `Others can look into the backups ${path} (mode ${modeOf(found)}): chmod 700 ${path}`);
}

/** What is left on each disk that grows: of the data, of the database where that is elsewhere, of the backups. */
export function examineDisks({ dataDir, databaseUrl, backupDir }: Settings): Finding[] {
  const places = [dataDir, databaseUrl === null ? clusterOf(dataDir) : null, backupDir].filter((path) => path !== null && existsSync(path)) as string[];
  const disks = places.filter((path, at) => !places.slice(0, at).some((earlier) => onOneDisk(earlier, path)));
  return disks.map(examineDisk);
}

function examineDisk(path: string): Finding {
  const { bavail, bsize, blocks, ffree, files } = statfsSync(path);
  const [bytes, share] = [bavail * bsize, bavail / Math.max(1, blocks)];
  // Some file systems have no fixed number of files, and say 0.
  const inodes = files === 0 ? null : ffree / files;
  const left = `${(bytes / 1e9).toFixed(1)} GB (${Math.floor(share * 100)} %)${inodes === null ? "" : ` and ${Math.floor(inodes * 100)} % of the files`} are left at ${path}.`;
  const tell = about("Disk");
  if (bytes < NO_BYTES || (inodes !== null && ffree < NO_INODES)) return tell("fault", `${left} Saving will fail: make room now.`);
  if (bytes < LEAST_BYTES || share < LEAST_SHARE || (inodes !== null && inodes < LEAST_SHARE)) return tell("warning", `${left} Make room, or move the data to a larger disk.`);
  return tell("ok", left);
}

/** How old the newest daily backup is, and whether it can be read to its end. */
export async function examineBackups({ backupDir, databaseUrl, dataDir }: Settings, mark: string | null): Promise<Finding[]> {
  const tell = about("Backups");
  if (backupDir === null) return [tell("warning", "BACKUP_DIR is not set: the server makes no backups by itself. Set it, unless another program runs npm run backup.")];
  try {
    const { last, ahead } = existsSync(backupDir) ? await lastBackup(backupDir) : { last: null, ahead: [] };
    const early = ahead.length === 0 ? [] : [tell("fault", `${ahead.join(", ")}: its time lies ahead, for the clock was wrong then, or is now. It counts as none and is never removed; when the clock is right, give it another name or delete it.`)];
    if (!last) return [...early, tell(existsSync(dirname(backupDir)) ? "warning" : "fault", `There is none in ${backupDir} yet${existsSync(dirname(backupDir)) ? "; the first is made when the server starts" : ", and the directory above it is missing: is the disk mounted?"}.`)];
    const { head, rows } = await inspectBackup(last.path);
    const age = Date.now() - last.made;
    const says = `${last.path} holds ${rows} rows, is whole and ${Math.max(0, Math.round(age / 3_600_000))} hours old.`;
    return [
      ...early,
      age > LATE_MS ? tell("fault", `${says} None was made since: see what the log says of backups, and whether the server runs.`) : tell(age > DUE_MS ? "warning" : "ok", says),
      ...(mark !== null && head.secret !== null && head.secret !== mark ? [tell("warning", `${last.path} was made beside another secret (fingerprint ${head.secret}); keep that one with it.`)] : []),
      ...(databaseUrl === null && onOneDisk(backupDir, dataDir) ? [tell("warning", "They are on the disk of the data: what destroys the one destroys the other. Copy them elsewhere.")] : []),
    ];
  } catch (error) {
    return [tell("fault", error instanceof Refusal ? error.message : `They cannot be read (${codeOf(error)}).`)];
  }
}
