import type { AgeBand, GestationBand, Sex, variantParts } from "@/lib/screening/bands";
import type { FeatureId } from "@/lib/screening/checklist";
import type { Letter, LetterStatus } from "@/lib/screening/rules";
import type { StandingVerdict } from "@/lib/screening/verdict";

/** What puts a child on the one side of a question: one of these values of its newest screening. */
export type Condition =
  | { sex: readonly Sex[] }
  | { age: readonly AgeBand[] }
  | { gestation: readonly GestationBand[] }
  | { letter: Letter; is: readonly LetterStatus[] }
  | { feature: FeatureId; is: "observed" | "excluded" }
  | { verdict: readonly StandingVerdict[]; gene?: (typeof variantParts.gene)[number] };

/** A question that every child of its group is on one side of or the other; each side may be asked further ones. */
export type Question = { id: string; yes: Condition; ofYes?: readonly Question[]; ofNo?: readonly Question[] };

/** A change of the questions is a new version; what was published under an older one stays as it is. */
export const QUESTIONS_VERSION = "1";

const observed = (feature: FeatureId): Question => ({ id: feature, yes: { feature, is: "observed" } });
const feature = (of: FeatureId): Question => ({ ...observed(of), ofNo: [{ id: `${of}-excluded`, yes: { feature: of, is: "excluded" } }] });

/** Met, else supported, else not met or unknown; of M the last two are one, for before five years M cannot be not met. */
function letter(of: Letter, ...among: readonly FeatureId[]): Question {
  const last: Question = { id: `${of}-not-met`, yes: { letter: of, is: ["not-met"] } };
  const supported: Question = { id: `${of}-supported`, yes: { letter: of, is: ["supported"] }, ...(of !== "M" && { ofNo: [last] }) };
  return { id: `${of}-met`, yes: { letter: of, is: ["met"] }, ofYes: among.map(observed), ofNo: [supported] };
}

/**
 * Everything that is ever published, asked of all children of an edition. No answer follows from the answers to the
 * others: whoever knows some learns nothing of the rest, on which the withholding rests; tests/cohort/free.test.ts holds
 * it. That is why the match is not among them, which the letters decide; why boys are not told from children of unknown
 * sex, whose Ge is unknown; and why of each letter not every feature that meets it is asked.
 */
export const questions: readonly Question[] = [
  { id: "boys", yes: { sex: ["male", "undetermined", "unknown"] }, ofYes: [letter("Ge", "cryptorchidism", "hypospadias")] },
  { id: "under-one", yes: { age: ["newborn", "infant"] }, ofNo: [{ id: "one-to-seventeen", yes: { age: ["toddler", "preschool", "child", "youth"] } }] },
  { id: "preterm", yes: { gestation: ["extremely-preterm", "very-preterm", "moderate-preterm"] }, ofNo: [{ id: "term", yes: { gestation: ["term", "post-term"] } }] },
  letter("I", "iugr"),
  letter("M", "metaphyseal-dysplasia"),
  letter("A", "adrenal-insufficiency"),
  feature("prominent-forehead"),
  feature("hypotonia"),
  feature("hypercalciuria"),
  { id: "confirmed", yes: { verdict: ["confirmed"], gene: "CDKN1C" }, ofNo: [{ id: "otherwise", yes: { verdict: ["confirmed", "other-condition", "not-image"] } }] },
];

/** Every question with the sides that led to it, itself the last. */
export type Path = readonly { question: Question; side: "yes" | "no" }[];

/** All questions, the one before what is asked of its sides, each with the sides on which it is asked. */
export function asked(of: readonly Question[] = questions, led: Path = []): { question: Question; led: Path }[] {
  return of.flatMap((question) => [
    { question, led },
    ...asked(question.ofYes ?? [], [...led, { question, side: "yes" }]),
    ...asked(question.ofNo ?? [], [...led, { question, side: "no" }]),
  ]);
}
