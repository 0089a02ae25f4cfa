import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { addable, familyIn, toldOf } from "@/app/_checklist/family-field";
import { numberOf } from "@/app/_checklist/family-layout";
import { FamilyTold } from "@/app/_checklist/family-told";
import { readFamily } from "@/lib/family/inheritance";
import type { FamilyReading } from "@/lib/family/inheritance";
import { inOrder, MAX_RELATIVES, onlyOnce, relations, sexOf } from "@/lib/family/pedigree";
import type { Family } from "@/lib/family/pedigree";
import type { Sex } from "@/lib/screening/bands";
import { sources } from "@/lib/screening/sources";

const plain = (part: string) => part.replace(/<[^>]+>/g, " ").replaceAll("&amp;", "&").replaceAll("&#x27;", "'").replace(/\s+/g, " ");
const html = (family: Family, sex: Sex = "male", reading: FamilyReading | null = readFamily(family, { sex })) => renderToStaticMarkup(createElement(FamilyTold, { family, sex, reading }));
const drawn = (page: string, relation: string) => [...page.matchAll(new RegExp(`<g data-person="[^"]+" data-relation="${relation}"[^>]*>.*?</g>`, "gs"))].map(([part]) => part);
const list = (page: string) => [...(/<ul class="told">.*?<\/ul>/s.exec(page)?.[0] ?? "").matchAll(/<li>(.*?)<\/li>/gs)].map(([, part]) => plain(part ?? ""));

/** Hamajima et al. 2013. */
const hamajima: Family = {
  consanguinity: "no", transmittedBy: "mother",
  relatives: [{ relation: "mother", affected: "no", carrier: "yes" }, { relation: "father", affected: "no", carrier: "no" }, { relation: "brother", affected: "yes" }, { relation: "sister", affected: "yes" }],
};
const everybody: Family = { consanguinity: "yes", relatives: relations.map((relation) => ({ relation, affected: "no" })) };

describe("the pedigree", () => {
  test("has the standard symbols: a square or a circle, filled where affected, with a dot where an unaffected one carries", () => {
    const page = html({ relatives: relations.map((relation) => ({ relation, affected: "yes" })) });
    for (const relation of relations) {
      const [one] = drawn(page, relation);
      expect(one, relation).toContain(sexOf(relation) === "male" ? "<rect" : "<circle");
      expect(one, relation).toMatch(/^<g[^>]*><(rect|circle)[^>]* class="affected"/);
      expect(one, relation).not.toContain(" ?");
    }
    const [mother, father, brother] = ["mother", "father", "brother"].map((relation) => drawn(html(hamajima), relation)[0] ?? "");
    expect(mother?.match(/<circle/g)).toHaveLength(2);
    expect(plain(mother ?? "")).toContain("CDKN1C +");
    expect(plain(father ?? "")).toContain("CDKN1C −");
    expect(plain(brother ?? "")).not.toContain("CDKN1C");
  });

  test("puts the dot on nobody who is affected or of whom that is not known, and a question mark on the latter", () => {
    const [known, unknown] = [{ affected: "yes" as const }, {}].map((told) => drawn(html({ relatives: [{ relation: "mother", carrier: "yes", ...told }] }), "mother")[0] ?? "");
    expect([known, unknown].map((one) => one?.match(/<circle/g)?.length)).toEqual([1, 1]);
    expect([known, unknown].map((one) => plain(one ?? "").includes(" ?"))).toEqual([false, true]);
  });

  test.each([["male", "<rect"], ["female", "<circle"], ["undetermined", "<path"], ["unknown", "<path"]] as const)("draws a child of sex %s as %s, with P, and never as affected", (sex, shape) => {
    const [child = ""] = drawn(html(hamajima, sex), "child");
    expect(child.replace(/<g[^>]*>/, "").startsWith(shape)).toBe(true);
    expect(plain(child)).toMatch(/CDKN1C \+ P/);
    expect(child).not.toMatch(/^<g[^>]*><[^>]*class="affected"/);
  });

  test("has a name, a legend and no style of its own that the content policy would refuse", () => {
    const page = html(everybody);
    const [, id] = /<svg role="img" aria-labelledby="([^"]+)"/.exec(page) ?? [];
    expect(page).toContain(`<title id="${id}">Pedigree of three generations, 17 people`);
    expect(plain(page)).toContain("parents related by blood");
    expect(/<figcaption>.*<\/figcaption>/s.exec(html(hamajima))?.[0]).not.toContain("related by blood");
    expect(plain(page)).toContain("without it: not tested");
    expect(page).not.toMatch(/ style=|NaN|undefined|Infinity/);
  });
});

