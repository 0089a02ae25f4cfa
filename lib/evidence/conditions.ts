import type { Letter } from "@/lib/screening/rules";
import type { Source } from "@/lib/screening/sources";

/** Where a sentence comes from; what has no source is marked as such wherever it is shown. */
export type Basis = Source | "general knowledge";

/** IMAGe syndrome or a condition that looks like it. */
export interface Condition {
  /** Our own short name; the id leads to OMIM. */
  readonly label: string;
  readonly genes: readonly string[];
  readonly inheritance: "dominant" | "recessive" | "X-linked" | "imprinted" | "sporadic";
  /** Letters of the acronym for which it can be taken. */
  readonly letters: readonly Letter[];
  /** One or two tests or signs that tell it apart. */
  readonly tells: readonly { readonly what: string; readonly basis: Basis }[];
  readonly note?: { readonly what: string; readonly basis: Basis };
}

const known = (what: string) => ({ what, basis: "general knowledge" }) as const;
const methylation = known("11p15 methylation, uniparental disomy of chromosome 7; normal adrenal function");
const silverRussell = (label: string, gene: string, tells: string) => ({ label, genes: [gene], inheritance: "dominant", letters: ["I", "Ge"], tells: [known(tells), known("normal adrenal function")] }) as const;
const familialGlucocorticoid = (gene: string, tells: string) =>
  ({ label: `Familial glucocorticoid deficiency, ${gene}`, genes: [gene], inheritance: "recessive", letters: ["A"], tells: [known(tells), known("normal birth size, tall rather than short")] }) as const;
const threeM = (number: number, gene: string) =>
  ({ label: `3-M syndrome ${number}, ${gene}`, genes: [gene], inheritance: "recessive", letters: ["I", "M"], tells: [known("tall vertebrae on x-ray, prominent heels"), known("normal adrenal function")] }) as const;
const meierGorlin = (number: number, gene: string) =>
  ({ label: `Meier-Gorlin syndrome ${number}, ${gene}`, genes: [gene], inheritance: "recessive", letters: ["I", "M", "Ge"], tells: [known("very small ears, missing kneecaps"), known("normal adrenal function")] }) as const;

