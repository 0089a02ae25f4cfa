import type { z } from "zod";
import { callerOf, mayCall } from "@/lib/access/guard";
import type { Caller, Member } from "@/lib/access/guard";
import { keyIn, lacksKey } from "@/lib/access/keys";
import type { Action, KeyAction } from "@/lib/access/table";
import { readJson, requireOwnOrigin } from "./body";
import { Problem, answering } from "./problem";

type Handler<Given extends unknown[]> = (request: Request, ...given: Given) => Promise<Response>;

/** What a program may never ask for, it is never the caller of. */
type CallerFor<Asked extends Action> = Asked extends KeyAction ? Caller : Member;
type Guarded<Asked extends Action, Given extends unknown[]> = (caller: CallerFor<Asked>, request: Request, ...given: Given) => Promise<Response>;

/**
 * A route handler for members whose role, and programs whose key, allows this: 401 to nobody and to a key that is not
 * good or empty, 403 to whoever lacks the right. What writes needs our own Origin as well, asked first; a program has none, and no
 * page of another site can send a key for it.
 */
export function guarded<Asked extends Action, Given extends unknown[]>(action: Asked, handler: Guarded<Asked, Given>): Handler<Given> {
  return answering(async (request: Request, ...given: Given) => {
    if (lacksKey(request.headers)) throw new Problem("not-signed-in");
    if (!["GET", "HEAD"].includes(request.method) && keyIn(request.headers) === null) requireOwnOrigin(request);
    const caller = await callerOf(request.headers, new Date());
    if (caller === "refused") throw new Problem("key-refused");
    if (!caller) throw new Problem("not-signed-in");
    if (!mayCall(caller, action)) throw new Problem("not-allowed");
    return handler(caller as CallerFor<Asked>, request, ...given);
  });
}

/** A route handler that anybody may call from our own pages, as in signing in. */
export function fromOwnPages<Given extends unknown[]>(handler: Handler<Given>): Handler<Given> {
  return answering(async (request: Request, ...given: Given) => {
    requireOwnOrigin(request);
    return handler(request, ...given);
  });
}

/**
 * The body of a form, parsed strictly.
 * @throws {Problem} 422 with every fault, where it is and never what was sent
 */
export async function readForm<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.infer<Schema>> {
  const { value } = await readJson(request);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Problem("faulty-form", parsed.error.issues.map((issue) => ({ pointer: issue.path.map((part) => `/${String(part)}`).join(""), code: codeOf(issue) })));
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return "unknown-key";
  if (issue.code === "too_big") return "too-long";
  if (issue.code === "too_small" || (issue.code === "invalid_type" && issue.input === undefined)) return "required";
  return "invalid";
}

/** Where a request comes from, as the listener found it; nothing that a client sends under this name arrives. */
export function addressOf(request: Request): string {
  return request.headers.get("x-image-screen-address") ?? "";
}

/** Gives the browser its cookies with the answer. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append("set-cookie", cookie);
  return response;
}
