import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { notAssessed, presence, systems } from "@/lib/exchange/fhir-codes";
import { questionnaire } from "@/lib/exchange/fhir-questionnaire";
import { fromQuestionnaireResponse } from "@/lib/exchange/fhir-read";
import { toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import type { ResponseItem } from "@/lib/exchange/fhir-response";
import { assess } from "@/lib/screening/assess";
import type { Draft } from "@/lib/screening/assess";
import { drafts, everything, imported, saved } from "./fhir-drafts";

const draftOf = (resource: unknown): Draft => {
  const read = fromQuestionnaireResponse(resource);
  return "draft" in read ? read.draft : expect.fail(JSON.stringify(read.errors));
};
const errorsOf = (resource: unknown) => {
  const read = fromQuestionnaireResponse(resource);
  return "errors" in read ? read.errors : expect.fail("was read");
};
const written = (draft: Draft) => toQuestionnaireResponse({ ...draft, assessment: assess(draft) });
const linkIds = (items: ResponseItem[]): string[] => items.flatMap(({ linkId, item = [] }) => [linkId, ...linkIds(item)]);

describe("there and back", () => {
  test(`every case and 500 generated screenings: ${everything.length}`, () => {
    for (const screening of everything) {
      const { code: _, year: __, assessment: ___, ...draft } = screening;
      expect(draftOf(toQuestionnaireResponse(screening))).toEqual(imported(draft));
    }
  });

  test("response, draft, response: the same bytes", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const response = written(draft);
        expect(JSON.stringify(written(draftOf(JSON.parse(JSON.stringify(response)))))).toBe(JSON.stringify(response));
      }),
      { numRuns: 1000 },
    );
  });

  test("the same screening gives the same bytes, in whatever order its findings came", () => {
    for (const screening of everything.slice(0, 100)) {
      const turned = { ...screening, findings: Object.fromEntries(Object.entries(screening.findings).toReversed()) };
      expect(JSON.stringify(toQuestionnaireResponse(turned))).toBe(JSON.stringify(toQuestionnaireResponse(screening)));
    }
  });
});

const small = saved({ checklist: "1.0", sex: "male", age: "newborn", gestation: "term", size: { weight: -2.4 }, findings: { iugr: "observed", scoliosis: "excluded" } });
const response = () => structuredClone(toQuestionnaireResponse(small)) as unknown as Resource;
type Coding = { system: string; code: string };
type Item = { linkId: string; text?: string; answer?: { [value: string]: unknown; valueCoding?: Coding }[]; item?: Item[] };
type Resource = { [key: string]: unknown; item: Item[] };
/** A response in which the items with this linkId are changed. */
function changed(linkId: string, change: (item: Item) => void): Resource {
  const resource = response();
  const walk = (items: Item[]) => items.forEach((item) => (item.linkId === linkId ? change(item) : walk(item.item ?? [])));
  walk(resource.item);
  return resource;
}

describe("a response names nobody", () => {
  test("no subject, author or date, and no place where it was written", () => {
    expect(Object.keys(response()).toSorted()).toEqual(["identifier", "item", "language", "questionnaire", "resourceType", "status"]);
    expect(response()["identifier"]).toEqual({ system: systems.own, value: small.code });
    expect(response()["questionnaire"]).toBe(`${questionnaire().url}|${questionnaire().version}`);
    expect(JSON.stringify(response())).not.toContain("https://");
  });

  test("nothing where not assessed", () => {
    const ids = linkIds(response().item as ResponseItem[]);
    expect(ids.filter((linkId) => linkId.startsWith("finding."))).toEqual(["finding.iugr", "finding.scoliosis"]);
    expect(ids).not.toContain("group.family");
  });
});

test("a response names the questionnaire of its own checklist and rules", () => {
  const old = { ...small, checklist: "0.9", assessment: { ...small.assessment, rules: "0.8" } };
  expect(toQuestionnaireResponse(old).questionnaire).toBe("urn:uuid:3af35f5f-aeb6-56c5-a241-fbda5fe38f91|0.9-0.8");
});

