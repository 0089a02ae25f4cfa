import { assess } from "@/lib/screening/assess";
import type { Draft, Findings, Letters } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import type { StandingVerdict } from "@/lib/screening/verdict";
import type { Answers } from "@/lib/cohort/publishable";
import { asked, questions } from "@/lib/cohort/questions";
import type { Condition, Question } from "@/lib/cohort/questions";

/** A child as it is counted: its newest screening, and what colleagues say of it. */
export type Child = Pick<Draft, "sex" | "age" | "gestation"> & { findings: Findings; letters: Letters; verdict: StandingVerdict; gene: string | null };

/** On which side of each question that it is asked a child is. */
export type Sides = Readonly<Record<string, boolean>>;

/** Is the child on the yes side? */
function holds(child: Child, condition: Condition): boolean {
  if ("sex" in condition) return condition.sex.includes(child.sex);
  if ("age" in condition) return condition.age.includes(child.age);
  if ("gestation" in condition) return condition.gestation.includes(child.gestation ?? "unknown");
  if ("letter" in condition) return condition.is.includes(child.letters[condition.letter]);
  if ("feature" in condition) return child.findings[condition.feature] === condition.is;
  return condition.verdict.includes(child.verdict) && (condition.gene === undefined || child.gene === condition.gene);
}

/** The sides of a child, question by question as it is led. */
export function sidesOf(child: Child, of: readonly Question[] = questions): Sides {
  return Object.assign({}, ...of.map((question) => {
    const yes = holds(child, question.yes);
    return { [question.id]: yes, ...sidesOf(child, (yes ? question.ofYes : question.ofNo) ?? []) };
  })) as Sides;
}

/** Counts the yes sides. */
export function answersOf(children: readonly Sides[]): Answers {
  return { children: children.length, yes: Object.fromEntries(asked().map(({ question: { id } }) => [id, children.filter((child) => child[id] === true).length])) };
}

/** Every way through a question and what is asked within it. */
export function waysOf(question: Question): Sides[] {
  const through = (within: readonly Question[] = []) => within.reduce<Sides[]>((all, one) => all.flatMap((way) => waysOf(one).map((other) => ({ ...way, ...other }))), [{}]);
  return [...through(question.ofYes).map((way) => ({ [question.id]: true, ...way })), ...through(question.ofNo).map((way) => ({ [question.id]: false, ...way }))];
}

const stages: Record<"I" | "M" | "A" | "Ge", { met: FeatureId[]; otherwise: FeatureId; supported: FeatureId; excluded: FeatureId[] }> = {
  I: { met: ["iugr"], otherwise: "birth-length-low", supported: "short-stature", excluded: ["sga"] },
  M: { met: ["metaphyseal-dysplasia"], otherwise: "epiphyseal-dysplasia", supported: "delayed-bone-age", excluded: [] },
  A: { met: ["adrenal-insufficiency"], otherwise: "adrenal-hypoplasia", supported: "hyperpigmentation", excluded: ["adrenal-insufficiency"] },
  Ge: { met: ["cryptorchidism", "hypospadias"], otherwise: "micropenis", supported: "hypogonadotropic-hypogonadism", excluded: ["micropenis", "cryptorchidism", "hypospadias"] },
};

function letterFindings(letter: keyof typeof stages, sides: Sides): Findings {
  const { met, otherwise, supported, excluded } = stages[letter];
  const all = (features: readonly FeatureId[], as: "observed" | "excluded") => Object.fromEntries(features.map((feature) => [feature, as])) as Findings;
  if (sides[`${letter}-met`]) return all([...met.filter((feature) => sides[feature]), otherwise], "observed");
  if (sides[`${letter}-supported`]) return all([supported], "observed");
  return sides[`${letter}-not-met`] ? all(excluded, "excluded") : {};
}

/** A draft of such a child, and what became of it. */
export function draftOf(sides: Sides): { draft: Draft; verdict: StandingVerdict; gene: string | null } {
  const features = (["prominent-forehead", "hypotonia", "hypercalciuria"] as const).flatMap((feature) => (sides[feature] ? [[feature, "observed"]] : sides[`${feature}-excluded`] ? [[feature, "excluded"]] : []));
  const letters = (Object.keys(stages) as (keyof typeof stages)[]).map((letter) => letterFindings(letter, sides));
  const draft: Draft = {
    checklist: CHECKLIST_VERSION,
    sex: sides["boys"] ? "male" : "female",
    age: sides["under-one"] ? "newborn" : sides["one-to-seventeen"] ? "toddler" : "unknown",
    ...(sides["preterm"] ? { gestation: "very-preterm" as const } : sides["term"] ? { gestation: "term" as const } : {}),
    findings: Object.assign({}, ...letters, Object.fromEntries(features)) as Findings,
  };
  const verdict = sides["confirmed"] ? "confirmed" : sides["otherwise"] ? "other-condition" : "none";
  return { draft, verdict, gene: sides["confirmed"] ? "CDKN1C" : null };
}

/** The same as it is counted. @throws Error where no such screening can be saved */
export function childOf(sides: Sides): Child {
  const { draft, verdict, gene } = draftOf(sides);
  const { letters, issues } = assess(draft);
  if (issues.some(({ level }) => level === "error")) throw new Error(`refused: ${JSON.stringify(sides)}`);
  return { ...draft, letters, verdict, gene };
}
