import { describe, expect, test } from "vitest";
import type { Draft } from "@/lib/screening/assess";
import { ages } from "@/lib/screening/bands";
import { genitalSigns, matches } from "@/lib/screening/rules";
import type { Letter, LetterStatus, Match } from "@/lib/screening/rules";
import { look } from "./look";

type Clause = [clause: string, findings: string, status: LetterStatus, more?: Partial<Draft>];

const clausesI: Clause[] = [
  ["1 IUGR", "iugr", "met"],
  ["1 SGA", "sga", "met"],
  ["1 birth length", "birth-length-low", "met"],
  ["2 weight at the limit", "", "met", { size: { weight: -2 } }],
  ["2 weight rounded to the limit", "", "met", { size: { weight: -1.951 } }],
  ["2 weight rounded above the limit", "", "supported", { size: { weight: -1.949 } }],
  ["2 length at the limit", "", "met", { size: { length: -1.9 } }],
  ["2 length above the limit", "", "unknown", { size: { length: -1.8 } }],
  ["3 measure outranks the tick", "sga", "supported", { size: { weight: -1.5 } }],
  ["3 normal measure outranks the tick", "sga", "not-met", { size: { weight: 0 } }],
  ["3 low measure outranks the exclusion", "-sga", "met", { size: { weight: -2.1 } }],
  ["3 a head or length alone outranks no tick", "sga", "met", { size: { head: 0, length: 0 } }],
  ["3 a measure taken back outranks nothing", "sga", "met", { size: { weight: undefined } }],
  ["3 IUGR stands beside a normal measure", "iugr", "met", { size: { weight: 0 } }],
  ["4 postnatal growth", "small-infant", "supported"],
  ["4 short stature", "short-stature", "supported"],
  ["4 failure to thrive", "failure-to-thrive", "supported"],
  ["5 weight just above the limit", "", "supported", { size: { weight: -1.9 } }],
  ["5 weight at the upper limit", "", "supported", { size: { weight: -1.3 } }],
  ["6 SGA excluded", "-sga", "not-met"],
  ["6 weight normal", "", "not-met", { size: { weight: -1.2 } }],
  ["6 weight and length normal", "", "not-met", { size: { weight: -1.2, length: -1.2 } }],
  ["6 weight normal, length not", "", "unknown", { size: { weight: -1.2, length: -1.3 } }],
  ["6 but IUGR", "-sga iugr", "met"],
  ["6 but a low birth length", "-sga birth-length-low", "met"],
  ["7 wins over later smallness", "-sga short-stature failure-to-thrive", "not-met"],
  ["8 nothing known", "", "unknown"],
  ["8 IUGR excluded alone", "-iugr", "unknown"],
];

const clausesM: Clause[] = [
  ...["metaphyseal-dysplasia", "epiphyseal-dysplasia", "metaphyseal-cupping", "metaphyseal-flaring"].map((id): Clause => [`1 ${id}`, id, "met"]),
  ...["delayed-bone-age", "scoliosis", "osteopenia", "osteoporosis", "hip-dysplasia", "slender-bones", "femoral-head-necrosis", "micromelia", "skeletal-dysplasia"].map((id): Clause => [`2 ${id}`, id, "supported"]),
  ...ages.map((age): Clause => [`3 excluded, ${age}`, "-metaphyseal-dysplasia", ["child", "youth", "adult"].includes(age) ? "not-met" : "unknown", { age }]),
  ["3 excluded late, but a supporting sign", "-metaphyseal-dysplasia scoliosis", "supported", { age: "youth" }],
  ["3 excluded late, but epiphyses", "-metaphyseal-dysplasia epiphyseal-dysplasia", "met", { age: "youth" }],
  ["4 nothing known", "", "unknown", { age: "adult" }],
  ["4 other exclusions say nothing", "-epiphyseal-dysplasia -scoliosis", "unknown", { age: "adult" }],
];

const clausesA: Clause[] = [
  ["1 adrenal hypoplasia", "adrenal-hypoplasia", "met"],
  ["1 adrenal insufficiency", "adrenal-insufficiency", "met"],
  ...["high-acth", "low-cortisol", "low-aldosterone", "salt-wasting"].map((id): Clause => [`2 ${id}`, id, "supported"]),
  ["3 hyperpigmentation", "hyperpigmentation", "supported"],
  ["4 low sodium with high potassium", "hyponatremia hyperkalemia", "supported"],
  ...["hyponatremia", "hyperkalemia"].flatMap((id) => [
    [`4 ${id} alone`, id, "unknown"] as Clause,
    ...["vomiting", "feeding-difficulty", "dehydration", "hypoglycemia", "shock", "hypotension"].map((sign): Clause => [`4 ${id} with ${sign}`, `${id} ${sign}`, "supported"]),
  ]),
  ...["dehydration", "hypoglycemia", "shock", "hypotension"].flatMap((sign) => [
    [`5 ${sign} alone`, sign, "unknown"] as Clause,
    [`5 ${sign} with vomiting`, `${sign} vomiting`, "supported"] as Clause,
    [`5 ${sign} with feeding difficulty`, `${sign} feeding-difficulty`, "supported"] as Clause,
  ]),
  ["5 dehydration with shock", "dehydration shock", "supported"],
  ["5 vomiting with feeding difficulty only", "vomiting feeding-difficulty", "unknown"],
  ["6 central", "central-adrenal-insufficiency", "supported"],
  ["7 excluded", "-adrenal-insufficiency", "not-met"],
  ["7 excluded, but a sign", "-adrenal-insufficiency high-acth", "supported"],
  ["7 excluded, but hypoplasia", "-adrenal-insufficiency adrenal-hypoplasia", "met"],
  ["7 hypoplasia excluded says nothing", "-adrenal-hypoplasia", "unknown"],
  ["8 signs that move nothing", "metabolic-acidosis high-renin prolonged-jaundice adrenal-hyperplasia high-17ohp", "unknown"],
];

