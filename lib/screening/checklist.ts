import type { AgeBand } from "./bands";
import type { Source } from "./sources";

export const HPO_RELEASE = "2025-05-06";
export const CHECKLIST_VERSION = "1.0";

/** Where a row stands: a letter of the acronym, face and head, the rest of the body, or what points to a look-alike. */
export type Part = "I" | "M" | "A" | "Ge" | "face" | "body" | "elsewhere";

/** From what age a feature shows; before it, absence says nothing. */
export type Shows = "prenatal" | "birth" | Exclude<AgeBand, "adult" | "unknown">;

/** `n` of `of` individuals with IMAGe syndrome, unless `note` names another condition; or reported and not counted. */
export type Frequency =
  | { readonly n: number; readonly of: number; readonly source: Source; readonly note?: string }
  | { readonly reported: string; readonly source: Source };

/**
 * One feature. Observed by its HPO term and every term below it, minus `notBelow` (each with everything below),
 * plus `alsoCounts` (each with everything below); with `exact`, by the listed terms alone. Excluded by a term at
 * or above its own, or, with `excludedBy`, by those terms alone.
 */
export interface Row {
  readonly part: Part;
  /** Id and label unaltered from the release. */
  readonly hpo: { readonly id: string; readonly label: string };
  readonly definition: string;
  readonly assessed: string;
  readonly shows: Shows;
  readonly frequency: readonly Frequency[];
  readonly malesOnly?: true;
  /** Too general to tick: taken from imported files, counts as supporting only. */
  readonly importOnly?: true;
  readonly exact?: true;
  readonly notBelow?: readonly string[];
  readonly alsoCounts?: readonly string[];
  readonly excludedBy?: readonly string[];
}

