import fc from "fast-check";
import { expect, test } from "vitest";
import { CODE_BYTES, codeBeginning, makeCode, parseCode } from "@/lib/screening/code";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const anyCode = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES }).map(makeCode);
const anyPlace = fc.integer({ min: 0, max: 7 });

const symbolsOf = (code: string) => Array.from(code.slice(3).replace("-", ""));
const written = (symbols: string[]) => `IS-${symbols.slice(0, 4).join("")}-${symbols.slice(4).join("")}`;

test("every code is read as itself", () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      expect(code).toMatch(/^IS-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(parseCode(code)).toBe(code);
    }),
  );
});

test("codes are read as people write them", () => {
  const sloppy = (code: string) => [
    code.toLowerCase(),
    code.replaceAll("-", ""),
    ` ${code.replaceAll("-", " ")}\n`,
    code.replaceAll("0", "o").replaceAll("1", "l"),
    code.replaceAll("1", "I").replaceAll("0", "O"),
  ];
  fc.assert(
    fc.property(anyCode, (code) => {
      for (const text of sloppy(code)) expect(parseCode(text)).toBe(code);
    }),
  );
});

test("the beginning of a code is read as people write it, also of a code that goes on like its own prefix", () => {
  const like = fc.tuple(anyCode, fc.constantFrom("", "1S")).map(([code, first]) => `IS-${first}${code.slice(3 + first.length)}`);
  fc.assert(
    fc.property(like, fc.integer({ min: 4, max: 12 }), (code, length) => {
      const begins = code.slice(0, length);
      for (const text of [begins, begins.slice(3), begins.toLowerCase(), begins.replaceAll("-", " "), begins.replaceAll("-", ""), begins.replace("IS-", "1s-"), begins.replace("IS-", "ls ")]) expect(codeBeginning(text)).toBe(begins.replace(/-$/, ""));
    }),
  );
});

test("every single wrong symbol is caught", () => {
  fc.assert(
    fc.property(anyCode, (code) => {
      for (let place = 0; place < 8; place += 1) {
        for (const symbol of ALPHABET) {
          const symbols = symbolsOf(code);
          if (symbols[place] === symbol) continue;
          symbols[place] = symbol;
          expect(parseCode(written(symbols))).toBeNull();
        }
      }
    }),
    { numRuns: 50 },
  );
});

test("every exchange of two differing symbols is caught, adjacent or not", () => {
  fc.assert(
    fc.property(anyCode, anyPlace, anyPlace, (code, one, other) => {
      const symbols = symbolsOf(code);
      fc.pre(symbols[one] !== symbols[other]);
      [symbols[one], symbols[other]] = [symbols[other] ?? "", symbols[one] ?? ""];
      expect(parseCode(written(symbols))).toBeNull();
    }),
  );
});

test("anything else is no code, and nothing throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseCode(text)));
  for (const text of ["", "IS", "IS-0000-000", "IS-0000-00000", "XX-0000-0000", "IS-UUUU-UUUU", "IS--0000-0000"]) {
    expect(parseCode(text)).toBeNull();
  }
  expect(() => makeCode(new Uint8Array(CODE_BYTES - 1))).toThrow(RangeError);
});