describe("reading past", () => {
  test("what names a child, a day or an author leaves no trace", () => {
    const told = {
      ...response(), id: "p-77", subject: { reference: "Patient/77", display: "Anna Example" }, author: { display: "Dr Example" }, authored: "2026-03-04T05:06:07Z", encounter: { reference: "Encounter/5" },
      contained: [{ resourceType: "Patient", name: [{ family: "Example" }] }], text: { status: "generated", div: "<div>Anna Example</div>" }, meta: { tag: [{ code: "lformsVersion: 40.1.3" }] },
    };
    const read = fromQuestionnaireResponse(told);
    expect(read).toEqual(fromQuestionnaireResponse(response()));
    expect(JSON.stringify(read)).not.toMatch(/Example|77|2026-03|IS-/);
  });

  test("what was set back to not assessed is as if it had not been asked", () => {
    const open = draftOf(changed("finding.iugr", (item) => (item.answer = [{ valueCoding: notAssessed }])));
    expect(open).toEqual(draftOf(changed("finding.iugr", (item) => (item.answer = []))));
    expect(open.findings).toEqual({ scoliosis: "excluded" });
    expect(errorsOf(changed("sex", (item) => (item.answer = [{ valueCoding: notAssessed }])))).toContainEqual({ pointer: "/sex", code: "not-allowed" });
  });

  test("letters and match are not believed", () => {
    const read = draftOf(changed("match", (item) => (item.answer = [{ valueCoding: { system: systems.own, code: "match.all-letters" } }])));
    expect(read).toEqual(draftOf(response()));
  });

  test("what the checklist does not ask is listed, if it is only a name", () => {
    const resource = response();
    resource.item.push({ linkId: "gait", answer: [{ valueString: "Anna walks" }], item: [{ linkId: "12345678 Anna", answer: [] }] });
    expect(fromQuestionnaireResponse(resource)).toEqual({ draft: draftOf(response()), unknown: ["gait", "…"] });
  });

  test.each(["urn:uuid:3af35f5f-aeb6-56c5-a241-fbda5fe38f91", "https://a.example/api/fhir/Questionnaire/image-checklist"])("the questionnaire is ours, under the name of then too, in every version up to now: %s", (url) => {
    for (const version of ["", "|0.1-0.1", "|0.9-3.0", "|1.0-9.9"]) expect(draftOf({ ...response(), questionnaire: url + version })).toEqual(draftOf(response()));
  });

  test("answers count wherever a form filler nests them", () => {
    const resource = response();
    expect(draftOf({ ...resource, item: resource.item.flatMap(({ item = [] }) => item) })).toEqual(draftOf(response()));
    expect(draftOf({ ...resource, item: [{ linkId: "page.1", item: resource.item }] })).toEqual(draftOf(response()));
  });
});

