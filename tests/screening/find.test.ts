import { describe, expect, test } from "vitest";
import { HPO_RELEASE, checklist, featureIds } from "@/lib/screening/checklist";
import type { Row } from "@/lib/screening/checklist";
import { find, indexOf } from "@/lib/screening/find";
import { findWords } from "@/lib/screening/find-wording";
import { findingsOf } from "@/lib/screening/hpo-map";
import map from "@/lib/screening/hpo-map.json";
import synonyms from "@/lib/screening/synonyms.json";
import { words } from "@/lib/screening/wording";

const { features } = words("en");
const { everyday } = findWords("en");
const index = indexOf(features, everyday);
const first = (query: string) => find(query, index).found[0]?.feature;
const all = (query: string) => find(query, index).found.map(({ feature }) => feature);

describe("what is known of names", () => {
  test("is of the checklist's release, row by row in its order, with the terms' own ids and labels", () => {
    expect(synonyms.release).toBe(HPO_RELEASE);
    expect(Object.entries(synonyms.features).map(([feature, { id, label }]) => [feature, id, label])).toEqual(featureIds.map((feature) => [feature, checklist[feature].hpo.id, checklist[feature].hpo.label]));
  });

  test("an id by which a row can be found means that row in a file, too", () => {
    for (const feature of featureIds) for (const id of [checklist[feature].hpo.id, ...synonyms.features[feature].ids]) expect(findingsOf([{ id, excluded: false }]).findings[feature], id).toBe("observed");
  });
});

describe("every feature is found", () => {
  test("first by its label", () => {
    expect(featureIds.filter((feature) => first(features[feature]) !== feature)).toEqual([]);
  });

  test("first by its id, however it is written, and by every old id and every term that counts besides", () => {
    const replaced = Object.entries(map.replaced);
    for (const feature of featureIds) {
      const { hpo, alsoCounts = [] }: Row = checklist[feature];
      for (const id of [hpo.id, hpo.id.toLowerCase(), hpo.id.replace(":", "_"), hpo.id.replace(":", ""), ` ${hpo.id.slice(3)} `]) expect(all(id), id).toEqual([feature]);
      for (const id of alsoCounts) expect(all(id), id).toContain(feature);
      for (const [old] of replaced.filter(([, id]) => id === hpo.id)) expect(find(old, index).found, old).toEqual([{ feature, id: hpo.id, by: old }]);
    }
  });

  test("by every synonym, and where it is no other row's label among the first two", () => {
    const far = featureIds.flatMap((feature) => [checklist[feature].hpo.label, ...synonyms.features[feature].names, ...(everyday[feature] ?? [])].filter((name) => !all(name).slice(0, 2).includes(feature)));
    expect(far).toEqual([]);
  });
});

describe("what is typed", () => {
  test.each([
    ["undescended", "cryptorchidism"], ["hypospad", "hypospadias"], ["HP:0000047", "hypospadias"], ["cafe au lait", "cafe-au-lait"], ["Café-au-lait", "cafe-au-lait"],
    ["ears low", "low-set-ears"], ["lowset", "low-set-ears"], ["17ohp", "high-17ohp"], ["bone age", "delayed-bone-age"], ["hyponatraemia", "hyponatremia"], ["HYPERKAL", "hyperkalemia"],
    ["chronic diarrhoea", "chronic-diarrhea"], ["perthes", "femoral-head-necrosis"], ["sga", "sga"], ["iugr", "iugr"], ["floppy", "hypotonia"], ["low sugar", "hypoglycemia"],
    ["testes", "cryptorchidism"], ["gh def", "gh-deficiency"], ["small penis", "micropenis"], ["renin", "high-renin"], ["toes", "toe-syndactyly"], ["platelet", "thrombocytopenia"],
  ] as const)("%s: %s", (query, feature) => {
    expect(first(query)).toBe(feature);
    expect(find(query, index).near).toBe(false);
  });

  test.each([["hypospdias", "hypospadias"], ["cryptorchdism", "cryptorchidism"], ["kryptorch", "cryptorchidism"], ["scoliossis", "scoliosis"], ["nehprocalc", "nephrocalcinosis"]] as const)("one slip is forgiven and told: %s", (query, feature) => {
    expect(find(query, index)).toMatchObject({ found: [{ feature }], near: true });
  });

  test("the beginning of a word comes before what merely holds it; no slip where something is called so", () => {
    expect(all("hypot").slice(0, 2).toSorted()).toEqual(["hypotension", "hypotonia"]);
    expect(all("adrenal").slice(0, 2)).toEqual(["adrenal-insufficiency", "adrenal-hypoplasia"]);
  });

  test.each(["", "  ", "-", "HP:0000048", "HP:0000407", "0000999", "hypernatremia", "low calcium", "zzz", "xi"])("%j finds nothing: an id is never guessed, and high is not low", (query) => {
    expect(find(query, index).found).toEqual([]);
  });

  test("what it was found by is told where that is another name", () => {
    expect(find("exsiccosis", index).found).toEqual([{ feature: "dehydration", id: "HP:0001944", by: "Exsiccosis" }]);
    expect(find("dehydr", index).found).toEqual([{ feature: "dehydration", id: "HP:0001944" }]);
  });
});
