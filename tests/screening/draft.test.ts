import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { Draft } from "@/lib/screening/assess";
import { CHECKLIST_VERSION, featureIds } from "@/lib/screening/checklist";
import type { draftSchema, Screening, screeningSchema } from "@/lib/screening/draft";
import { parseDraft } from "@/lib/screening/draft";

const sound = {
  checklist: CHECKLIST_VERSION,
  sex: "male",
  age: "newborn",
  gestation: "term",
  size: { weight: -2.3, length: 0, head: 9.9 },
  findings: { iugr: "observed", "adrenal-insufficiency": "excluded" },
  origin: { iugr: "measured" },
  variant: { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true },
  context: { steroids: true, surgeryPlanned: false, earlySample: false, acthTwiceLimit: true },
  family: { consanguinity: "no", transmittedBy: "mother", relatives: [{ relation: "mother", affected: "no", carrier: "yes" }, { relation: "sister" }, { relation: "sister" }] },
  follows: "IS-0000-0000",
};

const faults = (input: unknown) => {
  const parsed = parseDraft(input);
  return "errors" in parsed ? parsed.errors.map(({ pointer, code }) => `${pointer} ${code}`).sort() : [];
};

/** With every key required, so that an optional key which only one side has is seen. */
type Whole<T> = T extends object ? { [Key in keyof T]-?: Whole<T[Key]> } : T;
type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Same<A, B> = Both<A, B> & Both<Whole<A>, Whole<B>>;

test("what the schemas give is what the rules take", () => {
  // The compiler is the judge of these.
  true satisfies Same<z.output<typeof draftSchema>, Draft>;
  true satisfies Same<z.output<typeof screeningSchema>, Screening>;
  false satisfies Both<Whole<Draft>, Whole<Draft & { note?: string }>>;
  false satisfies Both<Draft, Required<Draft>>;
});

describe("a sound draft", () => {
  test("comes out as it went in", () => {
    expect(parseDraft(sound)).toEqual({ draft: sound });
  });

  test("may be as small as sex, age and no finding", () => {
    const least = { checklist: CHECKLIST_VERSION, sex: "unknown", age: "unknown", findings: {} };
    expect(parseDraft(least)).toEqual({ draft: least });
  });

  test("may have every feature", () => {
    const findings = Object.fromEntries(featureIds.map((feature) => [feature, "observed"]));
    expect(faults({ ...sound, findings })).toEqual([]);
  });

  test("may have any z-score of one decimal", () => {
    for (let tenths = -99; tenths <= 99; tenths += 1) {
      expect(faults({ ...sound, size: { weight: Number((tenths / 10).toFixed(1)) } })).toEqual([]);
    }
  });
});

describe("a fault", () => {
  test("is told together with all others", () => {
    const faulty = {
      checklist: "0.0",
      sex: "MALE",
      gestation: null,
      size: { weight: -10, length: 0.15, head: "0", height: 1 },
      findings: { iugr: "maybe", "no-such-feature": "observed" },
      origin: { sga: "measured", iugr: 7 },
      variant: { ...sound.variant, tested: "yes", gene: "BRCA1", note: "text" },
      context: { steroids: 1 },
      family: { consanguinity: "perhaps", relatives: [{ relation: "mother", name: "text" }, { relation: "cousin" }, { relation: "mother", affected: true }] },
      follows: "IS-0000-0001",
      name: "a name",
    };
    expect(faults(faulty)).toEqual(
      [
        " unknown-key",
        "/age missing",
        "/checklist not-current",
        "/context/steroids wrong-type",
        "/family/consanguinity not-allowed",
        "/family/relatives/0 unknown-key",
        "/family/relatives/1/relation not-allowed",
        "/family/relatives/2/affected wrong-type",
        "/findings unknown-key",
        "/findings/iugr not-allowed",
        "/follows not-a-code",
        "/gestation wrong-type",
        "/origin/iugr wrong-type",
        "/origin/sga no-finding",
        "/sex not-allowed",
        "/size unknown-key",
        "/size/head wrong-type",
        "/size/length not-a-multiple",
        "/size/weight out-of-range",
        "/variant unknown-key",
        "/variant/gene not-allowed",
        "/variant/tested wrong-type",
      ].sort(),
    );
  });

  test.each([
    [null, " wrong-type"],
    [[], " wrong-type"],
    ["text", " wrong-type"],
    [7, " wrong-type"],
    [undefined, " missing"],
  ])("of a draft that is no object: %j", (input, fault) => {
    expect(faults(input)).toEqual([fault]);
  });

  test.each([
    ["1e999", "/size/weight out-of-range"],
    ["-9.91", "/size/weight out-of-range"],
    ["0.1000000001", "/size/weight not-a-multiple"],
    ["null", "/size/weight wrong-type"],
  ])("of a z-score of %s", (written, fault) => {
    expect(faults(JSON.parse(JSON.stringify({ ...sound, size: { weight: 0 } }).replace('"weight":0', `"weight":${written}`)))).toContain(fault);
  });

  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "prototype", ""])("of a key named %j points at its parent, wherever it stands", (name) => {
    const within = (part: object) => JSON.parse(JSON.stringify(part).replace(/^\{/, `{${JSON.stringify(name)}:"observed",`)) as object;
    expect(faults(within(sound))).toEqual([" unknown-key"]);
    for (const part of ["size", "findings", "origin", "variant", "context"] as const) {
      expect(faults({ ...sound, [part]: within(sound[part]) })).toEqual([`/${part} unknown-key`]);
    }
  });

  test("of an origin of what is not told, be it a finding, a z-score or the mark", () => {
    const { findings: _findings, size: _size, context: _context, ...rest } = sound;
    const origin = { sga: "measured", weight: "measured", acthTwiceLimit: "measured" };
    expect(faults({ ...rest, findings: {}, origin })).toEqual(["/origin/acthTwiceLimit no-finding", "/origin/sga no-finding", "/origin/weight no-finding"]);
    expect(faults({ ...sound, origin: { iugr: "measured", weight: "measured", acthTwiceLimit: "measured" } })).toEqual([]);
  });

  test("of a family: one mother, and at most twenty relatives", () => {
    const of = (...relations: string[]) => faults({ ...sound, family: { relatives: relations.map((relation) => ({ relation })) } });
    expect(of("mother", "father", "mother")).toEqual(["/family/relatives/2/relation repeated"]);
    expect(of(...Array.from({ length: 20 }, () => "sister"))).toEqual([]);
    expect(of(...Array.from({ length: 21 }, () => "sister"))).toEqual(["/family/relatives out-of-range"]);
    expect(of(...Array.from({ length: 3000 }, () => "text"))).toHaveLength(21);
  });

  test("never repeats a value", () => {
    const planted = "planted-value";
    const everywhere = { checklist: planted, sex: planted, age: planted, findings: { [planted]: planted, iugr: planted }, follows: planted, [planted]: planted };
    expect(JSON.stringify(parseDraft(everywhere))).not.toContain(planted);
  });
});
