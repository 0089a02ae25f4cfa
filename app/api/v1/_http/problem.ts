import { NotAnyMore } from "@/lib/access/guard";
import { TooMany } from "@/lib/access/limit";
import { Busy } from "@/lib/access/password";
import { Undecided, databaseIsAway } from "@/lib/store/client";

/** Every problem that a program can meet here, with its status and title; the name is the end of its `type`. */
export const problems = {
  "not-json": [400, "The body is not JSON in UTF-8"],
  "duplicate-key": [400, "A key occurs twice in one object"],
  "idempotency-key": [400, "The header Idempotency-Key must hold 8 to 100 visible ASCII characters"],
  "bad-query": [400, "The query cannot be understood"],
  "not-signed-in": [401, "Nobody is signed in, and no key was sent"],
  "sign-in-refused": [401, "E-mail and password do not fit"],
  "code-refused": [401, "The code is not right, or not any more"],
  "password-refused": [401, "The password is not right"],
  "key-refused": [401, "This key is not good"],
  "not-allowed": [403, "Your role, or this key, does not allow this"],
  "foreign-origin": [403, "Requests that write must come from this application's own pages"],
  "no-such-place": [404, "There is nothing at this address"],
  "no-such-screening": [404, "There is no screening of this code"],
  "no-such-link": [404, "This link is not good any more"],
  "no-such-member": [404, "There is no such member"],
  "no-such-key": [404, "There is no such key"],
  "no-such-session": [404, "There is no such session"],
  "no-hospital": [404, "No identity provider is configured"],
  "member-exists": [409, "There is an account or an invitation with this e-mail"],
  "hospital-member": [409, "This member signs in through the identity provider"],
  "last-admin": [409, "A site needs at least one admin"],
  "another-member": [409, "This page was made for somebody else"],
  "key-of-another-body": [409, "This Idempotency-Key was used for another body"],
  "too-large": [413, "The body is larger than is taken here"],
  "not-application-json": [415, "The body must be JSON in UTF-8, not compressed"],
  "faulty-draft": [422, "The draft has faults"],
  "faulty-form": [422, "What was sent has faults"],
  contradiction: [422, "The findings contradict each other"],
  "not-importable": [422, "This cannot be taken into the checklist"],
  "too-many": [429, "Too many attempts"],
  "too-many-exports": [429, "More files of single screenings than a day allows; taking out more is an export, for a reviewer"],
  unexpected: [500, "Something went wrong here"],
  "database-away": [503, "The database is away"],
  undecided: [503, "The database went away while this was done: the same request with the same Idempotency-Key tells whether it was"],
  stopping: [503, "The server is being stopped"],
  busy: [503, "Too many passwords are being checked"],
} as const satisfies Record<string, readonly [status: number, title: string]>;

export type ProblemName = keyof typeof problems;

/** What is wrong where: names of the schema and codes, never a value. */
export type ProblemError = { pointer: string; code: string };

/** What to do about a problem, where its title does not say. */
const remedies: Partial<Record<ProblemName, string>> = {
  "not-signed-in": "A program sends a key with every request, as Authorization: Bearer isk_…; that header is missing or holds none. An admin of the site makes a key on the page Keys, /account/keys.",
};

const RETRY_SECONDS = "5";
const NO_STORE = { "cache-control": "no-store" };

/** Ends a request with a problem; thrown where a value cannot be returned. */
export class Problem extends Error {
  constructor(
    readonly problem: ProblemName,
    readonly errors?: readonly ProblemError[],
  ) {
    super(problem);
  }
}

/** An answer in JSON that nobody may keep. */
export function json(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return Response.json(body, { status: init.status ?? 200, headers: { ...NO_STORE, ...init.headers } });
}

/** Done, and there is nothing to say. */
export function nothing(): Response {
  return new Response(null, { status: 204, headers: NO_STORE });
}

/**
 * A problem as RFC 9457 writes it.
 * @param detail a sentence that repeats no value
 */
export function problem(name: ProblemName, errors?: readonly ProblemError[], retryAfter = RETRY_SECONDS, detail = remedies[name]): Response {
  const [status, title] = problems[name];
  const headers = { "content-type": "application/problem+json", ...(status === 503 || status === 429 ? { "retry-after": retryAfter } : {}), ...(name === "key-refused" && { "www-authenticate": "Bearer" }) };
  return json({ type: `urn:image-screen:${name}`, title, status, ...(detail !== undefined && { detail }), ...(errors && { errors }) }, { status, headers });
}

/** A route handler whose throws become problems. */
export function answering<Given extends unknown[]>(handler: (...given: Given) => Promise<Response>): (...given: Given) => Promise<Response> {
  return async (...given) => {
    try {
      return await handler(...given);
    } catch (error) {
      if (error instanceof Problem) return problem(error.problem, error.errors);
      if (error instanceof TooMany) return problem(error.kind === "file" ? "too-many-exports" : "too-many", undefined, String(error.retryAfterSeconds));
      if (error instanceof Busy) return problem("busy");
      if (error instanceof Undecided) return problem("undecided");
      if (databaseIsAway(error)) return problem("database-away");
      traced(error);
      return problem("unexpected");
    }
  };
}

/** Tells whoever runs the server where something unexpected happened. */
export function traced(error: unknown): void {
  if (!databaseIsAway(error) && !(error instanceof NotAnyMore)) console.error(`unexpected: ${traceOf(error)}`);
}

/** Where it happened, without the message: that may hold findings. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return [error.name, ...frames].join("\n");
}