/** IMAGe syndrome and the 38 OMIM ids of its 26 look-alikes. Labels are ours; OMIM is only linked to. */
export const conditions: Readonly<Record<string, Condition>> = {
  "OMIM:614732": {
    label: "IMAGe syndrome",
    genes: ["CDKN1C"],
    inheritance: "imprinted",
    letters: ["I", "M", "A", "Ge"],
    tells: [{ what: "CDKN1C sequencing, with the parental origin of a variant", basis: "genereviews" }, { what: "bone age, urine calcium", basis: "arboleda-2012" }],
    note: { what: "One child with signs of both IMAGe and Beckwith-Wiedemann syndrome is published: an overgrowth sign does not rule it out.", basis: "berland-2022" },
  },
  "OMIM:618336": {
    label: "IMAGe with immunodeficiency, POLE",
    genes: ["POLE"],
    inheritance: "recessive",
    letters: ["I", "M", "A", "Ge"],
    tells: [{ what: "POLE sequencing that covers the intronic variant c.1686+32C>G", basis: "logan-2018" }, { what: "lymphocytes and immunoglobulins", basis: "logan-2018" }],
  },
  "OMIM:617053": {
    label: "MIRAGE syndrome",
    genes: ["SAMD9"],
    inheritance: "dominant",
    letters: ["I", "A", "Ge"],
    tells: [{ what: "blood count: low platelets, marrow failure", basis: "narumi-2016" }, { what: "SAMD9 sequencing; blood may have lost the variant", basis: "general knowledge" }],
  },
  "OMIM:300200": {
    label: "X-linked adrenal hypoplasia, NR0B1",
    genes: ["NR0B1"],
    inheritance: "X-linked",
    letters: ["A", "Ge"],
    tells: [known("NR0B1 sequencing; creatine kinase and glycerol for a larger deletion"), known("normal birth size and skeleton")],
  },
  "OMIM:180860": {
    label: "Silver-Russell syndrome, 11p15",
    genes: ["H19/IGF2", "CDKN1C"],
    inheritance: "imprinted",
    letters: ["I", "Ge"],
    tells: [methylation],
    note: { what: "CDKN1C Arg279Ser and Arg279Leu give this picture without adrenal failure.", basis: "binder-2020" },
  },
  "OMIM:618905": { ...silverRussell("Silver-Russell syndrome, chromosome 7", "chromosome 7", "uniparental disomy of chromosome 7"), inheritance: "sporadic" },
  "OMIM:616489": { ...silverRussell("Silver-Russell syndrome, IGF2", "IGF2", "IGF2 sequencing, paternal allele"), inheritance: "imprinted" },
  "OMIM:618907": silverRussell("Silver-Russell syndrome, PLAG1", "PLAG1", "PLAG1 sequencing"),
  "OMIM:618908": silverRussell("Silver-Russell syndrome, HMGA2", "HMGA2", "HMGA2 sequencing"),
  "OMIM:270400": {
    label: "Smith-Lemli-Opitz syndrome",
    genes: ["DHCR7"],
    inheritance: "recessive",
    letters: ["I", "A", "Ge"],
    tells: [{ what: "webbed second and third toes", basis: "slos-genereviews" }, known("7-dehydrocholesterol in blood")],
  },
  "OMIM:201910": {
    label: "21-hydroxylase deficiency",
    genes: ["CYP21A2"],
    inheritance: "recessive",
    letters: ["A", "Ge"],
    tells: [{ what: "17-hydroxyprogesterone", basis: "rules" }, known("enlarged, not small adrenal glands; normal birth size")],
  },
  "OMIM:201710": { label: "Lipoid adrenal hyperplasia, STAR", genes: ["STAR"], inheritance: "recessive", letters: ["A", "Ge"], tells: [known("large, fat-laden adrenal glands"), known("female genitalia with 46,XY")] },
  "OMIM:613743": { label: "CYP11A1 deficiency", genes: ["CYP11A1"], inheritance: "recessive", letters: ["A", "Ge"], tells: [known("steroid profile, CYP11A1 sequencing"), known("normal skeleton, usually normal birth size")] },
  "OMIM:201810": { label: "3-beta-hydroxysteroid dehydrogenase deficiency", genes: ["HSD3B2"], inheritance: "recessive", letters: ["A", "Ge"], tells: [known("17-hydroxypregnenolone")] },
  "OMIM:612965": { label: "46,XY gonadal dysgenesis, NR5A1", genes: ["NR5A1"], inheritance: "dominant", letters: ["A", "Ge"], tells: [known("karyotype, gonads on imaging, NR5A1 sequencing"), known("normal birth size")] },
  "OMIM:202200": familialGlucocorticoid("MC2R", "aldosterone and salt usually normal"),
  "OMIM:607398": familialGlucocorticoid("MRAP", "aldosterone and salt usually normal"),
  "OMIM:614736": familialGlucocorticoid("NNT", "aldosterone and salt usually normal"),
  "OMIM:617825": familialGlucocorticoid("TXNRD2", "aldosterone and salt usually normal"),
  "OMIM:231550": { label: "Triple A syndrome", genes: ["AAAS"], inheritance: "recessive", letters: ["A"], tells: [{ what: "no tears, achalasia", basis: "hpoa" }] },
  "OMIM:609981": { label: "MCM4 deficiency", genes: ["MCM4"], inheritance: "recessive", letters: ["I", "A"], tells: [known("natural killer cells")] },
  "OMIM:617575": { label: "Sphingosine phosphate lyase insufficiency", genes: ["SGPL1"], inheritance: "recessive", letters: ["A", "Ge"], tells: [known("protein in urine, lymphocytes"), known("dry, scaling skin")] },
  "OMIM:611812": { label: "SERKAL syndrome, WNT4", genes: ["WNT4"], inheritance: "recessive", letters: ["I", "A", "Ge"], tells: [known("karyotype: 46,XX; kidneys and lungs malformed")] },
  "OMIM:201750": {
    label: "Antley-Bixler syndrome with POR deficiency",
    genes: ["POR"],
    inheritance: "recessive",
    letters: ["M", "A", "Ge"],
    tells: [known("fused elbows on x-ray"), known("steroid profile")],
  },
  "OMIM:613571": { label: "POR deficiency", genes: ["POR"], inheritance: "recessive", letters: ["A", "Ge"], tells: [known("steroid profile")] },
  "OMIM:273750": threeM(1, "CUL7"),
  "OMIM:612921": threeM(2, "OBSL1"),
  "OMIM:614205": threeM(3, "CCDC8"),
  "OMIM:224690": meierGorlin(1, "ORC1"),
  "OMIM:613800": meierGorlin(2, "ORC4"),
  "OMIM:613803": meierGorlin(3, "ORC6"),
  "OMIM:214800": { label: "CHARGE syndrome", genes: ["CHD7"], inheritance: "dominant", letters: ["Ge"], tells: [known("eyes, choanae and inner ear"), known("normal adrenal function")] },
  "OMIM:615139": { label: "FILS syndrome, POLE", genes: ["POLE"], inheritance: "recessive", letters: ["I", "M"], tells: [known("marbled skin; no adrenal failure described")] },
  "OMIM:146510": { label: "Pallister-Hall syndrome", genes: ["GLI3"], inheritance: "dominant", letters: ["I", "A", "Ge"], tells: [known("extra fingers, hamartoma on MRI of the brain")] },
  "OMIM:251300": { label: "Galloway-Mowat syndrome 1", genes: ["WDR73"], inheritance: "recessive", letters: ["I", "A"], tells: [known("protein in urine, small head")] },
  "OMIM:300100": { label: "X-linked adrenoleukodystrophy", genes: ["ABCD1"], inheritance: "X-linked", letters: ["A"], tells: [known("very long chain fatty acids"), known("rarely before the age of 2")] },
  "OMIM:240300": {
    label: "Autoimmune polyendocrinopathy 1",
    genes: ["AIRE"],
    inheritance: "recessive",
    letters: ["M", "A"],
    tells: [known("calcium and parathyroid hormone, thrush, autoantibodies"), known("later onset, normal birth size")],
    note: { what: "A reversible metaphyseal dysplasia belongs to it: the letters A and M together can be AIRE.", basis: "hpoa" },
  },
  "OMIM:130650": {
    label: "Beckwith-Wiedemann syndrome",
    genes: ["11p15", "CDKN1C"],
    inheritance: "imprinted",
    letters: ["Ge"],
    tells: [known("large size, large tongue, defect of the abdominal wall"), known("11p15 methylation")],
    note: { what: "The same gene with its function lost; one child with signs of both is published.", basis: "berland-2022" },
  },
  "OMIM:250250": { label: "Cartilage-hair hypoplasia", genes: ["RMRP"], inheritance: "recessive", letters: ["I", "M"], tells: [known("fine, sparse hair"), known("normal adrenal function")] },
};

