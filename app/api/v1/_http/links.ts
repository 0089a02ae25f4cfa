import { passwordFault } from "@/lib/access/password";
import { Problem, json, problem } from "./problem";

/** @throws {Problem} 422 where a new password is not good enough */
export function requireGoodPassword(password: string): void {
  const fault = passwordFault(password);
  if (fault) throw new Problem("faulty-form", [{ pointer: "/password", code: fault }]);
}

/** What came of using a one-time link. It signs nobody in. */
export function answerToLink(outcome: "done" | "gone" | "taken"): Response {
  if (outcome === "done") return json({}, { status: 201 });
  return problem(outcome === "gone" ? "no-such-link" : "member-exists");
}
