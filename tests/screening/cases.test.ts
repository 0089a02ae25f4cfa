import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { assess } from "@/lib/screening/assess";
import type { Draft, IssueCode, Letters, ReasonCode } from "@/lib/screening/assess";
import type { Molecular } from "@/lib/screening/molecular";
import { parseDraft } from "@/lib/screening/draft";
import { flagRules, issueRules, letterRules, letters, letterStatuses, matches } from "@/lib/screening/rules";
import type { Match } from "@/lib/screening/rules";

/** What a case must get was derived from rules.md by reading, not by running. */
type Expect = { letters: Letters; match: Match; flag: "red" | "amber" | null };
type Published = { id: string; cite: string; url: string; draft: Omit<Draft, "checklist">; expect: Expect };
type Constructed = { id: string; constructed: boolean; about: string; draft: Omit<Draft, "checklist">; expect: Expect & { flagRows: string[]; issues: IssueCode[]; molecular: Molecular | null } };
type File<Case> = { checklist: string; cases: Case[] };

const text = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const published = JSON.parse(text("lib/evidence/published.json")) as File<Published>;
const constructed = JSON.parse(text("tests/cases/constructed.json")) as File<Constructed>;
const draftOf = (file: { checklist: string }, one: { draft: Omit<Draft, "checklist"> }): Draft => ({ checklist: file.checklist, ...one.draft });
const essence = (draft: Draft): Expect => {
  const { letters: found, match, flag } = assess(draft);
  return { letters: found, match, flag: flag?.level ?? null };
};

describe("published cases", () => {
  test("are the file that the checksum names", () => {
    const sum = createHash("sha256").update(text("lib/evidence/published.json")).digest("hex");
    expect(text("lib/evidence/published.json.sha256")).toBe(`${sum}  published.json\n`);
    expect(published.cases).toHaveLength(22);
  });

  test.each(published.cases)("$id", (one) => {
    expect(one.cite).not.toBe("");
    expect(new URL(one.url).protocol).toBe("https:");
    expect(parseDraft(draftOf(published, one))).toHaveProperty("draft");
    expect(essence(draftOf(published, one))).toEqual(one.expect);
  });
});

describe("constructed cases", () => {
  test("are all marked as such, and no published one is", () => {
    expect(constructed.cases.every((one) => one.constructed === true)).toBe(true);
    expect(published.cases.some((one) => "constructed" in one)).toBe(false);
    const ids = [...published.cases, ...constructed.cases].map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each(constructed.cases)("$id", (one) => {
    const draft = draftOf(constructed, one);
    expect(parseDraft(draft)).toHaveProperty("draft");
    const { letters: found, match, flag, issues, molecular } = assess(draft);
    const flagRows = flag?.reasons.map((reason) => reason.code) ?? [];
    expect({ letters: found, match, flag: flag?.level ?? null, flagRows, issues: issues.map((issue) => issue.code).sort(), molecular }).toEqual(one.expect);
  });
});

describe("together they reach", () => {
  const all = [...published.cases.map((one) => draftOf(published, one)), ...constructed.cases.map((one) => draftOf(constructed, one))].map(assess);
  const missing = (wanted: readonly string[], reached: string[]) => wanted.filter((code) => !reached.includes(code));

  test("every status of every letter", () => {
    const wanted = letters.flatMap((letter) => letterStatuses.filter((status) => letter === "Ge" || status !== "not-applicable").map((status) => `${letter} ${status}`));
    expect(missing(wanted, all.flatMap((one) => letters.map((letter) => `${letter} ${one.letters[letter]}`)))).toEqual([]);
  });

  test("every match, and no flag, amber and red by each row", () => {
    expect(missing(matches, all.map((one) => one.match))).toEqual([]);
    expect(all.some((one) => one.flag === null)).toBe(true);
    const rows = all.flatMap(({ flag }) => flag?.reasons.map(({ code }) => `${flag.level} ${code}`) ?? []);
    expect(missing(flagRules.map(({ level, code }) => `${level} ${code}`), rows)).toEqual([]);
  });

  test("every reason", () => {
    // The compiler refuses a list that lacks a code or has one too many.
    const measured = {
      "size-undecided": true, "weight-very-low": true, "length-very-low": true, "weight-low": true, "size-normal": true, "metaphyses-excluded-late": true, "metaphyses-excluded-early": true,
      "genitalia-excluded": true, "sex-female": true, "sex-unknown": true, "not-assessed": true,
    } satisfies Record<Exclude<ReasonCode, (typeof letterRules)[number]["code"] | (typeof flagRules)[number]["code"]>, true>;
    const wanted = [...letterRules.map((rule) => rule.code), ...Object.keys(measured)];
    expect(missing(wanted, all.flatMap((one) => one.reasons.map((reason) => reason.code)))).toEqual([]);
  });

  test("every issue", () => {
    const own = {
      "observed-below-excluded": true, "recorded-female-46xy": true, "male-finding-in-female": true, "measured-size-outranks-tick": true, "birth-size-was-normal": true, "steroids-hide-cortisol": true,
      "virilised-female": true, "girl-with-core-pair": true, "surgery-before-axis": true, "sex-not-known": true, "head-spared": true, "variant-origin-disputed": true,
    } satisfies Record<Exclude<IssueCode, (typeof issueRules)[number]["code"]>, true>;
    const wanted = [...issueRules.map((rule) => rule.code), ...Object.keys(own)];
    expect(missing(wanted, all.flatMap((one) => one.issues.map((issue) => issue.code)))).toEqual([]);
  });

  test("every meaning of a variant", () => {
    const wanted = {
      established: true, incomplete: true, "silver-russell": true, "beckwith-wiedemann": true, "copy-number": true, paternal: true, benign: true, elsewhere: true, "other-gene": true,
    } satisfies Record<Molecular, true>;
    expect(missing(Object.keys(wanted), all.map((one) => one.molecular ?? "none"))).toEqual([]);
  });
});
