import type { FeatureId } from "./checklist";
import type { Source } from "./sources";
import { inLocale } from "./locale";
import type { Locale } from "./locale";

/** The features whose definition a drawing makes plainer, and what the drawing was made after. */
export const drawn = {
  "metaphyseal-dysplasia": { drawing: "metaphysis", source: "hpo", terms: "HP:0100255, HP:0003015" },
  "metaphyseal-flaring": { drawing: "metaphysis", source: "hpo", terms: "HP:0100255, HP:0003015" },
  hypospadias: { drawing: "hypospadias", source: "hpo", terms: "HP:0000047" },
  "low-set-ears": { drawing: "ear", source: "hpo", terms: "HP:0000369" },
  "bifid-uvula": { drawing: "uvula", source: "hpo", terms: "HP:0000193" },
} as const satisfies Partial<Record<FeatureId, { drawing: string; source: Source; terms: string }>>;

export type Drawing = (typeof drawn)[keyof typeof drawn]["drawing"];

/** What stands beside each drawing and tells all that it shows: who can't see it misses nothing. */
export type DrawingWords = { drawings: Record<Drawing, string>; after: (terms: string) => string };

/** English; not yet read by a paediatric endocrinologist. */
const english: DrawingWords = {
  drawings: {
    metaphysis:
      "A knee from the front, bones as on an x-ray; not to scale. a: usual shaft ends, as wide as the growth plate. b: flared shaft ends, wider than the bone beyond the growth plate, with an uneven edge and stripes along the bone. What is seen in a child may be much milder.",
    hypospadias:
      "The underside of the penis; not to scale. 0: the usual opening at the tip. The opening in hypospadias: 1 on the glans, 2 at its rim, 3 on the shaft, 4 where penis and scrotum meet, 5 on the scrotum, 6 behind it.",
    ear: "A head from the side, upright. The dashed line is level and runs through the inner corners of the eyes; the point is the upper attachment of the ear. a: on or above the line. b: below it, a low-set ear.",
    uvula: "An open mouth. a: a uvula with one tip. b: a uvula split from its tip, marked by an arrow.",
  },
  after: (terms) => `Our drawing, after the definition of ${terms}.`,
};

const locales = { en: english } satisfies Record<"en", DrawingWords>;

/** The words of a locale. */
export function drawingWords(locale: Locale): DrawingWords {
  return inLocale(locales, locale);
}
