import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId, Part, Row } from "@/lib/screening/checklist";
import type { StandingVerdict } from "@/lib/screening/verdict";
import type { Match } from "@/lib/screening/rules";

/**
 * What is counted of a site, each child once, by its newest screening: plain counts, from which all else is worked out.
 * A cell that is not there is 0. `gene` is that of a confirmed child. `findings` counts of each feature in how many it
 * was observed, in how many observed or excluded, and the same among those confirmed in CDKN1C. `assessed` counts, for
 * each part, the children of whom so many of its features were observed or excluded.
 */
export type Counts = {
  screenings: number;
  children: number;
  measured: { weight: number; length: number; head: number };
  rules: { rules: string; count: number }[];
  years: { year: number; match: Match; count: number }[];
  findings: { feature: FeatureId; observed: number; known: number; provenObserved: number; provenKnown: number }[];
  together: { I: boolean; M: boolean; A: boolean; Ge: boolean; geApplies: boolean; count: number }[];
  verdicts: { match: Match; verdict: StandingVerdict; gene: string | null; count: number }[];
  assessed: { part: Part; features: number; count: number }[];
};

const parts = [...new Set(featureIds.map((feature) => checklist[feature].part))];
const offered = featureIds.filter((feature) => !(checklist[feature] as Row).importOnly);

/** The features that can be ticked, by part; those of Ge where it applies to the child. */
export const asked = Object.fromEntries(parts.map((part) => [part, offered.filter((feature) => checklist[feature].part === part)])) as Record<Part, FeatureId[]>;
