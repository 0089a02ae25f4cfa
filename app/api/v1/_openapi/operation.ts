import type { z } from "zod";
import type { Action } from "@/lib/access/table";
import type { ProblemName } from "@/app/api/v1/_http/problem";
import type { SchemaName } from "./schemas";

/** The parts of the document, in its order. */
export const tags = {
  Screenings: "De-identified screenings of one site: whoever asks sees those of their own site and no other.",
  "Nothing kept": "Open to everybody. What is sent is answered and forgotten.",
  "Dictionaries and FHIR": "The checklist itself, for tables, forms and other programs. Open to everybody.",
  Members: "Who belongs to a site. For people who are signed in; no key opens this.",
  Keys: "Keys for programs. Made and revoked by an admin.",
  Audit: "Who did what and when.",
  Account: "Signing in, and one's own account. The pages use these; a program with a key needs none of them.",
  Service: "About the server itself.",
} as const;
export type Tag = keyof typeof tags;

/** A body that goes in or out: its type, and the schema that it, or each of its lines, follows. Without one it is text. */
export type Content = { type: string; schema?: SchemaName | readonly SchemaName[]; example?: unknown };
/** `headers`: what the answer says beside its body, by name. */
export type Reply = { status: number; says: string; content?: readonly Content[]; headers?: Readonly<Record<string, string>> };

/** A request that can be sent as it stands. $NAMES stand for what only the sender has: KEY, SESSION, CODE, ID and the like. */
export type Sample = { label: string; query?: string; headers?: Record<string, string>; body?: unknown; status?: number };

/** Who may ask: everybody, whoever holds what the body asks for and comes from our own pages, or who may do this in their site. */
export type Who = Action | "anyone" | "own pages";

export type Operation = {
  /** As its file is placed, with {names} for what varies. */
  route: `${"GET" | "POST" | "PUT" | "PATCH" | "DELETE"} /api/${string}`;
  tag: Tag;
  summary: string;
  says?: string;
  who: Who;
  query?: z.ZodObject;
  headers?: readonly ("Idempotency-Key" | "X-Image-Screen-Draft")[];
  sends?: readonly Content[];
  answers: Reply;
  /** The other way in which it may succeed. */
  otherwise?: Reply;
  /** Beside those that follow from who may ask and what is sent. */
  problems?: readonly ProblemName[];
  samples: readonly [Sample, ...Sample[]];
};

const JSON_TYPE = "application/json";
const SENDS_JSON = { "Content-Type": JSON_TYPE };

/** JSON of a schema. */
export const jsonOf = (schema: SchemaName, example?: unknown): Content => ({ type: JSON_TYPE, schema, ...(example !== undefined && { example }) });

/** A sample that sends JSON. */
export const sending = (label: string, body: unknown, more: Partial<Sample> = {}): Sample => ({ label, body, ...more, headers: { ...SENDS_JSON, ...more.headers } });

/** How a file says what it is to be called. */
export const named = (file: string) => ({ "Content-Disposition": `attachment; filename="${file}"` });

/** Done, and nothing to say. */
export const NOTHING = { status: 204, says: "Done." } as const;
