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
const says = findWords("en");
const { everyday } = says;
const index = indexOf(features, says);
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
    ["chronic diarrhoea", "chronic-diarrhea"], ["perthes", "femoral-head-necrosis"], ["sga", "sga"], ["iugr", "iugr"], ["floppy", "hypotonia"], ["low sugar", "hypoglycemia"], ["low bm", "hypoglycemia"], ["small baby", "sga"], ["not thriving", "failure-to-thrive"],
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

  test("half a word may be asked, and no shorter part: coma is no rhabdomyosarcoma, renal not adrenal", () => {
    expect([all("natremia"), all("ospad"), all("coma"), all("renal failure")]).toEqual([["hyponatremia"], ["hypospadias"], [], []]);
  });

  test.each(["", "  ", "-", "HP:0000048", "HP:0000407", "0000999", "hypernatremia", "low calcium", "zzz", "xi", "the child"])("%j finds nothing: an id is never guessed, and high is not low", (query) => {
    expect(find(query, index).found).toEqual([]);
  });

  test("what it was found by is told where that is another name", () => {
    expect(find("exsiccosis", index).found).toEqual([{ feature: "dehydration", id: "HP:0001944", by: "Exsiccosis" }]);
    expect(find("dehydr", index).found).toEqual([{ feature: "dehydration", id: "HP:0001944" }]);
  });
});

/** What is said on a ward, in British and American spelling, and the row that it means. */
const said = {
  iugr: "IUGR, FGR, foetal growth restriction, fetal growth retardation, antenatal growth restriction, intrauterine growth restriction",
  sga: "SGA, SFD, small for dates, light for dates, small for gestational age, small for gestation, born small, small at birth, low birthweight",
  "birth-length-low": "short at birth, low birth length",
  "small-infant": "poor growth, slow growth",
  "failure-to-thrive": "FTT, faltering growth, poor weight gain, not gaining weight",
  micromelia: "short limbs, short legs, short arms, short extremities",
  scoliosis: "scoliosis, curved spine, kyphoscoliosis",
  "delayed-bone-age": "delayed bone age, bone age delay, retarded bone age",
  "metaphyseal-dysplasia": "wide metaphyses, widened metaphysis, metaphyseal widening, irregular metaphyses, dense metaphyses, metaphyseal irregularity",
  "metaphyseal-flaring": "flared metaphyses, splayed metaphyses",
  osteopenia: "low bone density, low BMD, osteopaenia",
  "feeding-difficulty": "poor feeding, poor suck, not feeding, feeding problems",
  vomiting: "vomiting, repeated vomiting, recurrent vomiting, persistent vomiting",
  dehydration: "dehydrated",
  hypotension: "low blood pressure, low BP, BP low, hypotensive",
  hyperpigmentation: "dark skin, skin darkening, bronze skin, dark gums, dark nipples, hyperpigmented",
  hypoglycemia: "low blood sugar, low glucose, hypoglycaemia, low sugar",
  hyponatremia: "low sodium, low Na, Na low, hyponatraemia, decreased sodium",
  hyperkalemia: "high potassium, raised potassium, high K, K+ high, hyperkalaemia",
  "salt-wasting": "salt losing, salt wasting, sodium wasting, salt loser, urinary salt loss",
  "low-cortisol": "low cortisol, cortisol deficiency, hypocortisolism, reduced cortisol",
  "high-acth": "elevated ACTH, raised ACTH, high ACTH, increased ACTH, ACTH high",
  "low-aldosterone": "low aldosterone, aldosterone deficiency, mineralocorticoid deficiency",
  "high-renin": "raised renin, elevated renin, plasma renin activity, PRA",
  "adrenal-hypoplasia": "adrenal hypoplasia congenita, AHC, congenital adrenal hypoplasia, small adrenals, absent adrenals, adrenal agenesis, adrenal aplasia",
  "adrenal-insufficiency": "primary adrenal insufficiency, PAI, adrenal crisis, addisonian crisis, salt-losing crisis, Addison, Addison's disease, adrenal failure, hypoadrenalism",
  "central-adrenal-insufficiency": "secondary adrenal insufficiency",
  "adrenal-hyperplasia": "CAH, congenital adrenal hyperplasia, large adrenals",
  "high-17ohp": "17-OHP, raised 17OHP, elevated 17-hydroxyprogesterone",
  micropenis: "microphallus, small phallus, small penis, short penis",
  cryptorchidism: "undescended testicle, undescended testicles, undescended testis, bilateral cryptorchidism, testes not palpable, testicles not palpable, impalpable testis, non-palpable testes, empty scrotum, maldescended testes, UDT",
  "prominent-forehead": "big forehead, large forehead, prominent forehead, frontal bossing",
  "low-set-ears": "low set ears, low-set ears, ears low set",
  microcephaly: "small head, small OFC",
  macrocephaly: "big head, large OFC",
  hypotonia: "floppy infant, floppy baby, low tone",
  "gh-deficiency": "GH deficiency, GHD, low growth hormone, growth hormone insufficiency",
  hypercalciuria: "hypercalciuria, high urinary calcium, raised urine calcium",
  hypercalcemia: "raised calcium, high calcium, hypercalcaemia",
  asymmetry: "hemihypertrophy, leg length discrepancy",
  achalasia: "achalasia of the oesophagus",
  alacrima: "no tears, absent tears, cries without tears",
  "chronic-diarrhea": "chronic diarrhoea, loose stools",
  thrombocytopenia: "low platelets, low plts, thrombocytopaenia",
} as const;
const asked = Object.entries(said).flatMap(([feature, queries]) => queries.split(", ").map((query) => [query, feature] as const));

