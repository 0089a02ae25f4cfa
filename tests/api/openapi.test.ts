import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { GET } from "@/app/api/v1/openapi.json/route";
import { openApi } from "@/app/api/v1/_openapi/document";
import type { Described, Document } from "@/app/api/v1/_openapi/document";
import { problems } from "@/app/api/v1/_http/problem";
import { keyMay, may, roles, scopes } from "@/lib/access/table";
import { routes, rules } from "@/tests/access/routes";
import { checkerOf } from "./printed";

const document = openApi("https://screen.hospital.example");
const described = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const));
/** An address as the document writes it. */
const written = (route: string) => route.replace("[[...rest]]", "{elsewhere}").replaceAll("[", "{").replaceAll("]", "}");

describe("the document", () => {
  test("has every route below /api that the file system has, and nothing else", () => {
    const found = routes.filter((route) => route.includes(" /api/")).map(written);
    expect(described.map(([route]) => route).toSorted()).toEqual(found.toSorted());
    expect(found.length).toBeGreaterThan(40);
  });

  test.each(described)("%s says who may ask as the rules do", (route, { security, description }) => {
    const rule = Object.entries(rules).find(([one]) => written(one) === route)?.[1] ?? "none";
    if (rule === "open" || rule === "signed-out flow") return expect([security, /own pages|everybody/.test(description)]).toEqual([[], true]);
    const action = rule as Exclude<typeof rule, "none">;
    const keys = scopes.filter((scope) => keyMay(scope, { role: "admin", state: "active" }, action));
    expect(security).toEqual([...(keys.length > 0 ? [{ key: [] }] : []), { session: [] }]);
    expect(description.split("\n\n").at(-1)).toBe(`For: ${[...roles.filter((role) => may(role, "active", action)), ...keys.map((scope) => `${scope} key`)].join(", ")}.`);
  });

  test("names every problem, and gives each operation a name, a summary and a sample", () => {
    const named = new Set(described.flatMap(([, { responses }]) => Object.values(responses).flatMap((reply) => reply["x-problems"] ?? [])));
    expect(Object.keys(problems).filter((name) => !named.has(name as keyof typeof problems))).toEqual([]);
    expect(new Set(described.map(([, { operationId }]) => operationId)).size).toBe(described.length);
    // What outside validators pass over: names in an address that are declared nowhere.
    for (const [route, { parameters = [] }] of described) expect([...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(parameters.filter((one) => one.in === "path").map(({ name }) => name));
    expect(described.flatMap(([route, { parameters = [] }]) => parameters.filter((one) => one.in === "query" && !one.description).map(({ name }) => `${route} ${name}`))).toEqual([]);
    for (const [, { summary, tags, "x-codeSamples": samples }] of described) expect([summary.length > 5, document.tags.map(({ name }) => name).includes(tags[0] ?? ""), samples.length > 0]).toEqual([true, true, true]);
  });

  test("tells the headers that count: where it is saved, what a file is called, when to come again", () => {
    const headers = (route: string, status: number) => Object.keys(Object.fromEntries(described)[route]?.responses[status]?.headers ?? {});
    expect(headers("POST /api/v1/screenings", 201)).toEqual(["Location", "Idempotent-Replayed"]);
    for (const route of ["GET /api/v1/screenings", "GET /api/v1/screenings/{code}/export/csv"]) expect(headers(route, 200)).toEqual(["Content-Disposition"]);
    const waits = described.flatMap(([route, { responses }]) => [429, 503].filter((status) => responses[status]).map((status) => headers(route, status)));
    expect([waits.length > 20, waits.filter((names) => names.join() !== "Retry-After")]).toEqual([true, []]);
  });

  test("requires what handlers require of an address, and no more", () => {
    const required = described.flatMap(([route, { parameters = [] }]) => parameters.filter((one) => one.required && one.in === "query").map(({ name }) => `${route} ${name}`));
    expect(required).toEqual([]);
  });

  test("is answered as it is, for the address of the server", async () => {
    process.env.BASE_URL = "https://screen.hospital.example";
    const answer = GET();
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(document)));
  });

  test("says de-identified and never the other word", () => {
    expect(JSON.stringify(document)).toMatch(/de-identified/i);
    expect(JSON.stringify(document)).not.toMatch(/anonym|diagnos(?!is"|es")/i);
  });
});

describe("the examples in it", () => {
  const check = checkerOf(document);
  const bodies = described.flatMap(([route, { requestBody, responses }]: readonly [string, Described]) => [requestBody, ...Object.values(responses)].flatMap((one) => Object.entries(one?.content ?? {}).map(([type, body]) => [`${route} ${type}`, body] as const)));
  const given = bodies.filter(([, { example }]) => example !== undefined);

  test.each(given)("%s follows its schema", (_, { schema, example }) => {
    expect(check(schema).safeParse(JSON.parse(JSON.stringify(example))).error?.issues).toBeUndefined();
  });

  test("would be caught where they do not", () => {
    const saved = check({ $ref: "#/components/schemas/Saved" });
    const draft = check({ $ref: "#/components/schemas/Draft" });
    const wrong = [saved.safeParse({}), saved.safeParse({ code: "IS-0" }), saved.safeParse({ code: "IS-0000-0000", id: 1 }), draft.safeParse({ checklist: "1.0", sex: "boy", age: "newborn", findings: {} }), draft.safeParse({ checklist: "1.0", sex: "male", age: "newborn", findings: { iugr: "yes" } })];
    expect(wrong.map(({ success }) => success)).toEqual([false, false, false, false, false]);
    expect(given.length).toBeGreaterThan(25);
  });
});

type Validator = new () => { validate: (document: unknown) => Promise<{ valid: boolean }> };
// Somebody else's reading of OpenAPI 3.1; skipped where it is not installed.
const OUTSIDE = "@seriousme/openapi-schema-validator";
const atHand = existsSync(`node_modules/${OUTSIDE}/package.json`);

describe.skipIf(!atHand)(`by ${OUTSIDE}`, async () => {
  const { Validator } = atHand ? ((await import(createRequire(import.meta.url).resolve(OUTSIDE))) as { Validator: Validator }) : { Validator: class {} as Validator };
  const valid = async (change: (copy: Document) => void = () => {}) => {
    const copy = JSON.parse(JSON.stringify(document)) as Document;
    change(copy);
    return (await new Validator().validate(copy)).valid;
  };

  test("the document is sound", async () => expect(await valid()).toBe(true));

  test.each<[string, (copy: Document) => void]>([
    ["no title", ({ info }) => void Reflect.deleteProperty(info, "title")],
    ["a path without its slash", ({ paths }) => void Object.assign(paths, { nowhere: {} })],
    ["no description of an answer", ({ paths }) => void Reflect.deleteProperty(paths["/api/v1/health"]?.["get"]?.responses["200"] ?? {}, "description")],
    ["a parameter that is nowhere", ({ paths }) => void Object.assign(paths["/api/v1/screenings/{code}"]?.["get"]?.parameters?.[0] ?? {}, { in: "body" })],
    ["a shape that is nowhere", ({ paths }) => void Object.assign(paths["/api/v1/health"]?.["get"]?.responses["200"]?.content?.["application/json"]?.schema ?? {}, { $ref: "#/components/schemas/Nothing" })],
    ["a way in that nobody knows", ({ components }) => void Object.assign(components.securitySchemes["key"] as object, { type: "magic" })],
  ])("%s is found", async (_, change) => expect(await valid(change)).toBe(false));
});