describe("the words beside it", () => {
  test("tell everybody of whom something is said, by the number of the drawing", () => {
    expect(list(html(everybody)).length).toBeGreaterThanOrEqual(relations.length);
    const page = html(hamajima);
    for (const relation of ["mother", "father", "brother", "sister"]) {
      const number = /data-person="([^"]+)"/.exec(drawn(page, relation)[0] ?? "")?.[1] ?? "none";
      expect(list(page).filter((sentence) => sentence.trim().startsWith(`${number} `) && sentence.toLowerCase().includes(relation)), relation).toHaveLength(1);
    }
    expect(list(page).join()).not.toMatch(/grand/);
  });
});

describe("the form and the saved page", () => {
  const sign = fc.constantFrom("yes" as const, "no" as const, undefined);
  const told = fc.record({ relation: fc.constantFrom(...addable), affected: sign, carrier: sign }).map(({ relation, affected, carrier }) => ({ relation, ...(affected && { affected }), ...(carrier && { carrier }) }));
  const near = fc.tuple(...onlyOnce.map((relation) => fc.record({ affected: sign, carrier: sign }).map((signs) => ({ relation, ...signs }))));
  const anyForm = fc.tuple(near, fc.array(told, { maxLength: MAX_RELATIVES - onlyOnce.length }), fc.constantFrom(undefined, "mother" as const, "new" as const))
    .map(([ones, others, transmittedBy]) => familyIn(JSON.stringify({ transmittedBy, relatives: [...ones, ...others] })));

  test("say and draw the same of any family, in whatever order it was typed, with the same numbers", () => {
    fc.assert(fc.property(anyForm, (form) => {
      const saved = toldOf(form);
      if (!saved) return;
      expect(html(form, "male", readFamily(saved, { sex: "male" }))).toBe(html(inOrder(saved)));
      const page = html(inOrder(saved));
      for (const relative of form.relatives.filter(({ relation, affected }) => addable.includes(relation) && affected)) expect(list(page).some((sentence) => sentence.trim().startsWith(`${numberOf(form, relative)} `))).toBe(true);
    }), { numRuns: 60 });
  });

  test("number two brothers alike, whoever was added first", () => {
    const [well, ill] = [{ relation: "brother", affected: "no" }, { relation: "brother", affected: "yes" }] as const;
    expect([numberOf({ relatives: [well, ill] }, ill), numberOf({ relatives: [ill, well] }, ill), numberOf({ relatives: [well, ill] }, well)]).toEqual(["III-2", "III-2", "III-3"]);
  });
});

describe("the reading", () => {
  test("names its version, every mode with its verdict, and a source for every sentence", () => {
    const page = html(hamajima);
    expect(plain(page)).toContain("Inheritance rules 1.0");
    const reading = readFamily(hamajima, { sex: "male" });
    for (const { mode, verdict } of reading.modes) expect(page).toContain(`data-mode="${mode}" data-verdict="${verdict}"`);
    const sentences = [...(/<div class="reading">.*/s.exec(page)?.[0] ?? "").matchAll(/<li>(.*?)<\/li>/gs)].map(([, part]) => part ?? "");
    expect(sentences).toHaveLength([...reading.modes, { reasons: reading.origin }, { reasons: reading.recurrence }].flatMap(({ reasons }) => reasons).length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z].*<cite>.+<\/cite>$/s);
  });

  test("of older rules is shown as it was stored", () => {
    const old = { version: "0.9", modes: [{ mode: "imprinted-maternal", verdict: "fits", reasons: [{ code: "an-old-code", relatives: ["mother"], source: "an-old-source" }] }], origin: [], recurrence: [] } as unknown as FamilyReading;
    const page = plain(html(hamajima, "male", old));
    expect(page).toContain("Inheritance rules 0.9");
    expect(page).toContain("an-old-code an-old-source");
  });

  test("cites no source that is not in the list", () => {
    const { modes, origin, recurrence } = readFamily(hamajima, { sex: "male" });
    expect([...modes.flatMap(({ reasons }) => reasons), ...origin, ...recurrence].filter(({ source }) => !Object.hasOwn(sources, source))).toEqual([]);
  });
});
