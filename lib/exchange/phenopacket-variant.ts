import { variantParts } from "@/lib/screening/bands";
import type { Variant } from "@/lib/screening/bands";
import { list, optional } from "./phenopacket-fields";
import type { Fields } from "./phenopacket-fields";
import { acmg, OWN } from "./phenopacket-vocabulary";

const genes = ["CDKN1C", "POLE", "SAMD9", "NR0B1"] as const;

/** First that fits wins; read from the names of the variant, of its structure and of its effect. */
const consequences: readonly (readonly [RegExp, Variant["consequence"]])[] = [
  [/frameshift|\dfs|fs[*T]/i, "frameshift"],
  [/stop_gained|p\.\S*(?:\*|Ter)/, "truncating"],
  [/missense|p\.\(?[A-Z][a-z]{2}\d+(?!Ter|del|dup|=)[A-Z][a-z]{2}\)?$/m, "missense"],
  [/inframe|in-frame|p\.\S*(?:del|ins|dup)/, "in-frame-indel"],
  [/splice|c\.\S*\d[+-]\d/, "splice"],
  // Of a stretch of chromosome. A few bases lost or doubled tell nothing without what becomes of the protein.
  [/duplication|copy_number_gain/, "duplication"],
  [/deletion|copy_number_loss/, "deletion"],
];

/** The first variant in a gene that matters here, unless it was rejected. Only a packet of ours tells its parent of origin. */
export function variantOf(packet: Fields): Variant | null {
  for (const interpretation of list(packet["interpretations"], "interpretations")) {
    const diagnosis = optional(optional(interpretation, "interpretation")["diagnosis"], "diagnosis");
    for (const one of list(diagnosis["genomicInterpretations"], "genomicInterpretations")) {
      const genomic = optional(one, "genomicInterpretation");
      const said = optional(genomic["variantInterpretation"], "variantInterpretation");
      const described = optional(said["variationDescriptor"], "variationDescriptor");
      const own = ownParts(described);
      const gene = genes.find((symbol) => symbol === optional(described["geneContext"], "geneContext")["symbol"]) ?? (own.gene === "other" ? own.gene : null);
      if (gene && genomic["interpretationStatus"] !== "REJECTED") return { ...variantFrom(gene, String(said["acmgPathogenicityClassification"]), described), ...own, gene };
    }
  }
  return null;
}

function variantFrom(gene: Variant["gene"], weight: string, described: Fields): Variant {
  const expressions = list(described["expressions"], "expressions").map((one) => optional(one, "expression")["value"]);
  const effects = [described["structuralType"], ...list(described["molecularConsequences"], "molecularConsequences")].map((one) => optional(one, "ontology class")["label"]);
  const names = [...expressions, ...effects].filter((name) => typeof name === "string").join("\n");
  const silverRussell = gene === "CDKN1C" && /p\.\(?Arg279(?:Leu|Ser)/.test(names);
  return {
    gene,
    consequence: consequences.find(([sign]) => sign.test(names))?.[1] ?? "unknown",
    region: silverRussell ? "arg279-leu-or-ser" : "unknown",
    class: variantParts.class.find((one) => acmg[one] === weight) ?? "uncertain",
    allele: "unknown",
    tested: false,
  };
}

/** The parts that a packet of ours states exactly; anything else that stands there is not kept. */
function ownParts(described: Fields): Partial<Variant> {
  const extensions = list(described["extensions"], "extensions");
  if (extensions.length === 0) return {};
  const told = new Map(extensions.map((one) => optional(one, "extension")).map(({ name, value }) => [name, value]));
  const parts = (["gene", "consequence", "region", "allele"] as const).flatMap((part) => {
    const value = (variantParts[part] as readonly string[]).find((one) => one === told.get(`${OWN}:${part}`));
    return value === undefined ? [] : [[part, value]];
  });
  const tested = told.get(`${OWN}:tested`);
  return { ...Object.fromEntries(parts), ...((tested === "yes" || tested === "no") && { tested: tested === "yes" }) };
}
