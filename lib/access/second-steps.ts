import "server-only";
import { symmetricDecrypt } from "better-auth/crypto";

/** How many of these stored second steps a SECRET opens. What is in them is dropped at once. */
export async function openedBy(secret: string, encrypted: readonly string[]): Promise<number> {
  const opened = await Promise.all(encrypted.map((data) => symmetricDecrypt({ key: secret, data }).then(() => true, () => false)));
  return opened.filter(Boolean).length;
}