describe("what is said on a ward", () => {
  test.each(asked)("%s: %s, first and by name", (query, feature) => {
    expect(find(query, index)).toMatchObject({ found: [{ feature }, ...find(query, index).found.slice(1)], near: false });
  });

  test.each([
    ["left undescended testicle", "cryptorchidism"], ["bilateral undescended testes", "cryptorchidism"], ["baby with projectile vomiting", "vomiting"], ["severe IUGR", "iugr"], ["neonatal hypoglycaemia", "hypoglycemia"],
    ["dark coloured skin", "hyperpigmentation"], ["transient hyponatraemia", "hyponatremia"], ["kidney calcium deposits", "nephrocalcinosis"], ["hypoglycemic", "hypoglycemia"], ["mild hypospdias", "hypospadias"],
  ] as const)("where not every word fits, what most of them fit is called near: %s", (query, feature) => {
    expect(first(query)).toBe(feature);
    expect(find(query, index).near).toBe(true);
  });

  test("of several words the more that fit, and less than half is nothing", () => {
    expect(all("micropenis and hypospadias")).toEqual(["micropenis", "hypospadias"]);
    expect(all("adrenal insufficiency since yesterday")).toEqual(["adrenal-insufficiency", "central-adrenal-insufficiency"]);
    expect(all("vomiting since yesterday evening")).toEqual([]);
  });

  test.each([
    "hearing loss, hair loss, weight loss, cleft palate, cleft lip, receding chin, kidney stones, head injury, skin rash, bone pain, muscle weakness, inguinal hernia, polydactyly, seizures, fever",
    "advanced bone age, tall stature, large for gestational age, high sodium, low potassium, high blood sugar, high blood pressure, raised cortisol, normal ACTH, low ACTH, low renin, no vomiting, feeding well, absent testes",
    "macropenis, macrognathia, hypopigmentation, hypertension, hypertonia, hyperglycaemia, hypokalaemia, precocious puberty, renal dysplasia, pulmonary hypoplasia, heart failure, vitamin D deficiency, high forehead, short neck, acute diarrhoea",
  ].flatMap((some) => some.split(", ")))("%s is no row, and no other row is made of it", (query) => {
    expect(find(query, index).found).toEqual([]);
  });
});
