import { z } from "zod";
import { keyMay, may, roles, scopes } from "@/lib/access/table";
import type { Action } from "@/lib/access/table";
import { problems } from "@/app/api/v1/_http/problem";
import type { ProblemName } from "@/app/api/v1/_http/problem";
import { version } from "@/package.json";
import { asked } from "./asked";
import { curlOf } from "./curl";
import { guide } from "./guide";
import { openOperations } from "./open";
import { tags } from "./operation";
import type { Content, Operation } from "./operation";
import { componentSchemas } from "./schemas";
import { screeningOperations } from "./screenings";
import { siteOperations } from "./site";

// They take longer to make than all the rest, and never change while the program runs.
let schemas: Record<string, Json> | undefined;

const operations: readonly Operation[] = [...screeningOperations, ...openOperations, ...siteOperations];

export type Json = { [key: string]: unknown };
export type Parameter = { name: string; in: "path" | "query" | "header"; required: boolean; description?: string; schema: Json };
export type Body = Record<string, { schema: Json; example?: unknown }>;
type HeadersOf = Record<string, { description: string; schema: Json }>;
export type Reply = { description: string; headers?: HeadersOf; content?: Body; "x-problems"?: ProblemName[] };
export type Described = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  security: Json[];
  parameters?: Parameter[];
  requestBody?: { required: true; content: Body };
  responses: Record<string, Reply>;
  "x-codeSamples": { lang: "Shell"; label: string; source: string; status: number }[];
};
export type Document = { openapi: "3.1.1"; info: { title: string; version: string; description: string; license: { name: string; identifier: string } }; servers: { url: string }[]; tags: { name: string; description: string }[]; paths: Record<string, Record<string, Described>>; components: { schemas: Record<string, Json>; securitySchemes: Json } };

/**
 * The whole API as an OpenAPI 3.1 document, made from the schemas that the handlers parse with and the table of who may.
 * @param origin where the server is reached from outside
 */
export function openApi(origin: string): Document {
  const paths: Document["paths"] = {};
  for (const operation of operations) {
    const [method = "", path = ""] = operation.route.split(" ");
    paths[path] = { ...paths[path], [method.toLowerCase()]: describe(operation, origin) };
  }
  return {
    openapi: "3.1.1",
    info: { title: "IMAGe Screen", version, description: guide.map(({ title, says }) => `## ${title}\n\n${says.join("\n\n")}`).join("\n\n"), license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: origin }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: { schemas: (schemas ??= componentSchemas()), securitySchemes: { key: { type: "http", scheme: "bearer", description: "A key of the site, isk_…" }, session: { type: "apiKey", in: "cookie", name: "image-screen", description: "Somebody signed in at a browser; over https its name begins with __Host-. What writes needs our own Origin as well." } } },
  };
}

function describe(operation: Operation, origin: string): Described {
  const { route, tag, summary, says, who, sends, samples, answers } = operation;
  const key = isAction(who) && scopes.some((scope) => keyMay(scope, { role: "admin", state: "active" }, who));
  const parameters = parametersOf(operation);
  return {
    operationId: idOf(route),
    tags: [tag],
    summary,
    description: [says, whoWords(who)].filter(Boolean).join("\n\n"),
    security: [...(key ? [{ key: [] }] : []), ...(isAction(who) ? [{ session: [] }] : [])],
    ...(parameters.length > 0 && { parameters }),
    ...(sends && { requestBody: { required: true, content: bodyOf(sends) } }),
    responses: repliesOf(operation),
    "x-codeSamples": samples.map((sample) => ({ lang: "Shell", label: sample.label, source: curlOf(operation, sample, origin, key), status: sample.status ?? answers.status })),
  };
}

const isAction = (who: Operation["who"]): who is Action => who !== "anyone" && who !== "own pages";

/** @example idOf("GET /api/v1/screenings/{code}") // get-screenings-code */
function idOf(route: string): string {
  return route.toLowerCase().replace(/ \/api(\/v1)?/, "").replace(/[^a-z0-9]+/g, "-").replace(/-$/, "");
}

