import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { assess } from "@/lib/screening/assess";
import type { Draft, Issue, Reason } from "@/lib/screening/assess";
import { ages, gestations, sexes } from "@/lib/screening/bands";
import { featureIds } from "@/lib/screening/checklist";
import { flagRules, issueRules, letterRules, letterStatuses, matches, tests } from "@/lib/screening/rules";
import { sayBriefly, sayIssue, sayReason, saySigns, sayTests, words } from "@/lib/screening/wording";
import type { Words } from "@/lib/screening/wording";

const english = words("en");

type Case = { id: string; draft: Omit<Draft, "checklist"> };
const cases = ["lib/evidence/published.json", "tests/cases/constructed.json"].flatMap((path) => {
  const file = JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")) as { checklist: string; cases: Case[] };
  return file.cases.map((one) => ({ id: one.id, assessment: assess({ checklist: file.checklist, ...one.draft }) }));
});

const strings = (part: unknown): string[] => (typeof part === "string" ? [part] : typeof part === "object" && part !== null ? Object.values(part).flatMap(strings) : []);

/** Every text there is, the sentences made of features once with one and once with three of them. */
function everyText({ reasons, issues, join, ...fixed }: Words): string[] {
  const three = join([fixed.features.hyponatremia, fixed.features.hyperkalemia, fixed.features.vomiting]);
  const made = [fixed.features.shock, three].flatMap((features) => [
    ...Object.values(reasons).map((say) => say(features, "−2.1")),
    ...Object.values(issues).map((say) => say(features)),
  ]);
  return [...strings(fixed), ...made];
}

describe("the words", () => {
  test("hold every code of the tables", () => {
    const has = (part: object, codes: readonly string[]) => expect(codes.filter((code) => !Object.hasOwn(part, code))).toEqual([]);
    has(english.features, featureIds);
    has(english.reasons, [...letterRules, ...flagRules].map((rule) => rule.code));
    has(english.issues, issueRules.map((rule) => rule.code));
    has(english.suggestions, issueRules.map((rule) => rule.suggestion));
    has(english.tests, tests);
    has(english.matches, matches);
    has(english.statuses, letterStatuses);
    has(english.sexes, sexes);
    has(english.ages, ages);
    has(english.gestations, gestations);
  });

  test("claim nothing, shout nothing and give no dose", () => {
    for (const text of everyText(english)) {
      expect(text).not.toMatch(/diagnos|!|\u2014|undefined|NaN|\bnull\b|\bpatient/i);
      expect(text).not.toMatch(/\d\s*(mg|mcg|µg|g|ml|mL|units?|IU)\b/);
      expect(text).not.toMatch(/ {2}|^\s|\s$|\( | \)|\.\.| [,.:;]/);
      expect(text).not.toBe("");
    }
  });

  test("join a list in one sentence's case", () => {
    expect(english.join([])).toBe("");
    expect(english.join(["Shock"])).toBe("Shock");
    expect(english.join(["Shock", "Vomiting"])).toBe("Shock and vomiting");
    expect(english.join(["Low sodium", "High potassium", "Vomiting"])).toBe("Low sodium, high potassium and vomiting");
  });
});

const reason = (code: string, more: Partial<Reason> = {}): Reason => ({ code: code as Reason["code"], features: [], source: "rules", ...more });

describe("a stored code that is not known today", () => {
  test.each(["retired-code", "__proto__", "constructor", "toString", ""])("is shown as it was stored: %j", (code) => {
    expect(sayReason(reason(code), "en")).toBe(code);
    const issue = { level: "note", code: code as Issue["code"], features: [], suggestion: code as Issue["suggestion"] } satisfies Issue;
    expect(sayIssue(issue, "en")).toEqual({ what: code, todo: code, source: "rules" });
    expect(sayTests({ letter: null, tests: [code as (typeof tests)[number]] }, "en")).toEqual([code]);
  });
});

test("a z-score has a true minus sign and one decimal", () => {
  expect(sayReason(reason("weight-very-low", { z: -2 }), "en")).toContain("Birth weight z −2.0:");
  expect(sayReason(reason("size-normal", { z: 0.1 }), "en")).toContain("0.1");
});

test("a flag with one reason says that one, with several each sign once", () => {
  const [first, ...more] = [reason("salt-crisis", { features: ["hyponatremia", "hyperkalemia"] }), reason("salt-loss-unwell", { features: ["hyponatremia", "hyperkalemia", "vomiting"] }), reason("hypoglycemia-with-adrenal-sign", { features: ["hypoglycemia", "vomiting"] })];
  expect(saySigns([first], "en")).toBe("Low sodium with high potassium");
  expect(saySigns([first, ...more], "en")).toBe("Low sodium, high potassium, vomiting and low blood glucose (hypoglycemia)");
  expect(saySigns([reason("shock"), reason("salt-crisis")], "en"), "as stored, whatever it holds").toBe("Shock. Low sodium with high potassium");
});

const readsWell = (text: string) => {
  expect(text).toMatch(/^[A-Z0-9]\S*( \S+)*$/);
  expect(text).not.toMatch(/diagnos|!|undefined|NaN|, (?!Ge )[A-Z][a-z]| and [A-Z][a-z]/);
};

describe.each(cases)("of the case $id", ({ assessment }) => {
  test("every sentence reads well", () => {
    for (const one of [...assessment.reasons, ...(assessment.flag?.reasons ?? [])]) {
      readsWell(sayReason(one, "en"));
      expect(sayReason(one, "en")).not.toBe(one.code);
    }
    for (const issue of assessment.issues) {
      const { what, todo } = sayIssue(issue, "en");
      for (const text of [what, todo]) expect(text).toMatch(/^[A-Z0-9].*\.$/);
    }
    for (const open of assessment.unknown) {
      expect(open.tests.length).toBeGreaterThan(0);
      sayTests(open, "en").forEach((text) => expect(text).toMatch(/^[A-Z0-9]/));
    }
    const brief = sayBriefly(assessment, "en");
    readsWell(brief);
    expect(brief.startsWith(english.flags.red.title)).toBe(assessment.flag?.level === "red");
    for (const letter of ["I", "M", "A", "Ge"] as const) expect(brief).toContain(`${letter} ${english.statuses[assessment.letters[letter]]}`);
  });
});
