import { takeFrom } from "@/lib/access/limit";
import { passwordFault } from "@/lib/access/password";
import { addressOf } from "./guarded";
import { Problem, json, problem } from "./problem";

/**
 * @param own names and e-mails that everybody who guesses at this account tries first
 * @throws {Problem} 422 where a new password is not good enough
 */
export function requireGoodPassword(password: string, own: readonly string[]): void {
  const fault = passwordFault(password, own);
  if (fault) throw new Problem("faulty-form", [{ pointer: "/password", code: fault }]);
}

/**
 * What came of using a one-time link. It signs nobody in; one that is not there counts as an attempt of the address.
 * @throws {TooMany}
 */
export async function answerToLink(request: Request, outcome: "done" | "gone" | "taken"): Promise<Response> {
  if (outcome === "done") return json({}, { status: 201 });
  if (outcome === "taken") return problem("member-exists");
  await takeFrom("link", addressOf(request), new Date());
  return problem("no-such-link");
}
