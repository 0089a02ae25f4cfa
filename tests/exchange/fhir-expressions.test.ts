import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { conditionOf, ruleVariables } from "@/lib/exchange/fhir-expressions";
import { questionnaire } from "@/lib/exchange/fhir-questionnaire";
import { toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import { flagRules, hierarchy, issueRules, letterRules, letters } from "@/lib/screening/rules";
import { absent, atHand, fhirPathEngine } from "./fhir-oracles";
import { cases, drafts, generated, saved } from "./fhir-drafts";

const variables = ruleVariables();

describe("the rules as FHIRPath", () => {
  test("stand on a hierarchy of one step, which is all that they walk", () => {
    const aboves = new Set<string>(hierarchy.map(([, above]) => above));
    expect(hierarchy.filter(([below]) => aboves.has(below))).toEqual([]);
  });

  test("use no name before it is there", () => {
    const known = new Set(["resource"]);
    for (const { name, expression } of variables) {
      expect([...expression.matchAll(/%(\w+)/g)].map(([, used]) => used).filter((used) => !known.has(used ?? ""))).toEqual([]);
      expect(known.has(name)).toBe(false);
      known.add(name);
    }
  });

  test("say every row of the letters and flags", () => {
    const said = variables.map(({ expression }) => expression).join("\n");
    for (const { when } of flagRules) expect(said).toContain(conditionOf(when));
    for (const rule of letterRules) if (rule.letter !== "I") expect(said).toContain(conditionOf(rule.when));
    // Issues are not worked out there; what a row of theirs may ask can be said all the same.
    for (const { when } of issueRules) expect(conditionOf(when)).not.toBe("true");
  });
});

describe.skipIf(!atHand)(`by fhirpath.js${atHand ? "" : ` (skipped: ${absent})`}`, () => {
  const form = questionnaire();
  const items = form.item.flatMap(({ item = [] }) => item);
  const calculated = items.filter(({ extension = [] }) => extension.some(({ url }) => url.endsWith("calculatedExpression")));
  const engine = atHand ? fhirPathEngine() : () => [];

  /** What a form filler works out of the bare answers, by linkId. */
  function workedOut(draft: Draft, rules = variables): Record<string, unknown> {
    const { item, ...response } = toQuestionnaireResponse(saved(draft));
    const bare = { ...response, item: item.filter(({ linkId }) => linkId !== "group.result") };
    const known: Record<string, unknown> = { resource: bare, questionnaire: form };
    for (const { name, expression } of rules) known[name] = engine(expression, bare, known);
    return Object.fromEntries(
      calculated.map(({ linkId, extension = [] }) => {
        const found = extension.find(({ url }) => url.endsWith("calculatedExpression")) as { valueExpression?: { expression: string } } | undefined;
        const [coding] = engine(found?.valueExpression?.expression ?? "", bare, known) as [{ code: string }?];
        return [linkId, coding?.code.split(".")[1] ?? null];
      }),
    );
  }
  const ours = (draft: Draft) => {
    const { letters: read, match, flag } = assess(draft);
    return { ...Object.fromEntries(letters.map((letter) => [`letter.${letter}`, read[letter]])), match, flag: flag?.level ?? null };
  };

  test.each(cases)("$id", ({ draft }) => expect(workedOut(draft)).toEqual(ours(draft)));

  test("500 generated drafts", () => {
    for (const draft of generated) expect(workedOut(draft)).toEqual(ours(draft));
  }, 300_000);

  test("whatever the draft", () => fc.assert(fc.property(drafts, (draft) => void expect(workedOut(draft)).toEqual(ours(draft))), { numRuns: 100 }), 300_000);

  const wrong: [string, string, (expression: string) => string][] = [
    ["a limit of letter I a tenth off", "letterI", (text) => text.replaceAll("<= -20", "<= -19")],
    ["no hierarchy downwards", "excluded", () => "%ruledOut"],
    ["46,XY forgotten", "sex", (text) => text.replace("'sex.male'", "'sex.female'")],
    ["the tick not outranked by the weight", "observedAtBirth", () => "%observed"],
    ["genitalia excluded in any sex", "letterGe", (text) => text.replace("(%sex = 'sex.male') and ", "")],
    ["bones read too early", "letterM", (text) => text.replace("'age.child'", "'age.preschool'")],
    ["two crisis signs need three", "letterA", (text) => text.replace(">= 2", ">= 3")],
    ["the core pair is any pair", "match", (text) => text.replace("(%letterI = 'met') and (%letterA = 'met')", "(%letterI = 'met') or (%letterA = 'met')")],
    ["red reads as amber", "flag", (text) => text.replace("'red'", "'amber'")],
  ];
  test.each(wrong)("notices %s", (_, of, change) => {
    const rules = variables.map((one) => (one.name === of ? { ...one, expression: change(one.expression) } : one));
    expect(rules).not.toEqual(variables);
    expect([...cases.map(({ draft }) => draft), ...generated].some((draft) => JSON.stringify(workedOut(draft, rules)) !== JSON.stringify(ours(draft)))).toBe(true);
  }, 300_000);
});
