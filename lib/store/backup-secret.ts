import "server-only";
import { scryptSync } from "node:crypto";

const SALT = "image-screen backup";
const BYTES = 4;

/** Tells one SECRET from another in eight hexadecimal digits, too few and too slowly made to guess a secret by. */
export function fingerprint(secret: string): string {
  return scryptSync(secret, SALT, BYTES).toString("hex");
}
