import { inLocale } from "./locale";
import type { Locale } from "./locale";
import type { Source } from "./sources";

/** What is sampled before steroids, in the order in which it helps, each with what says so. */
export const samples = {
  glucose: ["rch-adrenal-crisis"],
  electrolytes: ["rch-adrenal-crisis"],
  "blood-gas": ["rch-adrenal-crisis"],
  cortisol: ["turkish-consensus", "bornstein-2016"],
  acth: ["turkish-consensus", "bornstein-2016"],
  "17ohp": ["pearce-2016"],
  renin: ["turkish-consensus", "bornstein-2016"],
  aldosterone: ["turkish-consensus", "bornstein-2016"],
} as const satisfies Record<string, readonly Source[]>;
export type Sample = keyof typeof samples;
export const sampleIds = Object.keys(samples) as Sample[];

/** What the printed list says; a reviewed translation is one more object of this shape. */
export type SamplingWords = {
  title: string;
  first: readonly string[];
  columns: Record<"taken" | "what" | "why", string>;
  samples: Record<Sample, { what: string; why: string }>;
  note: { title: string; asks: readonly { what: string; answers: readonly string[] }[] };
  own: string;
  sources: string;
  print: string;
};

/** English; not yet read by a paediatric endocrinologist. No dose, no amount, no place for a name. */
const english: SamplingWords = {
  title: "Before steroids: what to sample",
  first: [
    "Treatment is never delayed for a sample. In shock, or where blood is not had at once, treat first by your local protocol and call endocrinology.",
    "Your local protocol comes before this list. Tubes, amounts and transport are as your laboratory says.",
  ],
  columns: { taken: "Taken", what: "Sample", why: "Why" },
  samples: {
    glucose: { what: "Glucose, at the bedside and in the laboratory", why: "Low where cortisol is missing." },
    electrolytes: { what: "Sodium and potassium", why: "Low sodium with high potassium, as where aldosterone is missing." },
    "blood-gas": { what: "Blood gas", why: "Acidosis, as where aldosterone is missing." },
    cortisol: { what: "Cortisol", why: "Cannot be read any more once steroids are in. A newborn’s normal values are far lower than an older child’s." },
    acth: { what: "ACTH, with the cortisol", why: "Above twice its upper limit with a low cortisol: primary adrenal insufficiency." },
    "17ohp": { what: "17-OHP", why: "Looks for congenital adrenal hyperplasia. Falsely high in preterm babies and very early samples." },
    renin: { what: "Renin", why: "With aldosterone: is salt being lost for want of it?" },
    aldosterone: { what: "Aldosterone", why: "With renin, sodium and potassium from the same time." },
  },
  note: {
    title: "Note beside the sample",
    asks: [
      { what: "Steroids already given", answers: ["no", "to the mother before birth", "to the child, by any route"] },
      { what: "Taken before 24 hours of life", answers: ["no", "yes"] },
      { what: "Born before 37 weeks", answers: ["no", "yes"] },
    ],
  },
  own: "A list of a screening aid, which no paediatric endocrinologist has signed yet. No name belongs on this page.",
  sources: "Sources",
  print: "Print this page: Ctrl or Cmd and P.",
};

const locales = { en: english } satisfies Record<"en", SamplingWords>;

/** The words of a locale. */
export function samplingWords(locale: Locale): SamplingWords {
  return inLocale(locales, locale);
}
