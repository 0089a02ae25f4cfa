import { describe, expect, test } from "vitest";
import { conditionIds, conditions, omimUrl } from "@/lib/evidence/conditions";
import knowledge from "@/lib/evidence/knowledge.json";
import { adrenalByDefinition, beyondHpo, boys, classMeans, groups, published } from "@/lib/evidence/priors";
import type { Entry } from "@/lib/evidence/priors";
import { featureIds } from "@/lib/screening/checklist";
import { sources } from "@/lib/screening/sources";

describe("conditions", () => {
  test("are IMAGe syndrome and 38 others, each with its knowledge", () => {
    expect(conditionIds).toHaveLength(39);
    expect(conditionIds[0]).toBe("OMIM:614732");
    expect([...conditionIds].sort()).toEqual(Object.keys(knowledge.conditions).sort());
  });

  test("have labels of their own", () => {
    expect(new Set(Object.values(conditions).map(({ label }) => label)).size).toBe(39);
    expect(omimUrl("OMIM:614732")).toBe("https://www.omim.org/entry/614732");
  });

  test("say where each sentence comes from", () => {
    const said = Object.values(conditions).flatMap(({ tells, note }) => [...tells, ...(note ? [note] : [])]);
    expect(said.filter(({ basis }) => basis !== "general knowledge" && !Object.hasOwn(sources, basis))).toEqual([]);
    expect(Object.values(conditions).filter(({ tells }) => tells.length < 1 || tells.length > 2)).toEqual([]);
  });
});

describe("what the likelihood takes for granted", () => {
  test("names conditions and features that are there", () => {
    for (const id of [...adrenalByDefinition, ...Object.keys(beyondHpo), ...Object.keys(boys), ...Object.keys(published.shares)]) expect(conditionIds).toContain(id);
    expect(Object.values(knowledge.conditions).flatMap((stated) => Object.keys(stated)).filter((feature) => !(featureIds as string[]).includes(feature))).toEqual([]);
  });

  test("counts no feature in two groups", () => {
    const all = groups.flatMap(({ of }) => of);
    expect(new Set(all).size).toBe(all.length);
  });

  test("knows every class that is used", () => {
    const entries = Object.values(knowledge.conditions).flatMap((stated) => Object.values(stated).flat() as Entry[]);
    expect(entries.flatMap((entry) => entry.class ?? []).filter((word) => !Object.hasOwn(classMeans, word))).toEqual([]);
    expect(entries.filter((entry) => (entry.n === undefined) !== (entry.of === undefined) || (entry.n ?? 0) > (entry.of ?? 0))).toEqual([]);
  });
});
