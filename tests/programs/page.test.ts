import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { openApi } from "@/app/api/v1/_openapi/document";
import { problems } from "@/app/api/v1/_http/problem";
import ProgramsPage from "@/app/programs/page";
import { exampleOf, sayType } from "@/app/programs/said";

process.env.BASE_URL = "https://screen.hospital.example";
const document = openApi("https://screen.hospital.example");
const html = renderToStaticMarkup(createElement(ProgramsPage));
const plain = (part: string) => part.replace(/<[^>]+>/g, "").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#x27;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })));

describe("the page for programs", () => {
  test.each(operations)("has $method $path with its parameters, answers, problems and samples as they are sent", ({ method, path, operation }) => {
    const part = new RegExp(`<article id="${operation.operationId}".*?</article>`, "s").exec(html)?.[0] ?? "";
    const text = plain(part);
    expect([text.includes(operation.summary), text.includes(`${method} ${path}`)]).toEqual([true, true]);
    for (const { name } of operation.parameters ?? []) expect(part).toContain(`<code>${name}</code>`);
    for (const [status, reply] of Object.entries(operation.responses)) {
      expect(part).toContain(`>${status}</dt>`);
      for (const name of reply["x-problems"] ?? []) expect(part).toContain(`href="#problem-${name}"`);
    }
    for (const { source } of operation["x-codeSamples"]) expect(text).toContain(source);
  });

  test("leads nowhere that is not on it", () => {
    const targets = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const wanted = [...html.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(wanted.filter((id) => !targets.has(id))).toEqual([]);
    expect([...html.matchAll(/ id="/g)].length).toBe(targets.size);
    expect(Object.keys(document.components.schemas).filter((name) => !targets.has(`shape-${name}`))).toEqual([]);
    expect(Object.keys(problems).filter((name) => !targets.has(`problem-${name}`))).toEqual([]);
  });

  test("tells what leaving the site means", () => {
    expect(plain(html)).toMatch(/de-identified.*can point to one child/s);
    expect(html).not.toMatch(/anonym/i);
  });
});

describe("a type in a line", () => {
  test.each([
    [{ type: "string", enum: ["a", "b"] }, "a | b"],
    [{ type: "string", enum: Array.from({ length: 13 }, (_, at) => `v${at}`) }, "one of 13"],
    [{ type: "string", const: "ok" }, "ok"],
    [{ $ref: "#/components/schemas/Draft" }, "Draft"],
    [{ type: "number", minimum: -9.9, maximum: 9.9 }, "number, -9.9 to 9.9"],
    [{ type: "string", minLength: 1, maxLength: 60 }, "string, 1 to 60 characters"],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string or null"],
    [{ type: "array", items: { type: "boolean" } }, "list of boolean"],
    [{ type: "array", prefixItems: [{ type: "number" }, { type: "number" }], items: false }, "[number, number]"],
    [{ type: "object", properties: { a: { type: "string" }, b: { type: "number" } }, required: ["a"] }, "object of a: string; b?: number"],
    [{ type: "object", properties: { a: { type: "number" }, b: { type: "number" } } }, "object of a, b, each number"],
    [{ type: "object", properties: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`k${at}`, { enum: ["x", "y"] }])) }, "object, any of 20 keys, each x | y"],
    [{ type: "object", properties: {} }, "object"],
    [{}, "anything"],
  ])("of %j", (schema, text) => expect(sayType(schema).text).toBe(text));

  test("leaves long lists to be unfolded", () => {
    expect(sayType({ type: "array", items: { enum: Array.from({ length: 13 }, (_, at) => `v${at}`) } }).all).toHaveLength(13);
  });
});

test("an example is shown where it is JSON and short", () => {
  const reply = (example: unknown, type = "application/json") => ({ 200: { description: "", content: { [type]: { schema: {}, example } } } });
  expect([exampleOf(reply({ code: 1 })), exampleOf(reply({})), exampleOf(reply("x".repeat(800))), exampleOf(reply("a,b", "text/csv")), exampleOf({ 204: { description: "" } })]).toEqual(['{"code":1}', null, null, null, null]);
});