/** The checklist, part by part, and within a part in the order in which a child is examined: looked at, sampled, imaged. */
export const checklist = {
  iugr: {
    part: "I",
    hpo: { id: "HP:0001511", label: "Intrauterine growth retardation" },
    definition: "The fetus grew less than expected: weight below the 10th centile for gestational age.",
    assessed: "Growth scans in pregnancy and the pregnancy notes.",
    shows: "prenatal",
    frequency: [
      { n: 11, of: 11, source: "arboleda-2012" },
      { n: 3, of: 3, source: "hamajima-2013", note: "siblings" },
    ],
    excludedBy: ["HP:0001511"],
  },
  sga: {
    part: "I",
    hpo: { id: "HP:0001518", label: "Small for gestational age" },
    definition: "Birth weight below the 10th centile for sex and gestational age.",
    assessed: "Birth weight on a newborn standard such as INTERGROWTH-21st. A measured weight outranks this tick.",
    shows: "birth",
    frequency: [
      { n: 3, of: 3, source: "hamajima-2013", note: "siblings, 2.8 to 3.8 SD below the mean" },
      { reported: "All newborns described weighed 2 to 4 SD below the mean.", source: "genereviews" },
    ],
    excludedBy: ["HP:0001518"],
  },
  "birth-length-low": {
    part: "I",
    hpo: { id: "HP:0003561", label: "Birth length less than 3rd percentile" },
    definition: "Length at birth below the 3rd centile for sex and gestational age.",
    assessed: "Length measured lying down in the first days, on a newborn standard.",
    shows: "birth",
    frequency: [
      { n: 3, of: 3, source: "hamajima-2013", note: "siblings, 3.2 to 4.5 SD below the mean" },
      { reported: "Newborns described were 1.8 to 4.5 SD below the mean.", source: "genereviews" },
    ],
    excludedBy: ["HP:0003561"],
  },
  "small-infant": {
    part: "I",
    hpo: { id: "HP:0008897", label: "Postnatal growth retardation" },
    definition: "Growth after birth is slow, so that the child stays small or falls further behind. This is about growth, not about size at birth.",
    assessed: "Weight and length over several months on a growth chart.",
    shows: "infant",
    frequency: [
      { reported: "Most are small in infancy.", source: "medlineplus" },
      { reported: "Listed without a count.", source: "hpoa" },
    ],
  },
  "failure-to-thrive": {
    part: "I",
    hpo: { id: "HP:0001508", label: "Failure to thrive" },
    definition: "The child gains weight too slowly or stays clearly below the normal range.",
    assessed: "Repeated weights on a growth chart and the feeding history.",
    shows: "infant",
    frequency: [{ reported: "With recurrent vomiting, a later presentation of adrenal insufficiency.", source: "genereviews" }],
  },
  "short-stature": {
    part: "I",
    hpo: { id: "HP:0004322", label: "Short stature" },
    definition: "Height more than 2 SD below the mean, or below the 3rd centile, for age and sex. Length at birth is a row of its own.",
    assessed: "Height, or length lying down under the age of 2, on a growth chart.",
    shows: "toddler",
    frequency: [
      { n: 3, of: 3, source: "hamajima-2013", note: "siblings on growth hormone, 2.3 to 5.4 SD below the mean" },
      { reported: "Among the most common findings.", source: "genereviews" },
    ],
    notBelow: ["HP:0003561"],
  },

  micromelia: {
    part: "M",
    hpo: { id: "HP:0002983", label: "Micromelia" },
    definition: "Arms and legs are abnormally small or short.",
    assessed: "Compare limbs and trunk, measure, and x-ray the limbs if unsure.",
    shows: "birth",
    frequency: [{ reported: "Listed as very frequent, not counted.", source: "orphanet" }],
  },
  scoliosis: {
    part: "M",
    hpo: { id: "HP:0002650", label: "Scoliosis" },
    definition: "The spine curves to the side, by common use more than 10 degrees on x-ray.",
    assessed: "Look at the back, standing and bent forward. X-ray of the whole spine.",
    shows: "child",
    frequency: [{ reported: "Some individuals.", source: "medlineplus" }],
  },
  "hip-dysplasia": {
    part: "M",
    hpo: { id: "HP:0001385", label: "Hip dysplasia" },
    definition: "The hip joint has not formed well: the socket is shallow, or the hip is loose or dislocated.",
    assessed: "Examination of both hips, ultrasound in the first months, x-ray later.",
    shows: "infant",
    frequency: [{ reported: "Named among the complications to look for.", source: "genereviews" }],
  },
  "delayed-bone-age": {
    part: "M",
    hpo: { id: "HP:0002750", label: "Delayed skeletal maturation" },
    definition: "The bones mature later than expected for age.",
    assessed: "Bone age from an x-ray of the left hand and wrist.",
    shows: "toddler",
    frequency: [
      { n: 10, of: 11, source: "arboleda-2012" },
      { reported: "The most common skeletal finding.", source: "genereviews" },
    ],
  },
  "metaphyseal-dysplasia": {
    part: "M",
    hpo: { id: "HP:0100255", label: "Metaphyseal dysplasia" },
    definition:
      "The ends of the shafts of the long bones, next to the growth plates, have developed abnormally: uneven, widened, striped or dense. Not seen before the age of 5 does not rule it out.",
    assessed: "Skeletal x-rays with knees, hips and wrists. Often mild and easily missed. An x-ray not done is not a normal one.",
    shows: "preschool",
    frequency: [
      { n: 8, of: 10, source: "arboleda-2012" },
      { n: 0, of: 3, source: "hamajima-2013", note: "siblings, x-rays from the ages of 1, 3 and 5" },
      { reported: "Occasional, of varying severity.", source: "genereviews" },
    ],
    alsoCounts: ["HP:0000944", "HP:0002657", "HP:0002651"],
    excludedBy: ["HP:0100255", "HP:0000944"],
  },
  "epiphyseal-dysplasia": {
    part: "M",
    hpo: { id: "HP:0002656", label: "Epiphyseal dysplasia" },
    definition: "The outermost ends of the long bones, which form the joints, have developed abnormally.",
    assessed: "Skeletal x-rays with knees, hips and hands.",
    shows: "preschool",
    frequency: [
      { reported: "Occasional.", source: "genereviews" },
      { reported: "Named with metaphyseal dysplasia as the most common bone changes.", source: "medlineplus" },
    ],
  },
  "slender-bones": {
    part: "M",
    hpo: { id: "HP:0003100", label: "Slender long bone" },
    definition: "Long bones, or the finger bones next to the palm, are thinner than expected.",
    assessed: "X-rays of the limbs and hands.",
    shows: "child",
    frequency: [{ n: 3, of: 3, source: "hamajima-2013", note: "siblings, thin finger bones next to the palm" }],
    alsoCounts: ["HP:0012297"],
  },
  "femoral-head-necrosis": {
    part: "M",
    hpo: { id: "HP:0005743", label: "Avascular necrosis of the capital femoral epiphysis" },
    definition: "The growing head of the thigh bone loses its blood supply and flattens, as in Perthes disease.",
    assessed: "Limp, hip or knee pain. X-ray of both hips, MRI in early disease.",
    shows: "child",
    frequency: [{ n: 1, of: 3, source: "hamajima-2013", note: "siblings, at the age of 13" }],
  },
  osteopenia: {
    part: "M",
    hpo: { id: "HP:0000938", label: "Osteopenia" },
    definition: "Bone density is lower than normal, but not as low as in osteoporosis.",
    assessed: "Bone density scan read against age, sex and size. A plain x-ray can only suggest it.",
    shows: "child",
    frequency: [{ n: 3, of: 3, source: "arboleda-2012" }],
  },
  osteoporosis: {
    part: "M",
    hpo: { id: "HP:0000939", label: "Osteoporosis" },
    definition: "Bone is so thin that it breaks easily.",
    assessed: "Bone density scan read against age, sex and size, and the history of fractures.",
    shows: "child",
    frequency: [{ reported: "Some individuals.", source: "medlineplus" }],
  },
  "skeletal-dysplasia": {
    part: "M",
    hpo: { id: "HP:0002652", label: "Skeletal dysplasia" },
    definition: "Bones have developed abnormally, and it is not said how.",
    assessed: "Taken from an imported file. The x-ray report says which bones and how.",
    shows: "preschool",
    frequency: [{ reported: "A general term, not counted.", source: "rules" }],
    importOnly: true,
    exact: true,
  },

  "feeding-difficulty": {
    part: "A",
    hpo: { id: "HP:0011968", label: "Feeding difficulties" },
    definition: "The child has trouble taking enough by mouth. Common in any ill or preterm baby, so it says little alone.",
    assessed: "Feeding history, and watching a feed.",
    shows: "newborn",
    frequency: [{ reported: "A sign of adrenal insufficiency soon after birth.", source: "medlineplus" }],
  },
  vomiting: {
    part: "A",
    hpo: { id: "HP:0002013", label: "Vomiting" },
    definition: "Stomach contents are brought up with force, more than a baby's usual spill of milk.",
    assessed: "History and observation.",
    shows: "newborn",
    frequency: [{ reported: "A sign of adrenal insufficiency soon after birth.", source: "medlineplus" }],
  },
  dehydration: {
    part: "A",
    hpo: { id: "HP:0001944", label: "Dehydration" },
    definition: "The body has lost more water than it has taken in.",
    assessed: "Weight loss, mouth, fontanelle, skin, capillary refill and urine output.",
    shows: "newborn",
    frequency: [{ reported: "A sign of adrenal insufficiency soon after birth.", source: "medlineplus" }],
  },
  hypotension: {
    part: "A",
    hpo: { id: "HP:0002615", label: "Hypotension" },
    definition: "Blood pressure below the normal range for age, and for gestation in a newborn.",
    assessed: "Repeated blood pressure with a cuff of the right size, or by arterial line.",
    shows: "newborn",
    frequency: [
      { reported: "A sign of missing aldosterone, not counted in IMAGe.", source: "buonocore-2020" },
      { reported: "A warning where it resists treatment.", source: "turkish-consensus" },
    ],
  },
  shock: {
    part: "A",
    hpo: { id: "HP:0031273", label: "Shock" },
    definition: "The circulation fails to supply the body. Shock from the heart, from an obstruction or from allergy does not count here.",
    assessed: "Heart rate, pulses, capillary refill, alertness, blood pressure and lactate.",
    shows: "newborn",
    frequency: [{ reported: "A sign of adrenal insufficiency soon after birth.", source: "medlineplus" }],
    notBelow: ["HP:0030149", "HP:0031276", "HP:0100845"],
  },
  hyperpigmentation: {
    part: "A",
    hpo: { id: "HP:0000953", label: "Hyperpigmentation of the skin" },
    definition: "Skin is darker than expected, most of all in creases, scars, nipples, gums and genital skin. Café-au-lait spots and freckles do not count.",
    assessed: "Examine skin and mouth, and compare with the parents.",
    shows: "newborn",
    frequency: [{ reported: "A sign of missing cortisol, not counted in IMAGe.", source: "buonocore-2020" }],
    exact: true,
    alsoCounts: ["HP:0007440", "HP:0007574"],
  },
  "prolonged-jaundice": {
    part: "A",
    hpo: { id: "HP:0006579", label: "Prolonged neonatal jaundice" },
    definition: "Jaundice lasts longer than 14 days in a term baby, or 21 days in a preterm baby.",
    assessed: "Skin and eyes, total and conjugated bilirubin.",
    shows: "newborn",
    frequency: [{ reported: "A sign of missing cortisol, not counted in IMAGe.", source: "buonocore-2020" }],
  },
  hypoglycemia: {
    part: "A",
    hpo: { id: "HP:0001943", label: "Hypoglycemia" },
    definition: "Blood glucose below the normal range for age.",
    assessed: "Blood glucose at the bedside, confirmed by the laboratory.",
    shows: "newborn",
    frequency: [{ reported: "A sign of adrenal insufficiency soon after birth.", source: "medlineplus" }],
  },
  hyponatremia: {
    part: "A",
    hpo: { id: "HP:0002902", label: "Hyponatremia" },
    definition: "Sodium in the blood below the normal range.",
    assessed: "Sodium in blood.",
    shows: "newborn",
    frequency: [
      { reported: "In one child soon after birth.", source: "bolomiti-2021" },
      { reported: "With high potassium and low glucose the classic picture of a crisis.", source: "rch-adrenal-crisis" },
    ],
  },
  hyperkalemia: {
    part: "A",
    hpo: { id: "HP:0002153", label: "Hyperkalemia" },
    definition: "Potassium in the blood above the normal range for age.",
    assessed: "Potassium in blood. A squeezed or hemolyzed sample reads falsely high.",
    shows: "newborn",
    frequency: [
      { reported: "In one child soon after birth.", source: "bolomiti-2021" },
      { reported: "With low sodium and low glucose the classic picture of a crisis.", source: "rch-adrenal-crisis" },
    ],
  },
  "metabolic-acidosis": {
    part: "A",
    hpo: { id: "HP:0001942", label: "Metabolic acidosis" },
    definition: "The blood is too acid because bicarbonate is low, not because of the breathing.",
    assessed: "Blood gas.",
    shows: "newborn",
    frequency: [{ reported: "A sign of adrenal insufficiency in newborns, not counted in IMAGe.", source: "turkish-consensus" }],
  },
  "salt-wasting": {
    part: "A",
    hpo: { id: "HP:0000127", label: "Renal salt wasting" },
    definition: "The kidneys lose salt although the blood is short of it.",
    assessed: "Electrolytes in blood and urine taken together.",
    shows: "newborn",
    frequency: [{ reported: "A sign of missing aldosterone, not counted in IMAGe.", source: "buonocore-2020" }],
  },
  "low-cortisol": {
    part: "A",
    hpo: { id: "HP:0008163", label: "Decreased circulating cortisol level" },
    definition: "Cortisol in the blood is lower than expected for age and illness. Hard to read in preterm babies and after steroids given to mother or child.",
    assessed: "Blood sample, with ACTH at the same time. Note the hour and any steroids.",
    shows: "newborn",
    frequency: [{ reported: "With high ACTH it marks primary adrenal insufficiency. Not counted in IMAGe.", source: "turkish-consensus" }],
  },
  "high-acth": {
    part: "A",
    hpo: { id: "HP:0003154", label: "Increased circulating ACTH level" },
    definition: "ACTH, the pituitary hormone that drives the adrenal glands, is above the normal range.",
    assessed: "Chilled blood sample, with cortisol at the same time.",
    shows: "newborn",
    frequency: [
      { reported: "Looked for in newborns at risk, not counted.", source: "genereviews" },
      { reported: "With low cortisol it marks primary adrenal insufficiency.", source: "turkish-consensus" },
    ],
  },
  "low-aldosterone": {
    part: "A",
    hpo: { id: "HP:0004319", label: "Decreased circulating aldosterone concentration" },
    definition: "Aldosterone, the adrenal hormone that keeps salt in the body, is below the normal range for age.",
    assessed: "Blood sample, with renin, sodium and potassium.",
    shows: "newborn",
    frequency: [{ reported: "Measured where salt is lost, not counted in IMAGe.", source: "turkish-consensus" }],
  },
  "high-renin": {
    part: "A",
    hpo: { id: "HP:0000848", label: "Increased circulating renin concentration" },
    definition: "Renin in the blood is above the normal range for age, as when the body is short of salt or aldosterone.",
    assessed: "Blood sample, with aldosterone.",
    shows: "newborn",
    frequency: [{ reported: "Measured where salt is lost, not counted in IMAGe.", source: "turkish-consensus" }],
  },
  "adrenal-hypoplasia": {
    part: "A",
    hpo: { id: "HP:0000835", label: "Adrenal hypoplasia" },
    definition: "The adrenal glands are too small or missing because they did not develop.",
    assessed: "Ultrasound in a newborn, MRI or CT later.",
    shows: "birth",
    frequency: [
      { n: 11, of: 11, source: "arboleda-2012" },
      { n: 3, of: 3, source: "hamajima-2013", note: "siblings, no adrenal glands seen on imaging" },
    ],
    notBelow: ["HP:0008239"],
    alsoCounts: ["HP:0008182", "HP:0011743"],
  },
  "adrenal-insufficiency": {
    part: "A",
    hpo: { id: "HP:0000846", label: "Adrenal insufficiency" },
    definition: "The adrenal glands make too little cortisol, often too little aldosterone as well. A cause in pituitary or brain is a row of its own.",
    assessed: "Cortisol with ACTH, electrolytes, renin and aldosterone, stimulation test if unclear. Normal tests in a newborn do not rule it out for later.",
    shows: "newborn",
    frequency: [
      { n: 3, of: 3, source: "hamajima-2013", note: "siblings, from 8 days, 1 month and 4 months of age" },
      { reported: "Often a crisis in the first month of life, rarely later in childhood.", source: "genereviews" },
    ],
    notBelow: ["HP:0011734"],
  },

  micropenis: {
    part: "Ge",
    hpo: { id: "HP:0000054", label: "Micropenis" },
    definition: "The penis is abnormally small: at term less than about 2 to 2.5 cm when stretched.",
    assessed: "Stretched length from the pubic bone to the tip, read against gestation or age.",
    shows: "birth",
    frequency: [{ reported: "In boys, not counted.", source: "medlineplus" }],
    malesOnly: true,
    alsoCounts: ["HP:0008736"],
  },
  cryptorchidism: {
    part: "Ge",
    hpo: { id: "HP:0000028", label: "Cryptorchidism" },
    definition: "One testis or both are not in the scrotum.",
    assessed: "Examination of scrotum and groin, repeated later in a preterm boy.",
    shows: "birth",
    frequency: [
      { n: 2, of: 2, source: "hamajima-2013", note: "brothers, both sides" },
      { reported: "Listed as very frequent, not counted.", source: "orphanet" },
    ],
    malesOnly: true,
  },
  hypospadias: {
    part: "Ge",
    hpo: { id: "HP:0000047", label: "Hypospadias" },
    definition: "The urethra opens on the underside of the penis, or further back.",
    assessed: "Examination of penis, foreskin and urethral opening.",
    shows: "birth",
    frequency: [
      { n: 2, of: 2, source: "hamajima-2013", note: "brothers" },
      { reported: "Listed as very frequent, not counted.", source: "orphanet" },
    ],
    malesOnly: true,
  },
  "hypogonadotropic-hypogonadism": {
    part: "Ge",
    hpo: { id: "HP:0000044", label: "Hypogonadotropic hypogonadism" },
    definition: "The testes are underactive because the pituitary sends too little LH and FSH. Puberty is late or does not come.",
    assessed: "Testis volume, stage of puberty, LH, FSH and testosterone.",
    shows: "youth",
    frequency: [{ reported: "Hormone replacement is named under the care of males, not counted.", source: "genereviews" }],
    malesOnly: true,
  },
  "genital-anomaly": {
    part: "Ge",
    hpo: { id: "HP:0000811", label: "Abnormal external genitalia morphology" },
    definition: "The external genitalia have formed differently, and it is not said how.",
    assessed: "Taken from an imported file. Examination says which rows apply.",
    shows: "birth",
    frequency: [{ reported: "A general term, not counted.", source: "rules" }],
    importOnly: true,
  },

  macrocephaly: {
    part: "face",
    hpo: { id: "HP:0000256", label: "Macrocephaly" },
    definition: "Head circumference above the 97th centile for age and sex. A normal head that looks large on a small body is a row of its own.",
    assessed: "Head circumference on a growth chart.",
    shows: "birth",
    frequency: [{ reported: "Listed as occasional, not counted.", source: "hpoa" }],
    notBelow: ["HP:0004482"],
  },
  "prominent-forehead": {
    part: "face",
    hpo: { id: "HP:0011220", label: "Prominent forehead" },
    definition: "The forehead stands forward, as a whole or at its two sides (frontal bossing).",
    assessed: "Look from the side and from above.",
    shows: "infant",
    frequency: [
      { n: 11, of: 11, source: "arboleda-2012" },
      { n: 3, of: 3, source: "hamajima-2013", note: "siblings, frontal bossing" },
    ],
    alsoCounts: ["HP:0002007"],
  },
  craniosynostosis: {
    part: "face",
    hpo: { id: "HP:0001363", label: "Craniosynostosis" },
    definition: "One or more seams between the bones of the skull have closed too early.",
    assessed: "Head shape, ridges along the sutures and head growth. Ultrasound, x-ray or CT if suspected.",
    shows: "infant",
    frequency: [{ n: 3, of: 11, source: "arboleda-2012" }],
  },
  "low-set-ears": {
    part: "face",
    hpo: { id: "HP:0000369", label: "Low-set ears" },
    definition: "The upper attachment of the ears lies below a level line through the inner corners of the eyes.",
    assessed: "Look from the front with the head upright.",
    shows: "birth",
    frequency: [
      { reported: "Some individuals.", source: "medlineplus" },
      { reported: "Listed as very frequent, not counted.", source: "orphanet" },
    ],
  },
  "flat-nasal-bridge": {
    part: "face",
    hpo: { id: "HP:0005280", label: "Depressed nasal bridge" },
    definition: "The root of the nose is flat and set back for the age.",
    assessed: "Look from the side.",
    shows: "birth",
    frequency: [
      { n: 3, of: 3, source: "hamajima-2013", note: "siblings" },
      { reported: "Listed as very frequent, not counted.", source: "orphanet" },
    ],
  },
  "short-nose": {
    part: "face",
    hpo: { id: "HP:0003196", label: "Short nose" },
    definition: "The nose is short from its root to its base.",
    assessed: "Look from the front and the side, or measure.",
    shows: "birth",
    frequency: [{ n: 11, of: 11, source: "arboleda-2012" }],
  },
  micrognathia: {
    part: "face",
    hpo: { id: "HP:0000347", label: "Micrognathia" },
    definition: "The lower jaw is underdeveloped, so that the chin looks small. A jaw that is only set back does not count.",
    assessed: "Look from the side.",
    shows: "birth",
    frequency: [{ reported: "Less common.", source: "medlineplus" }],
  },
  "high-palate": {
    part: "face",
    hpo: { id: "HP:0000218", label: "High palate" },
    definition: "The roof of the mouth is unusually high and arched.",
    assessed: "Look into the mouth with a light.",
    shows: "birth",
    frequency: [{ reported: "Less common.", source: "medlineplus" }],
  },
  "bifid-uvula": {
    part: "face",
    hpo: { id: "HP:0000193", label: "Bifid uvula" },
    definition: "The small flap that hangs from the soft palate is split in two.",
    assessed: "Look into the mouth with a light, and feel the palate.",
    shows: "birth",
    frequency: [{ reported: "Less common.", source: "medlineplus" }],
  },

  hypotonia: {
    part: "body",
    hpo: { id: "HP:0001252", label: "Hypotonia" },
    definition: "Muscle tone is low: limbs and trunk give little resistance when moved.",
    assessed: "Neurological examination while the child is awake and well.",
    shows: "infant",
    frequency: [
      { reported: "Some individuals.", source: "genereviews" },
      { reported: "Listed as very frequent, not counted.", source: "orphanet" },
    ],
  },
  "developmental-delay": {
    part: "body",
    hpo: { id: "HP:0001263", label: "Global developmental delay" },
    definition: "Milestones of movement, language, thinking or social contact come late. The term is for children under 5.",
    assessed: "Milestones and a standard developmental test.",
    shows: "infant",
    frequency: [
      { n: 0, of: 3, source: "hamajima-2013", note: "siblings" },
      { reported: "Some individuals. Cognition is normal in most.", source: "genereviews" },
    ],
  },
  "gh-deficiency": {
    part: "body",
    hpo: { id: "HP:0000824", label: "Decreased response to growth hormone stimulation test" },
    definition: "Growth hormone rises too little in stimulation tests. This is a test result, to be read together with growth.",
    assessed: "Stimulation tests by a specialist, after growth has been followed.",
    shows: "child",
    frequency: [
      { n: 0, of: 3, source: "hamajima-2013", note: "siblings" },
      { reported: "Possible, with short stature.", source: "medlineplus" },
    ],
    alsoCounts: ["HP:0034323"],
  },
  hypercalcemia: {
    part: "body",
    hpo: { id: "HP:0003072", label: "Hypercalcemia" },
    definition: "Calcium in the blood above the normal range for age.",
    assessed: "Calcium in blood, ionized or with albumin. Note vitamin D and steroids.",
    shows: "infant",
    frequency: [{ reported: "Possible, not counted.", source: "medlineplus" }],
  },
  hypercalciuria: {
    part: "body",
    hpo: { id: "HP:0002150", label: "Hypercalciuria" },
    definition: "More calcium in the urine than expected for age.",
    assessed: "Calcium and creatinine in a urine sample, or calcium in a timed collection. Note vitamin D and steroids.",
    shows: "infant",
    frequency: [{ n: 4, of: 5, source: "arboleda-2012" }],
  },
  nephrocalcinosis: {
    part: "body",
    hpo: { id: "HP:0000121", label: "Nephrocalcinosis" },
    definition: "Calcium salts have settled in the tissue of the kidneys.",
    assessed: "Ultrasound of the kidneys.",
    shows: "infant",
    frequency: [{ reported: "Looked for every year, not counted.", source: "genereviews" }],
  },
  hydronephrosis: {
    part: "body",
    hpo: { id: "HP:0000126", label: "Hydronephrosis" },
    definition: "The collecting system of a kidney is strongly widened.",
    assessed: "Ultrasound of the kidneys.",
    shows: "birth",
    frequency: [{ reported: "Listed as very frequent, not counted.", source: "orphanet" }],
  },
  rhabdomyosarcoma: {
    part: "body",
    hpo: { id: "HP:0002859", label: "Rhabdomyosarcoma" },
    definition: "A malignant tumor of muscle-forming tissue.",
    assessed: "Imaging and biopsy of a mass.",
    shows: "preschool",
    frequency: [{ reported: "One child, at 4 years and 9 months.", source: "bolomiti-2021" }],
  },

  microcephaly: {
    part: "elsewhere",
    hpo: { id: "HP:0000252", label: "Microcephaly" },
    definition: "Head circumference more than 2 SD below the mean for age and sex.",
    assessed: "Head circumference on a growth chart.",
    shows: "birth",
    frequency: [
      { n: 10, of: 10, source: "logan-2018", note: "POLE-related IMAGe with immunodeficiency" },
      { n: 11, of: 11, source: "hpoa", note: "Smith-Lemli-Opitz syndrome" },
    ],
  },
  "relative-macrocephaly": {
    part: "elsewhere",
    hpo: { id: "HP:0004482", label: "Relative macrocephaly" },
    definition: "The head is within the normal range but large for the size of the body.",
    assessed: "At birth: the z-score of the head is at least 1.5 above that of weight or length.",
    shows: "birth",
    frequency: [
      { reported: "Silver-Russell syndrome: one of its clinical criteria.", source: "srs-genereviews" },
      { n: 1, of: 15, source: "logan-2018", note: "POLE-related IMAGe with immunodeficiency" },
    ],
  },
  microtia: {
    part: "elsewhere",
    hpo: { id: "HP:0008551", label: "Microtia" },
    definition: "The outer ears are underdeveloped and small.",
    assessed: "Look at both ears, and measure their length.",
    shows: "birth",
    frequency: [
      { n: 4, of: 4, source: "hpoa", note: "Meier-Gorlin syndrome 1" },
      { reported: "A boy now listed under POLE.", source: "pedreira-2004" },
    ],
  },
  alacrima: {
    part: "elsewhere",
    hpo: { id: "HP:0000522", label: "Alacrima" },
    definition: "The eyes make no tears.",
    assessed: "Ask whether the child cries with tears, usual after the first months. Tear test with a paper strip.",
    shows: "infant",
    frequency: [{ n: 27, of: 27, source: "hpoa", note: "triple A syndrome" }],
  },
  "cafe-au-lait": {
    part: "elsewhere",
    hpo: { id: "HP:0000957", label: "Cafe-au-lait spot" },
    definition: "Flat, evenly brown patches with a clear edge, at least 0.5 cm across in a child.",
    assessed: "Examine the whole skin, count and measure.",
    shows: "infant",
    frequency: [{ n: 5, of: 15, source: "logan-2018", note: "POLE-related IMAGe with immunodeficiency" }],
  },
  asymmetry: {
    part: "elsewhere",
    hpo: { id: "HP:0100555", label: "Asymmetric growth" },
    definition: "The left and the right side of the body, or two limbs, have grown differently.",
    assessed: "Compare length and girth of arms and legs, and both sides of the face.",
    shows: "birth",
    frequency: [
      { reported: "Silver-Russell syndrome: one of its clinical criteria.", source: "srs-genereviews" },
      { reported: "Beckwith-Wiedemann syndrome, as overgrowth of one side.", source: "hpoa" },
    ],
  },
  "toe-syndactyly": {
    part: "elsewhere",
    hpo: { id: "HP:0004691", label: "2-3 toe syndactyly" },
    definition: "The second and third toes are joined.",
    assessed: "Look at both feet.",
    shows: "birth",
    frequency: [{ reported: "Smith-Lemli-Opitz syndrome: nearly all.", source: "slos-genereviews" }],
  },
  "patellar-hypoplasia": {
    part: "elsewhere",
    hpo: { id: "HP:0003065", label: "Patellar hypoplasia" },
    definition: "The kneecaps are underdeveloped and small.",
    assessed: "Feel both knees. Ultrasound, or x-ray once the kneecaps have ossified.",
    shows: "preschool",
    frequency: [
      { n: 1, of: 3, source: "hpoa", note: "Meier-Gorlin syndrome 3" },
      { reported: "A young man with POLE variants.", source: "logan-2018" },
    ],
  },
  "ambiguous-genitalia": {
    part: "elsewhere",
    hpo: { id: "HP:0000062", label: "Ambiguous genitalia" },
    definition: "The external genitalia are not clearly male or female.",
    assessed: "Examination, gonads felt or not, karyotype.",
    shows: "birth",
    frequency: [
      { n: 33, of: 34, source: "mirage-genereviews", note: "MIRAGE with 46,XY: any atypical genitalia, from hypospadias to female" },
      { reported: "Some forms of congenital adrenal hyperplasia, and NR5A1.", source: "hpoa" },
    ],
  },
  "female-genitalia-46xy": {
    part: "elsewhere",
    hpo: { id: "HP:0008730", label: "Female external genitalia in individual with 46,XY karyotype" },
    definition: "The external genitalia are female and the karyotype is 46,XY.",
    assessed: "Examination and karyotype.",
    shows: "birth",
    frequency: [
      { n: 6, of: 8, source: "buonocore-2017", note: "MIRAGE with 46,XY" },
      { reported: "Very frequent in STAR and CYP11A1 deficiency.", source: "hpoa" },
    ],
  },
  "recurrent-infection": {
    part: "elsewhere",
    hpo: { id: "HP:0002719", label: "Recurrent infections" },
    definition: "The child has more, or more severe, infections than others of the same age.",
    assessed: "History with kinds, germs and hospital stays.",
    shows: "infant",
    frequency: [
      { n: 10, of: 15, source: "logan-2018", note: "POLE-related IMAGe with immunodeficiency" },
      { n: 40, of: 44, source: "mirage-genereviews", note: "MIRAGE" },
    ],
  },
  "chronic-diarrhea": {
    part: "elsewhere",
    hpo: { id: "HP:0002028", label: "Chronic diarrhea" },
    definition: "Loose stools for more than 4 weeks.",
    assessed: "History, and weight on a growth chart.",
    shows: "newborn",
    frequency: [
      { n: 36, of: 44, source: "mirage-genereviews", note: "MIRAGE, gut complications of any kind" },
      { n: 9, of: 9, source: "narumi-2016", note: "MIRAGE" },
    ],
  },
  achalasia: {
    part: "elsewhere",
    hpo: { id: "HP:0002571", label: "Achalasia" },
    definition: "The lower end of the gullet does not open on swallowing, so that food stays above it.",
    assessed: "Contrast swallow, or pressure measurement in the gullet.",
    shows: "child",
    frequency: [
      { n: 17, of: 17, source: "hpoa", note: "triple A syndrome" },
      { n: 2, of: 11, source: "narumi-2016", note: "MIRAGE" },
    ],
  },
  immunodeficiency: {
    part: "elsewhere",
    hpo: { id: "HP:0002721", label: "Immunodeficiency" },
    definition: "The immune system does not protect well because a part of it is missing or weak.",
    assessed: "Lymphocyte subsets, immunoglobulins and vaccine antibodies.",
    shows: "infant",
    frequency: [
      {
        n: 11,
        of: 15,
        source: "logan-2018",
        note: "POLE-related IMAGe with immunodeficiency: more infections, low lymphocytes or low immunoglobulins",
      },
    ],
  },
  lymphopenia: {
    part: "elsewhere",
    hpo: { id: "HP:0001888", label: "Decreased total lymphocyte count" },
    definition: "Fewer lymphocytes in the blood than normal for age.",
    assessed: "Blood count with differential.",
    shows: "newborn",
    frequency: [{ reported: "MIRAGE, not counted.", source: "narumi-2016" }],
  },
  thrombocytopenia: {
    part: "elsewhere",
    hpo: { id: "HP:0001873", label: "Thrombocytopenia" },
    definition: "Fewer platelets in the blood than normal.",
    assessed: "Blood count and blood film.",
    shows: "newborn",
    frequency: [{ n: 11, of: 11, source: "narumi-2016", note: "MIRAGE" }],
  },
  myelodysplasia: {
    part: "elsewhere",
    hpo: { id: "HP:0002863", label: "Myelodysplasia" },
    definition: "The bone marrow makes faulty blood cells, and blood counts are low.",
    assessed: "Blood film, bone marrow and its chromosomes.",
    shows: "infant",
    frequency: [{ n: 37, of: 44, source: "mirage-genereviews", note: "MIRAGE" }],
  },
  "high-17ohp": {
    part: "elsewhere",
    hpo: { id: "HP:0031213", label: "Elevated circulating 17-hydroxyprogesterone concentration" },
    definition: "17-hydroxyprogesterone, a step on the way to cortisol, is raised. Preterm babies can screen falsely high.",
    assessed: "Newborn screening card and blood sample. Note gestation and age at sampling.",
    shows: "newborn",
    frequency: [{ reported: "Very frequent in 21-hydroxylase and 11-beta-hydroxylase deficiency.", source: "hpoa" }],
  },
  "adrenal-hyperplasia": {
    part: "elsewhere",
    hpo: { id: "HP:0008221", label: "Adrenal hyperplasia" },
    definition: "The adrenal glands are enlarged.",
    assessed: "Ultrasound in a newborn, MRI or CT later.",
    shows: "birth",
    frequency: [{ reported: "Congenital adrenal hyperplasia of several kinds, lipoid included.", source: "hpoa" }],
  },
  "central-adrenal-insufficiency": {
    part: "elsewhere",
    hpo: { id: "HP:0011734", label: "Central adrenal insufficiency" },
    definition: "Too little cortisol because pituitary or brain send too little ACTH. Aldosterone is usually spared.",
    assessed: "Low cortisol with ACTH that is not raised, other pituitary hormones, steroids given before.",
    shows: "newborn",
    frequency: [{ reported: "Pituitary disorders, and after long steroid treatment.", source: "rch-adrenal-crisis" }],
  },
  "metaphyseal-cupping": {
    part: "elsewhere",
    hpo: { id: "HP:0003021", label: "Metaphyseal cupping" },
    definition: "The ends of the shafts of the long bones, next to the growth plates, are hollowed like a cup.",
    assessed: "X-rays of wrists and knees. Calcium, phosphate, alkaline phosphatase and vitamin D show rickets.",
    shows: "infant",
    frequency: [
      { reported: "Rickets and several bone dysplasias.", source: "hpoa" },
      { reported: "A boy now listed under POLE.", source: "pedreira-2004" },
    ],
  },
  "metaphyseal-flaring": {
    part: "elsewhere",
    hpo: { id: "HP:0003015", label: "Flared metaphysis" },
    definition: "The ends of the shafts of the long bones, next to the growth plates, are splayed.",
    assessed: "X-rays of wrists and knees. Calcium, phosphate, alkaline phosphatase and vitamin D show rickets.",
    shows: "infant",
    frequency: [{ reported: "Rickets and many bone dysplasias.", source: "hpoa" }],
  },
} as const satisfies Record<string, Row>;

export type FeatureId = keyof typeof checklist;

/** All features, in the order of the checklist. */
export const featureIds = Object.keys(checklist) as FeatureId[];
