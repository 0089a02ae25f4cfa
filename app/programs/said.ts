import type { Json, Reply } from "@/app/api/v1/_openapi/document";

/** More values than these are counted and left to a list of their own. */
const SHOWN = 12;

/** An object of more characters is told by its keys alone. */
const LINE = 420;

/** What a value may be, in a line, and the long list behind it where it names only how many there are. */
export type Said = { text: string; all?: readonly string[] };

const REF = "#/components/schemas/";

/** The schema that a schema refers to; null where it is its own. */
export function nameOf(schema: Json): string | null {
  const { $ref } = schema;
  return typeof $ref === "string" ? $ref.slice(REF.length) : null;
}

/** A JSON schema in a line, as programmers write types. @example "female | male", "number, -9.9 to 9.9", "object of a: string; b?: number" */
export function sayType(schema: Json): Said {
  const { type, anyOf, oneOf, items } = schema;
  const values = schema["enum"] as readonly string[] | undefined;
  const name = nameOf(schema);
  if (name !== null) return { text: name };
  if (values) return values.length > SHOWN ? { text: `one of ${values.length}`, all: values } : { text: values.join(" | ") };
  if ("const" in schema) return { text: String(schema["const"]) };
  const some = (anyOf ?? oneOf) as Json[] | undefined;
  if (some) return { text: some.map((one) => sayType(one).text).join(" or ") };
  if (type === "array") return sayList((schema["prefixItems"] ?? items ?? {}) as Json | Json[]);
  if (type === "object") return sayObject(schema);
  return { text: [String(type ?? "anything"), limitsOf(schema)].filter(Boolean).join(", ") };
}

function sayList(items: Json | Json[]): Said {
  if (Array.isArray(items)) return { text: `[${items.map((one) => sayType(one).text).join(", ")}]` };
  const { text, all } = sayType(items);
  return all ? { text: `list, each ${text}`, all } : { text: `list of ${text}` };
}

function sayObject({ properties = {}, required = [] }: { properties?: Record<string, Json>; required?: readonly string[] }): Said {
  const keys = Object.keys(properties);
  const types = Object.values(properties).map((one) => sayType(one).text);
  const [first, ...others] = types;
  if (first === undefined) return { text: "object" };
  const alike = keys.length > 1 && others.every((one) => one === first);
  if (alike && keys.length > SHOWN) return { text: `object, any of ${keys.length} keys, each ${first}`, all: keys };
  if (alike) return { text: `object of ${keys.join(", ")}, each ${first}` };
  const named = keys.map((key) => `${key}${required.includes(key) ? "" : "?"}`);
  const typed = `object of ${named.map((key, at) => `${key}: ${types[at]}`).join("; ")}`;
  return { text: typed.length > LINE ? `object of ${named.join(", ")}` : typed };
}

function limitsOf({ minimum, maximum, maxLength, minLength }: Json): string {
  if (minimum !== undefined || maximum !== undefined) return `${minimum ?? "…"} to ${maximum ?? "…"}`;
  if (maxLength !== undefined) return `${minLength ?? 0} to ${maxLength} characters`;
  return "";
}

const LONGEST = 700;

/** The example of an answer, where it is JSON and short enough to be read; the whole is in the document. */
export function exampleOf(responses: Readonly<Record<string, Reply>>): string | null {
  const examples = Object.values(responses).flatMap(({ content = {} }) => Object.entries(content).flatMap(([type, { example }]) => (type.endsWith("json") && example !== undefined ? [JSON.stringify(example)] : [])));
  const [first] = examples.filter((one) => one !== "{}" && one.length <= LONGEST);
  return first ?? null;
}