const none = "-micropenis -cryptorchidism -hypospadias";
const clausesGe: Clause[] = [
  ...(["male", "undetermined"] as const).flatMap((sex) => [
    ...genitalSigns.map((id): Clause => [`1 ${sex} ${id}`, id, "met", { sex }]),
    ...["hypogonadotropic-hypogonadism", "ambiguous-genitalia", "female-genitalia-46xy", "genital-anomaly"].map((id): Clause => [`2 ${sex} ${id}`, id, "supported", { sex }]),
  ]),
  ["3 all excluded", none, "not-met"],
  ["3 all excluded by the term above them", "-genital-anomaly", "not-met"],
  ["3 one not assessed", "-micropenis -cryptorchidism", "unknown"],
  ["3 all excluded, but a sign", `${none} hypogonadotropic-hypogonadism`, "supported"],
  ["3 all excluded, undetermined", none, "unknown", { sex: "undetermined" }],
  ["4 female", "", "not-applicable", { sex: "female" }],
  ["4 female with a male finding", "hypospadias", "not-applicable", { sex: "female" }],
  ["5 recorded female with 46,XY", "female-genitalia-46xy", "supported", { sex: "female" }],
  ["5 sex not given with 46,XY", "female-genitalia-46xy", "supported", { sex: "unknown" }],
  ["6 sex not given", "hypospadias", "unknown", { sex: "unknown" }],
  ["6 nothing known", "", "unknown"],
];

describe.each([["I", clausesI], ["M", clausesM], ["A", clausesA], ["Ge", clausesGe]] as [Letter, Clause[]][])("letter %s", (letter, clauses) => {
  test.each(clauses)("%s", (_, short, status, more) => {
    const { letters: found, reasons } = look(short, more);
    expect(found[letter]).toBe(status);
    expect(reasons.filter((reason) => reason.letter === letter).length).toBeGreaterThan(0);
  });
});

describe("match", () => {
  test.each<[string, Match, string, Partial<Draft>?]>([
    ["1 all four", "all-letters", "iugr metaphyseal-dysplasia adrenal-hypoplasia hypospadias"],
    ["1 three in a girl", "all-letters", "iugr metaphyseal-dysplasia adrenal-hypoplasia", { sex: "female" }],
    ["1 three where the sex is not given", "core-pair", "iugr metaphyseal-dysplasia adrenal-hypoplasia hypospadias", { sex: "unknown" }],
    ["1 three in a boy", "core-pair", "iugr metaphyseal-dysplasia adrenal-hypoplasia"],
    ["2 I and A alone", "core-pair", "iugr adrenal-insufficiency"],
    ["2 M and Ge not met take nothing away", "core-pair", `iugr adrenal-insufficiency -metaphyseal-dysplasia ${none}`, { age: "child" }],
    ["3 I met, A supported", "partial", "iugr high-acth"],
    ["3 A met, Ge supported", "partial", "adrenal-insufficiency genital-anomaly"],
    ["3 A met, I supported", "partial", "adrenal-insufficiency short-stature"],
    ["3 A unknown, I and Ge met", "partial", "iugr hypospadias"],
    ["3 A unknown, I met and M supported", "few-letters", "iugr scoliosis"],
    ["3 neither I nor A met, two others met", "few-letters", "short-stature metaphyseal-dysplasia hypospadias"],
    ["3 neither I nor A met, both supported", "few-letters", "short-stature high-acth"],
    ["3 I not met", "few-letters", "-sga adrenal-insufficiency hypospadias"],
    ["3 A not met", "few-letters", "iugr -adrenal-insufficiency hypospadias"],
    ["4 two known, both not met", "few-letters", "-sga -adrenal-insufficiency"],
    ["5 one known", "insufficient", "iugr"],
    ["5 none known", "insufficient", ""],
    ["5 a girl's Ge is not a known letter", "insufficient", "iugr hypospadias", { sex: "female" }],
  ])("%s", (_, match, short, more) => {
    expect(look(short, more).match).toBe(match);
  });

  test("is ordered from too little to all", () => {
    expect(matches).toEqual(["insufficient", "few-letters", "partial", "core-pair", "all-letters"]);
  });
});
