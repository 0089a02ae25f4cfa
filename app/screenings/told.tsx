import { locale } from "@/app/locale";
import { contexts, measures } from "@/lib/screening/bands";
import type { Screening } from "@/lib/screening/draft";
import type { Assessment } from "@/lib/screening/assess";
import { sayVariant } from "@/lib/screening/variant-wording";
import { words } from "@/lib/screening/wording";
import { screeningsWords } from "./wording";

const { facts: factWords, flags, origin: sayOrigin, origins, size: saySize } = screeningsWords;

/** In this order, wherever they are told. */
export const factNames = Object.values(factWords);
type Fact = keyof typeof factWords;

/** What is known of the child beside the findings, by name; what nobody told is left out. */
export function factsOf({ sex, age, gestation, size, variant, context, origin, follows }: Screening): [name: string, value: string][] {
  const { sexes, ages, gestations, contexts: contextNames } = words(locale);
  const by = (part: keyof NonNullable<Screening["origin"]>) => (origin?.[part] ? ` (${origins[origin[part]]})` : "");
  const facts: Record<Fact, string | undefined> = {
    sex: sexes[sex],
    age: ages[age],
    gestation: gestation && gestations[gestation],
    size: measures.flatMap((measure) => (size?.[measure] === undefined ? [] : [`${saySize(measure, size[measure].toFixed(1).replace("-", "−"))}${by(measure)}`])).join(", "),
    variant: variant && [...sayVariant(variant, locale), sayOrigin(variant.tested)].join(", "),
    context: contexts.filter((part) => context?.[part]).map((part) => `${contextNames[part]}${part === "acthTwiceLimit" ? by(part) : ""}`).join(", "),
    follows,
  };
  return (Object.keys(factWords) as Fact[]).flatMap((fact) => (facts[fact] ? [[factWords[fact], facts[fact]]] : []));
}

/** The flag in a word. */
export function FlagDot({ flag }: { flag: Assessment["flag"] }) {
  return flag && <span className={`dot ${flag.level}`}>{flags[flag.level]}</span>;
}
