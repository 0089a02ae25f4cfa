import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

// How many requirements each section of ASVS 5.0.0 has, from the standard's own table (345 in all).
const SECTIONS: Record<string, number> = {
  "1.1": 2, "1.2": 10, "1.3": 12, "1.4": 3, "1.5": 3, "2.1": 3, "2.2": 3, "2.3": 5, "2.4": 2, "3.1": 1, "3.2": 3, "3.3": 5, "3.4": 8, "3.5": 8, "3.6": 1, "3.7": 5,
  "4.1": 5, "4.2": 5, "4.3": 2, "4.4": 4, "5.1": 1, "5.2": 6, "5.3": 3, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 8, "6.4": 6, "6.5": 8, "6.6": 4, "6.7": 2, "6.8": 4,
  "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 3, "7.6": 2, "8.1": 4, "8.2": 4, "8.3": 3, "8.4": 2, "9.1": 3, "9.2": 4, "10.1": 2, "10.2": 3, "10.3": 5, "10.4": 16, "10.5": 5,
  "10.6": 2, "10.7": 3, "11.1": 4, "11.2": 5, "11.3": 5, "11.4": 4, "11.5": 2, "11.6": 2, "11.7": 2, "12.1": 5, "12.2": 2, "12.3": 5, "13.1": 4, "13.2": 6, "13.3": 4, "13.4": 7,
  "14.1": 2, "14.2": 8, "14.3": 3, "15.1": 5, "15.2": 5, "15.3": 7, "15.4": 4, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 4,
};

type Row = { id: string; shown: string; tests: { file: string; title: string }[] };

const rows: Row[] = readFileSync("docs/security.md", "utf8").split("\n").flatMap((line) => {
  const [, id, shown] = /^\| (\d[\d.]*) \| [^|]+ \| (.+) \|$/.exec(line) ?? [];
  if (id === undefined || shown === undefined) return [];
  return [{ id, shown, tests: [...shown.matchAll(/`(tests\/[^`]+)` "([^"]+)"/g)].map(([, file = "", title = ""]) => ({ file, title })) }];
});

/** A title as its file writes it; `npm run test:long` makes some of its titles from a name. */
function names(file: string, title: string): boolean {
  const source = readFileSync(file, "utf8").replaceAll("\\\"", "\"");
  return source.includes(title) || source.replace(/\$\{\w+\}/g, "*").includes(title.replace(/^\w+/, "*"));
}

describe("the table of requirements", () => {
  test("has some, each once, by a number that ASVS 5.0.0 has", () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const unknown = rows.filter(({ id }) => {
      const [chapter, section, number] = id.split(".").map(Number);
      return !(Number(number) >= 1 && Number(number) <= (SECTIONS[`${chapter}.${section}`] ?? 0)) || id.split(".").length !== 3;
    });
    expect(unknown.map(({ id }) => id)).toEqual([]);
    expect(Object.values(SECTIONS).reduce((sum, each) => sum + each)).toBe(345 - 12);
  });

  test("names a test for each, or says that it is not covered", () => {
    expect(rows.filter(({ tests, shown }) => tests.length === 0 && !shown.startsWith("not covered")).map(({ id }) => id)).toEqual([]);
  });

  test("names files that are there, and titles that are in them", () => {
    const gone = rows.flatMap(({ id, tests }) => tests.filter(({ file, title }) => !existsSync(file) || !names(file, title)).map(({ file, title }) => `${id}: ${file} "${title}"`));
    expect(gone).toEqual([]);
  });

  test("would notice a title that is not there", () => {
    expect(names("tests/floors.test.ts", "has a hash for every packet")).toBe(false);
  });
});
