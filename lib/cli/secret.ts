import { randomBytes } from "node:crypto";
import { closeSync, constants, existsSync, fstatSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "@/lib/store/refusal";

const BYTES = 32;
const LEAST = 32;
const OTHERS = 0o077;

/**
 * The secret of a data directory: read from its file `secret`, which is made at the first start (32 random bytes in
 * base64url, readable by its owner only). Two first starts agree on one.
 * @param dataDir an existing directory
 * @throws {Refusal} when it cannot be kept there, or others may have read it: nothing repairs that in silence
 */
export function keptSecret(dataDir: string): string {
  const path = join(dataDir, "secret");
  try {
    if (!existsSync(path)) make(path);
    return read(path);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code } = error as NodeJS.ErrnoException;
    // Another secret in its place would fit no stored second step.
    if (code === "EACCES" && existsSync(path)) throw new Refusal(`The secret ${path} belongs to another user; give it to the one who runs the server (chown), or run this as its owner.`);
    throw new Refusal(`The secret ${path} cannot be used (${code}); make the directory writable or set SECRET.`);
  }
}

/** The file appears with its whole content or not at all; whoever comes second finds the first one's. */
function make(path: string): void {
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, `${randomBytes(BYTES).toString("base64url")}\n`);
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
}

function read(path: string): string {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const mode = fstatSync(file).mode;
    // Windows keeps no such bits.
    if (process.platform !== "win32" && (mode & OTHERS) !== 0) {
      throw new Refusal(`Other users of this machine can read the secret ${path} (mode ${(mode & 0o777).toString(8)}); make it yours alone with chmod 600, or, if one of them may have read it, set another SECRET.`);
    }
    const secret = readFileSync(file, "utf8").trim();
    if (secret.length < LEAST) throw new Refusal(`The secret ${path} is damaged: it has fewer than ${LEAST} characters; restore it from a backup.`);
    return secret;
  } finally {
    closeSync(file);
  }
}
