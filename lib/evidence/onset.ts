import type { AgeBand } from "@/lib/screening/bands";
import type { FeatureId } from "@/lib/screening/checklist";
import { words } from "@/lib/screening/wording";

/**
 * Of the checklist what the likelihood needs, which a test holds equal: the likelihood runs in the browser, and the
 * checklist with its texts stays on the server.
 */
export const features = Object.keys(words("en").features) as FeatureId[];

const later = {
  infant: [
    "small-infant", "failure-to-thrive", "hip-dysplasia", "prominent-forehead", "craniosynostosis", "hypotonia", "developmental-delay", "hypercalcemia", "hypercalciuria", "nephrocalcinosis",
    "alacrima", "cafe-au-lait", "recurrent-infection", "immunodeficiency", "myelodysplasia", "metaphyseal-cupping", "metaphyseal-flaring",
  ],
  toddler: ["short-stature", "delayed-bone-age"],
  preschool: ["metaphyseal-dysplasia", "epiphyseal-dysplasia", "skeletal-dysplasia", "rhabdomyosarcoma", "patellar-hypoplasia"],
  child: ["scoliosis", "slender-bones", "femoral-head-necrosis", "osteopenia", "osteoporosis", "gh-deficiency", "achalasia"],
  youth: ["hypogonadotropic-hypogonadism"],
} as const satisfies Partial<Record<AgeBand, readonly FeatureId[]>>;

/** From what age a feature shows, where that is after the first month. */
export const onset: ReadonlyMap<FeatureId, AgeBand> = new Map((Object.entries(later) as [AgeBand, readonly FeatureId[]][]).flatMap(([from, all]) => all.map((feature) => [feature, from] as const)));

export const ofBoysOnly: ReadonlySet<FeatureId> = new Set(["micropenis", "cryptorchidism", "hypospadias", "hypogonadotropic-hypogonadism"]);
