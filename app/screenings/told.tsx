import { contexts, measures } from "@/lib/screening/bands";
import type { Screening } from "@/lib/screening/draft";
import type { Assessment } from "@/lib/screening/assess";
import { words } from "@/lib/screening/wording";

/** In this order, wherever they are told. */
export const factNames = ["Sex", "Age", "Gestation", "Birth size (INTERGROWTH-21st)", "Variant", "Context", "Follows"] as const;
type FactName = (typeof factNames)[number];

/** What is known of the child beside the findings, by name; what nobody told is left out. */
export function factsOf({ sex, age, gestation, size, variant, context, origin, follows }: Screening): [name: FactName, value: string][] {
  const { sexes, ages, gestations, contexts: contextNames } = words("en");
  const by = (part: keyof NonNullable<Screening["origin"]>) => (origin?.[part] ? ` (${origin[part]})` : "");
  const facts: Record<FactName, string | undefined> = {
    Sex: sexes[sex],
    Age: ages[age],
    Gestation: gestation && gestations[gestation],
    "Birth size (INTERGROWTH-21st)": measures.flatMap((measure) => (size?.[measure] === undefined ? [] : [`${measure} z ${size[measure].toFixed(1).replace("-", "−")}${by(measure)}`])).join(", "),
    Variant: variant && `${variant.gene}, ${variant.consequence}, ${variant.region}, ${variant.class}, ${variant.allele}, origin ${variant.tested ? "tested" : "not tested"}`,
    Context: contexts.filter((part) => context?.[part]).map((part) => `${contextNames[part]}${part === "acthTwiceLimit" ? by(part) : ""}`).join(", "),
    Follows: follows,
  };
  return factNames.flatMap((name) => (facts[name] ? [[name, facts[name]]] : []));
}

/** The flag in a word. */
export function FlagDot({ flag }: { flag: Assessment["flag"] }) {
  return flag && <span className={`dot ${flag.level}`}>{flag.level === "red" ? "Red flag" : "Amber flag"}</span>;
}
