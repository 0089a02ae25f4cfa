import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hazards } from "@/lib/evidence/hazards";
import type { Hazard } from "@/lib/evidence/hazards";

const PAGE = "docs/safety.md";
const REWRITE = `${PAGE} is not what lib/evidence/hazards.ts says. Look at the change, then write it anew: node node_modules/vitest/vitest.mjs run tests/evidence/hazards.test.ts -u`;

const BLANK = /%[sj]|\$id|\$\{[^}]+\}/;
const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** What a text becomes once its blanks are filled in; each filling is caught. */
const filled = (text: string) => new RegExp(`^${text.split(BLANK).map(escaped).join("(.+)")}$`);

/** Every quoted text of a file, and the titles among them: what a call of test, or of the table before it, begins with. */
function textsOf(file: string): { texts: string[]; titles: string[] } {
  const source = readFileSync(file, "utf8");
  const texts = [...source.matchAll(/(["'`])((?:\\.|(?!\1).)*)\1/g)].map(([, , text = ""]) => text);
  const titles = [...source.matchAll(/(?:\btest|\))\((["`])(.+?)\1, (?:async )?\(/g)].map(([, , text = ""]) => text);
  return { texts: [...texts, ...[...source.matchAll(/text\("([\w/-]+\.json)"\)/g)].flatMap(([, one = ""]) => idsOf(one))], titles };
}

const idsOf = (path: string) => [...readFileSync(path, "utf8").matchAll(/"id": "([^"]+)"/g)].map(([, id = ""]) => id);

/** Has the file a test of this title: as it stands, or made of a table that holds what fills each of its blanks? */
function has(file: string, title: string): boolean {
  const { texts, titles } = textsOf(file);
  const spoken = texts.filter((text) => BLANK.test(text) && /[a-z]{4}/i.test(text.replaceAll(new RegExp(BLANK, "g"), "")));
  const inTable = (part: string) => texts.some((text) => text.split(" ").includes(part) || text === part) || spoken.some((text) => !titles.includes(text) && filled(text).test(part));
  return titles.some((one) => {
    const parts = BLANK.test(one) ? (filled(one).exec(title)?.slice(1) ?? []) : [];
    return one === title || (parts.length > 0 && parts.every((part) => inTable(part.replace(/^-|"/g, ""))));
  });
}

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
const line = ({ hazard, mitigation, remains, tests }: Hazard) => row([hazard, mitigation, remains, tests.map(({ file, title }) => `\`${file}\` "${title}"`).join("; ")]);

/** docs/safety.md as lib/evidence/hazards.ts has it. */
function safetyPage(): string {
  return [
    "# Safety",
    "For whoever installs this program at a hospital and answers for it. The table is printed from `lib/evidence/hazards.ts` by `tests/evidence/hazards.test.ts`, which fails while the two differ, or when a test named here is gone. The page `/evidence` shows the same to everybody.",
    "## Before it is used",
    [
      "- It is a screening aid for professionals. It proves and excludes nothing, gives no doses, and an emergency never waits for it.",
      "- No paediatric endocrinologist has signed the rules or read the sentences yet. Have one of your own do so first, and write down who, when and for which version of the rules.",
      "- It has not been assessed as a medical device, and not tried in a prospective study. Whether your use makes it one is for you to settle.",
      "- The table is our own reading, by no outside assessor. Where your ward works otherwise (shared phones, growth standards, who may call endocrinology) add your own rows.",
    ].join("\n"),
    "## While it is used",
    [
      "- Tell everybody who uses it what “Remains” says: that is what the program cannot see.",
      "- After an update read `CHANGELOG.md` for a new version of the rules, and look again at children who are still in question: a saved screening keeps the assessment it was made with, and shows today's beside it.",
      "- Keep which code belongs to which child in the clinic's own files, not here.",
      "- When something went wrong, `/account/audit` says who did what when, and a screening names the versions of rules, checklist and program. Tell us as `SECURITY.md` says; a wrong clinical sentence counts as much as a hole.",
    ].join("\n"),
    "## Hazards",
    [row(["hazard", "mitigation", "remains", "test"]), row(["---", "---", "---", "---"]), ...hazards.map(line)].join("\n"),
    "`npm test` runs all of them.",
  ].join("\n\n").concat("\n");
}

describe("the hazards", () => {
  test("are named once each, in whole sentences without a bar", () => {
    expect(new Set(hazards.map(({ id }) => id)).size).toBe(hazards.length);
    for (const { hazard, mitigation, remains } of hazards) for (const text of [hazard, mitigation, remains]) expect(text).toMatch(/^[A-Z“][^|!]*\.$/);
  });

  test("name files that are there, and tests that are in them", () => {
    const gone = hazards.flatMap(({ id, tests }) => tests.filter(({ file, title }) => !existsSync(file) || !has(file, title)).map(({ file, title }) => `${id}: ${file} "${title}"`));
    expect(gone).toEqual([]);
  });

  test("would notice a test that is not there", () => {
    expect(has("tests/screening/code.test.ts", "every single wrong symbol is ignored")).toBe(false);
    expect(has("tests/screening/assess.test.ts", "rickets-looks-alike, note: metaphyseal-doubling")).toBe(false);
    expect(has("tests/screening/letters.test.ts", "5 vomiting with joy")).toBe(false);
  });
});

test("docs/safety.md prints them", async () => {
  expect(existsSync(PAGE), REWRITE).toBe(true);
  await expect(safetyPage(), REWRITE).toMatchFileSnapshot(`../../${PAGE}`);
});
