import "server-only";

/** Owns the embedded database and migrates it. */
export const OWNER = "image_screen_owner";
/** What the application connects as: owns nothing, passes neither triggers nor row-level security. The first accounts migration grants to it. */
export const PLAIN = "image_screen_app";

/**
 * The address under which the application uses an outside database: the same login, in the plain role from the first
 * statement on. RESET ROLE leads back to that role, for it is set by the connection itself; SET ROLE NONE would leave it:
 * there the wall holds where a query forgets its filter, not against somebody who sends SQL of their own.
 */
export function plainUrl(url: string): string {
  const plain = new URL(url);
  const options = plain.searchParams.get("options");
  plain.searchParams.set("options", `${options ? `${options} ` : ""}-c role=${PLAIN}`);
  return plain.href;
}
