import type { z } from "zod";
import { memberOf } from "@/lib/access/guard";
import type { Member } from "@/lib/access/guard";
import { may } from "@/lib/access/table";
import type { Action } from "@/lib/access/table";
import { readJson, requireOwnOrigin } from "./body";
import { Problem, answering } from "./problem";

type Handler<Given extends unknown[]> = (request: Request, ...given: Given) => Promise<Response>;

/**
 * A route handler for members whose role allows this: 401 to nobody, 403 to a member without the right. What writes needs
 * our own Origin as well, asked first.
 */
export function guarded<Given extends unknown[]>(action: Action, handler: (member: Member, request: Request, ...given: Given) => Promise<Response>): Handler<Given> {
  return answering(async (request: Request, ...given: Given) => {
    if (!["GET", "HEAD"].includes(request.method)) requireOwnOrigin(request);
    const member = await memberOf(request.headers, new Date());
    if (!member) throw new Problem("not-signed-in");
    if (!may(member.role, member.state, action)) throw new Problem("not-allowed");
    return handler(member, request, ...given);
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
