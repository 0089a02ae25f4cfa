import fc from "fast-check";
import { expect, test } from "vitest";
import { hasDuplicateKey } from "@/app/api/v1/_http/duplicates";

test.each([
  ['{"a":1,"a":2}', true],
  ['{"a":1,"\\u0061":2}', true],
  ['{"a" : 1 , "b":2,\n"a"\t:3}', true],
  ['[{"x":{"y":[{"z":0,"z":0}]}}]', true],
  ['{"a":{"a":{"a":[{"a":1},{"a":2}]}},"b":"a"}', false],
  ['{"a":"\\"a\\":","b":"{\\"a\\":1,\\"a\\":2}"}', false],
  ['{"a\\\\":1,"a":2}', false],
  ['{"":1,"":2}', true],
  ['{"__proto__":1,"constructor":2,"toString":3}', false],
  ['["a","a"]', false],
  ['"a"', false],
  ["7", false],
])("%s: %j", (text, expected) => {
  expect(hasDuplicateKey(text)).toBe(expected);
});

test("JSON written from a value never has one, and has one after a key is repeated", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue(), { minKeys: 1 }), fc.nat(), (value, choice) => {
      const text = JSON.stringify(value, null, choice % 3);
      expect(hasDuplicateKey(text)).toBe(false);
      const key = Object.keys(value)[choice % Object.keys(value).length];
      expect(hasDuplicateKey(text.replace(/\}$/, () => `,${JSON.stringify(key)}:0}`))).toBe(true);
    }),
  );
});

test("depth and length do not matter", () => {
  const deep = 30_000;
  expect(hasDuplicateKey(`${'{"a":'.repeat(deep)}1${"}".repeat(deep)}`)).toBe(false);
  expect(hasDuplicateKey(`${"[".repeat(deep)}{"a":1,"a":1}${"]".repeat(deep)}`)).toBe(true);
  expect(hasDuplicateKey(JSON.stringify({ long: '\\"'.repeat(30_000) }))).toBe(false);
});
