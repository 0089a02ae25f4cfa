import { describe, expect, test } from "vitest";
import { conditionIds, conditions, omimUrl } from "@/lib/evidence/conditions";
import knowledge from "@/lib/evidence/knowledge.json";
import { orphanet } from "@/lib/evidence/orphanet";
import { beliefsOf } from "@/lib/evidence/belief";
import { adrenalByDefinition, beyondHpo, boys, classMeans, groups, published } from "@/lib/evidence/priors";
import type { Entry, Knowledge } from "@/lib/evidence/priors";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { Row } from "@/lib/screening/checklist";
import { sources } from "@/lib/screening/sources";
import type { Source } from "@/lib/screening/sources";

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

  test("knows every feature that the checklist cites from a source about one condition", () => {
    const about: Partial<Record<Source, string>> = {
      ...Object.fromEntries((["arboleda-2012", "hamajima-2013", "medlineplus", "genereviews", "orphanet", "case-rep-genet-2019", "bolomiti-2021"] as const).map((source) => [source, "OMIM:614732"])),
      ...Object.fromEntries((["mirage-genereviews", "narumi-2016", "buonocore-2017", "suntharalingham-2022"] as const).map((source) => [source, "OMIM:617053"])),
      "logan-2018": "OMIM:618336", "pedreira-2004": "OMIM:618336", "srs-genereviews": "OMIM:180860", "slos-genereviews": "OMIM:270400",
    };
    const sheets = new Map(beliefsOf(knowledge.conditions as Knowledge).map((sheet) => [sheet.id, sheet]));
    const cited = featureIds.flatMap((feature) => (checklist[feature] as Row).frequency.flatMap(({ source }) => (about[source] ? [[feature, about[source] ?? ""] as const] : [])));
    expect(cited.length).toBeGreaterThan(50);
    // A paper's column of any atypical genitalia counts for the general row, and for no single sign.
    expect(cited.filter(([feature, id]) => !sheets.get(id)?.observed.has(feature)).map(([feature]) => feature)).toEqual(["ambiguous-genitalia"]);
  });

  test("takes from Orphanet what is about a condition of the panel, of each feature one row", () => {
    expect(Object.values(orphanet).flat().filter((id) => !conditionIds.includes(id))).toEqual([]);
    const rows = Object.values(knowledge.conditions).flatMap((stated) => Object.values(stated).map((some) => some.filter(({ ref }) => ref.startsWith("ORPHA:")).length));
    expect(Math.max(...rows)).toBe(1);
    const refs = new Set(Object.values(knowledge.conditions).flatMap((stated) => Object.values(stated).flat().map(({ ref }) => ref)).filter((ref) => ref.startsWith("ORPHA:")));
    expect([...refs].filter((ref) => !Object.hasOwn(orphanet, ref))).toEqual([]);
    // This one is outdone, feature for feature, by another entry about the same condition.
    expect(Object.keys(orphanet).filter((ref) => !refs.has(ref))).toEqual(["ORPHA:289548"]);
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
