import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hash as argon2, verify } from "@node-rs/argon2";
import pLimit from "p-limit";

const SHORTEST = 12;
const LONGEST = 128;

// Words of this product and of its place: everyone who guesses here begins with them.
const OWN_WORDS = /image|screening|screen|syndrome|cdkn1c|password|hospital|clinician|clinic|reviewer|admin/g;
const LEAST_BESIDE_OWN_WORDS = 8;
const LEAST_DIFFERENT = 4;

// OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane. 2 is Argon2id: the library's names are
// const enums, which verbatimModuleSyntax cannot read.
const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Two of the four threads on which Node also reads files and resolves names, and 38 MiB at most; those who wait do so for
// about half a second.
const AT_ONCE = 2;
const WAITING = 32;

// Kept on globalThis: Next may load this module more than once in a process, and the bound is the process's.
const shared = globalThis as { imageScreenHashing?: ReturnType<typeof pLimit> };

/** More passwords are being hashed than the machine should bear; the same request succeeds a moment later. */
export class Busy extends Error {
  override readonly name = "Busy";

  // By name for the same reason: who catches it may hold another copy of this module than who threw.
  static [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === "Busy";
  }
}

/**
 * May this be a new password? 12 to 128 Unicode code points, none of the 10,000 most common ones that are that long, not
 * made of this product's own words, of fewer than four different signs, or one of `own` (ASVS 5.0.0: 6.2.1, 6.2.4, 6.2.5, 6.2.8, 6.2.9, 6.2.11).
 *
 * Code points because "é" or a sign above U+FFFF counts as one for everybody, while a grapheme's length changes with the
 * version of Unicode, and one cluster can hold a hundred marks. Letter case is disregarded only to look a password up
 * (Password1234 is no better than password1234): what is hashed is the password as it came.
 */
export function passwordFault(password: string, own: readonly string[] = []): null | "too-short" | "too-long" | "common" | "invalid" {
  const length = [...password].length;
  if (length < SHORTEST) return "too-short";
  if (length > LONGEST) return "too-long";
  // Half a sign above U+FFFF: every one of them would be hashed as the same replacement.
  if (/\p{Cs}/u.test(password)) return "invalid";
  const folded = password.toLowerCase();
  if (commonPasswords().has(folded) || own.some((word) => word.toLowerCase() === folded) || new Set(folded).size < LEAST_DIFFERENT) return "common";
  return [...folded.replace(OWN_WORDS, "")].length < LEAST_BESIDE_OWN_WORDS ? "common" : null;
}

let common: Set<string> | undefined;

function commonPasswords(): Set<string> {
  return (common ??= new Set(readFileSync(join(process.cwd(), "lib", "access", "common-passwords.txt"), "utf8").trimEnd().split(/\r?\n/)));
}

/**
 * The password as an Argon2id PHC string with a salt of its own.
 * @throws {Busy} when 32 others wait already
 */
export function hashPassword(password: string): Promise<string> {
  return bounded(() => argon2(password, ARGON2));
}

/**
 * Is this the password of that PHC string? Never of a string that is none.
 * @throws {Busy} when 32 others wait already
 */
export function verifyPassword({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  return bounded(() => verify(hash, password).catch(() => false));
}

async function bounded<Made>(work: () => Promise<Made>): Promise<Made> {
  const limit = (shared.imageScreenHashing ??= pLimit(AT_ONCE));
  if (limit.activeCount + limit.pendingCount >= AT_ONCE + WAITING) throw new Busy("too many passwords are being hashed");
  return limit(work);
}