/** All 39, IMAGe syndrome first. */
export const conditionIds: readonly string[] = Object.keys(conditions);
/** The condition that this program screens for. */
const IMAGE = "OMIM:614732";
/** What a child may have instead. */
export const lookAlikeIds = conditionIds.filter((id) => id !== IMAGE);

/** Conditions that look alike but for their gene, and the name of that picture. */
export const pictures: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    "Silver-Russell syndrome": ["OMIM:180860", "OMIM:618905", "OMIM:616489", "OMIM:618907", "OMIM:618908"],
    "Familial glucocorticoid deficiency": ["OMIM:202200", "OMIM:607398", "OMIM:614736", "OMIM:617825"],
    "3-M syndrome": ["OMIM:273750", "OMIM:612921", "OMIM:614205"],
    "Meier-Gorlin syndrome": ["OMIM:224690", "OMIM:613800", "OMIM:613803"],
    "Congenital adrenal hyperplasia, 21-hydroxylase or 3-beta": ["OMIM:201910", "OMIM:201810"],
    "POR deficiency, with or without Antley-Bixler syndrome": ["OMIM:201750", "OMIM:613571"],
  }).flatMap(([picture, ids]) => ids.map((id) => [id, picture] as const)),
);

/** Where OMIM describes a condition. */
export const omimUrl = (id: string): string => `https://www.omim.org/entry/${id.replace("OMIM:", "")}`;
