import { variantParts } from "./bands";
import type { Variant } from "./bands";
import { inLocale } from "./locale";
import type { Locale } from "./locale";

type Part = keyof typeof variantParts;
/** Genes are called the same in every language. */
type Named = Exclude<Variant[Part], "CDKN1C" | "POLE" | "SAMD9" | "NR0B1">;

/** What is said of a coded gene variant. */
export type VariantWords = {
  parts: Record<Part, string>;
  values: Record<Named, string>;
  /** Beside the genes, for no variant. */
  none: string;
  tested: string;
  part: (name: string, value: string) => string;
};

const locales = {
  en: {
    parts: { gene: "Gene", consequence: "Kind", region: "Where in the gene", class: "Classified as", allele: "On which copy" },
    values: {
      other: "Another", unknown: "Not known", missense: "Missense", truncating: "Truncating (nonsense)", frameshift: "Frameshift", splice: "Splice site", "in-frame-indel": "In-frame deletion or insertion",
      duplication: "Duplication", deletion: "Deletion", "pcna-binding": "PCNA-binding domain", "arg279-leu-or-ser": "Arg279Leu or Arg279Ser", elsewhere: "Elsewhere in the gene", pathogenic: "Pathogenic",
      "likely-pathogenic": "Likely pathogenic", uncertain: "Uncertain", "likely-benign": "Likely benign", benign: "Benign", maternal: "Maternal", paternal: "Paternal",
    },
    none: "None found or not tested",
    tested: "Parental origin was tested",
    part: (name, value) => `${name}: ${value}`,
  },
} satisfies Record<"en", VariantWords>;

/** The words of a locale. */
export function variantWords(locale: Locale): VariantWords {
  return inLocale(locales, locale);
}

/** Every coded part of a variant by its name, in the order of the form: a part that is not known says of what. */
export function sayVariant(variant: Variant, locale: Locale): string[] {
  const { parts, values, part: say } = variantWords(locale);
  return (Object.keys(variantParts) as Part[]).map((part) => say(parts[part], (values as Partial<Record<string, string>>)[variant[part]] ?? variant[part]));
}