describe("refused, with the question and a code alone", () => {
  const absent = presence.excluded;
  const answered = (linkId: string, ...answer: Item["answer"] & object) => changed(linkId, (item) => (item.answer = answer));
  const deep = (depth: number): Item => ({ linkId: "page", item: depth ? [deep(depth - 1)] : [] });
  const refusals: [string, unknown, { pointer: string; code: string }[]][] = [
    ["no object", "Anna", [{ pointer: "", code: "wrong-type" }]],
    ["another resource", { ...response(), resourceType: "Patient" }, [{ pointer: "/resourceType", code: "not-allowed" }]],
    ["no status", { ...response(), status: undefined }, [{ pointer: "/status", code: "missing" }]],
    ["entered in error", { ...response(), status: "entered-in-error" }, [{ pointer: "/status", code: "not-allowed" }]],
    ["a modifier", { ...response(), modifierExtension: [{ url: "https://a.example/negated", valueBoolean: true }] }, [{ pointer: "/modifierExtension", code: "not-allowed" }]],
    ["a modifier on a question", changed("sex", (item) => Object.assign(item, { modifierExtension: [] })), [{ pointer: "/modifierExtension", code: "not-allowed" }]],
    ["another questionnaire", { ...response(), questionnaire: "https://a.example/Questionnaire/phq-9" }, [{ pointer: "/questionnaire", code: "not-allowed" }]],
    ...["99.0-1.1", "1.1-1.1", "1-1.1", "1.0.0-1.1", "x"].map((version): [string, unknown, { pointer: string; code: string }[]] => [`the checklist ${version}`, { ...response(), questionnaire: `${questionnaire().url}|${version}` }, [{ pointer: "/questionnaire", code: "not-current" }]]),
    ["no sex", changed("sex", (item) => (item.answer = [])), [{ pointer: "/sex", code: "missing" }]],
    ["items that are none", { ...response(), item: "Anna" }, [{ pointer: "/item", code: "wrong-type" }, { pointer: "/sex", code: "missing" }, { pointer: "/age", code: "missing" }]],
    ["an item without a linkId", { ...response(), item: [...response().item, {}] }, [{ pointer: "/item", code: "wrong-type" }]],
    ["items nested without end", { ...response(), item: [...response().item, deep(2000)] }, [{ pointer: "/item", code: "wrong-type" }]],
    ["a finding as text", answered("finding.iugr", { valueString: "Present" }), [{ pointer: "/finding.iugr", code: "wrong-type" }]],
    ["an answer of another list", answered("finding.iugr", { valueCoding: { system: systems.loinc, code: "LA33-6" } }), [{ pointer: "/finding.iugr", code: "not-allowed" }]],
    ["the code of another system", answered("finding.iugr", { valueCoding: { system: systems.own, code: absent.code } }), [{ pointer: "/finding.iugr", code: "not-allowed" }]],
    ["both present and absent", answered("finding.iugr", { valueCoding: presence.observed }, { valueCoding: absent }), [{ pointer: "/finding.iugr", code: "repeated" }]],
    ["a question answered twice", { ...response(), item: [...response().item, { linkId: "sex", answer: [{ valueCoding: { system: systems.own, code: "sex.female" } }] }] }, [{ pointer: "/sex", code: "repeated" }]],
    ["a z-score as text", answered("size.weight", { valueString: "-2.4" }), [{ pointer: "/size.weight", code: "wrong-type" }]],
    ["a z-score beyond belief", answered("size.weight", { valueDecimal: -24 }), [{ pointer: "/size/weight", code: "out-of-range" }]],
    ["a z-score to two decimals", answered("size.weight", { valueDecimal: -2.45 }), [{ pointer: "/size/weight", code: "not-a-multiple" }]],
    ["half a variant", { ...response(), item: [...response().item, { linkId: "variant.gene", answer: [{ valueCoding: { system: systems.own, code: "gene.POLE" } }] }] }, ["consequence", "region", "class", "allele", "tested"].map((part) => ({ pointer: `/variant/${part}`, code: "missing" }))],
    ["a relative without a relation", { ...response(), item: [...response().item, { linkId: "group.relative", item: [{ linkId: "relative.affected", answer: [{ valueBoolean: true }] }] }] }, [{ pointer: "/family/relatives/0/relation", code: "missing" }]],
  ];
  test.each(refusals)("%s", (_, resource, errors) => expect(errorsOf(resource)).toEqual(errors));

  test("and nothing of any shape makes it fall over", () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => void expect(fromQuestionnaireResponse({ ...response(), item: [{ linkId: "sex", item: value, answer: value }] })).toBeDefined()), { numRuns: 500 });
    fc.assert(fc.property(fc.jsonValue(), (value) => void expect(fromQuestionnaireResponse(value)).toHaveProperty("errors")), { numRuns: 500 });
  });
});
