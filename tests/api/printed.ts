import { z } from "zod";
import type { Document, Reply } from "@/app/api/v1/_openapi/document";

/** The words of a shell's line, as a shell would take them: quotes, what is escaped, lines that go on, and $NAMES. */
export function shellWords(line: string, names: Record<string, string>): string[] {
  const words: string[] = [];
  let word: string | null = null;
  const name = (text: string) => text.replace(/\$([A-Z_]+)/g, (_, one: string) => names[one] ?? fail(`nobody has $${one}`));
  for (const [part, single, double, escaped, plain] of line.matchAll(/'([^']*)'|"([^"]*)"|\\([\s\S])|[^\S]+|([^\s'"\\]+)/g)) {
    if (escaped === "\n" || /^\s+$/.test(part)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + (single ?? escaped ?? name(double ?? plain ?? ""));
  }
  return word === null ? words : [...words, word];
}

function fail(why: string): never {
  throw new Error(why);
}

/** The request that a printed curl sends. */
export function requestOf(source: string, names: Record<string, string>): Request {
  const [program, ...words] = shellWords(source, names);
  if (program !== "curl") fail(`${program} is no curl`);
  const headers = new Headers({ "x-image-screen-address": "192.0.2.7" });
  let [method, address, body] = ["", "", null as string | null];
  while (words.length > 0) {
    const word = words.shift() ?? "";
    if (word === "-X") method = words.shift() ?? "";
    else if (word === "--data-binary") body = words.shift() ?? "";
    else if (word === "-H") {
      const [, header = "", value = ""] = /^([\w-]+): (.*)$/.exec(words.shift() ?? "") ?? [];
      headers.set(header, value);
    } else address = word;
  }
  return new Request(address, { method: method || (body === null ? "GET" : "POST"), headers, body });
}

/** The schema of the document itself, read back by itself: what the published text says, not what it was made from. */
export function checkerOf({ components }: Document): (schema: unknown) => z.ZodType {
  // zod makes its patterns without the flag u, where \P is no class.
  const inside = (value: unknown) => JSON.parse(JSON.stringify(value).replaceAll("#/components/schemas/", "#/$defs/").replaceAll("\\\\P{C}", "[ -~]")) as Record<string, unknown>;
  const $defs = inside(components.schemas);
  return (schema) => z.fromJSONSchema({ ...inside(schema), $defs } as Parameters<typeof z.fromJSONSchema>[0]);
}

/** What in an answer is not as the document says; nothing where all is. Lines are looked at one by one. */
export async function strayed(answer: Response, reply: Reply | undefined, check: ReturnType<typeof checkerOf>): Promise<string[]> {
  if (!reply) return [`status ${answer.status} is not described: ${await answer.text()}`];
  const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
  const text = await answer.text();
  if (!reply.content) return text === "" ? [] : [`${type} where nothing is described`];
  const schema = reply.content[type]?.schema;
  if (!schema) return [`${type} is not described`];
  const values = type.endsWith("ndjson") ? text.split("\n").filter(Boolean) : type.includes("json") ? [text] : [];
  if (values.length === 0 && !type.includes("csv")) return [`${type} is empty`];
  return values.flatMap((value) => check(schema).safeParse(JSON.parse(value)).error?.issues.map(({ path, message }) => `${path.join("/")}: ${message}`) ?? []);
}