function whoWords(who: Operation["who"]): string {
  if (who === "anyone") return "Open to everybody.";
  if (who === "own pages") return "From this application’s own pages, by whoever has what is asked for.";
  const keys = scopes.filter((scope) => keyMay(scope, { role: "admin", state: "active" }, who));
  const all = [...roles.filter((role) => may(role, "active", who)), ...keys.map((scope) => `${scope} key`)];
  return `For: ${all.join(", ")}.`;
}

function parametersOf({ route, query, headers = [] }: Operation): Parameter[] {
  const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name = ""]): Parameter => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]): Parameter => ({ name, in: "query", required: !(schema as z.ZodType).safeParse(undefined).success, description: asked[name]?.says ?? "", schema: asked[name]?.schema ?? asWritten(schema as z.ZodType) }));
  return [...inPath, ...inQuery, ...headers.map((name) => headerParameters[name])];
}

const headerParameters: Record<NonNullable<Operation["headers"]>[number], Parameter> = {
  "Idempotency-Key": { name: "Idempotency-Key", in: "header", required: true, description: "New for each save, the same when it is sent again; random, and never made from anything about a child.", schema: { type: "string", pattern: "^[\\x21-\\x7e]{8,100}$" } },
  "X-Image-Screen-Draft": { name: "X-Image-Screen-Draft", in: "header", required: false, description: "Whose page this is. Pages send it; programs do not.", schema: { type: "string" } },
};

/** A question as an address holds it: what may come once is no list there. */
function asWritten(field: z.ZodType): Json {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(field, { io: "input", unrepresentable: "any" }) as Json;
  return schema["type"] === "array" && schema["maxItems"] === 1 ? (schema["items"] as Json) : schema;
}

function bodyOf(contents: readonly Content[]): Body {
  const named = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });
  const schemaOf = ({ schema }: Content): Json => (schema === undefined ? { type: "string" } : typeof schema === "string" ? named(schema) : { anyOf: schema.map(named) });
  return Object.fromEntries(contents.map((content) => [content.type, { schema: schemaOf(content), ...(content.example !== undefined && { example: content.example }) }]));
}

function repliesOf(operation: Operation): Described["responses"] {
  const { answers, otherwise } = operation;
  const replies: Described["responses"] = {};
  for (const { status, says, headers, content } of [answers, ...(otherwise ? [otherwise] : [])]) replies[status] = { description: says, ...(headers && { headers: headersOf(headers) }), ...(content && { content: bodyOf(content) }) };
  for (const name of problemsOf(operation)) {
    const [status] = problems[name];
    const names = [...(replies[status]?.["x-problems"] ?? []), name];
    const waits = status === 429 || status === 503;
    replies[status] = { ...(waits && { headers: RETRY_AFTER }), description: names.map((one) => `${one}: ${problems[one][1]}.`).join(" "), content: bodyOf([{ type: "application/problem+json", schema: "Problem" }]), "x-problems": names };
  }
  return replies;
}

const RETRY_AFTER: HeadersOf = { "Retry-After": { description: "Seconds until it is worth asking again.", schema: { type: "integer", minimum: 1 } } };

function headersOf(headers: Readonly<Record<string, string>>): HeadersOf {
  return Object.fromEntries(Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: "string" } }]));
}

/** What follows from who may ask and what is sent, and what the operation itself refuses. */
function problemsOf({ who, sends, problems: own = [], answers, route }: Operation): Set<ProblemName> {
  const writes = !route.startsWith("GET");
  const member: ProblemName[] = isAction(who) ? ["not-signed-in", "key-refused", "not-allowed", "too-many", "database-away", "undecided"] : who === "own pages" ? ["too-many", "database-away", "undecided"] : [];
  const sent: ProblemName[] = sends ? ["not-json", "duplicate-key", "too-large", "not-application-json"] : [];
  const rest: ProblemName[] = answers.status === 404 ? ["no-such-place"] : ["unexpected"];
  return new Set([...member, ...(writes && who !== "anyone" ? (["foreign-origin"] as const) : []), ...sent, ...own, ...rest]);
}
