import { ages, gestations, measures, sexes, variantParts } from "@/lib/screening/bands";
import { words } from "@/lib/screening/wording";
import { Z_PATTERN } from "./form-draft";

const unknownFirst = <Value extends string>(values: readonly Value[]) => [...values].sort((one, other) => Number(other === "unknown") - Number(one === "unknown"));

/** Sex and age come first: without them half the rules cannot be read. */
export function Child() {
  const { sexes: sexNames, ages: ageNames, gestations: gestationNames } = words("en");
  return (
    <div className="child">
      <Choice name="sex" label="Sex (chromosomal where known)" values={unknownFirst(sexes)} names={sexNames} />
      <Choice name="age" label="Age" values={unknownFirst(ages)} names={ageNames} />
      <Choice name="gestation" label="Gestation at birth" values={unknownFirst(gestations)} names={gestationNames} />
    </div>
  );
}

/** z-scores that are known already; a measured weight outranks the tick for it. */
export function SizeFields() {
  return (
    <fieldset className="size">
      <legend>Birth size as z-score on INTERGROWTH-21st, where known</legend>
      {measures.map((measure) => (
        <label key={measure}>
          {measure === "head" ? "Head" : measure === "weight" ? "Weight" : "Length"}
          {/* Text, for a number field silently drops a typographic minus, and −2.5 is the opposite of 2.5. */}
          <input name={`size.${measure}`} pattern={Z_PATTERN} title="A z-score between −9.9 and 9.9, such as −2.4" placeholder="z" />
        </label>
      ))}
    </fieldset>
  );
}

const variantNames: Record<string, string> = {
  other: "Another", unknown: "Not known", missense: "Missense", truncating: "Truncating (nonsense)", frameshift: "Frameshift", splice: "Splice site", "in-frame-indel": "In-frame deletion or insertion",
  duplication: "Duplication", deletion: "Deletion", "pcna-binding": "PCNA-binding domain", "arg279-leu-or-ser": "Arg279Leu or Arg279Ser", elsewhere: "Elsewhere in the gene", pathogenic: "Pathogenic",
  "likely-pathogenic": "Likely pathogenic", uncertain: "Uncertain", "likely-benign": "Likely benign", benign: "Benign", maternal: "Maternal", paternal: "Paternal",
};
const variantLabels = { gene: "Gene", consequence: "Kind", region: "Where in the gene", class: "Classified as", allele: "On which copy" };

/** The variant as coded parts; the part counts once a gene is chosen. */
export function VariantPart() {
  return (
    <div className="child">
      {(Object.keys(variantParts) as (keyof typeof variantParts)[]).map((part) => (
        <Choice key={part} name={`variant.${part}`} label={variantLabels[part]} values={part === "gene" ? ["", ...variantParts.gene] : fallbackFirst(variantParts[part])} names={{ "": "None found or not tested", ...variantNames }} />
      ))}
      <Check name="variant.tested" label="Parental origin was tested" />
    </div>
  );
}

const fallbacks = ["unknown", "uncertain"];
const fallbackFirst = (values: readonly string[]) => [...values].sort((one, other) => Number(fallbacks.includes(other)) - Number(fallbacks.includes(one)));

/** What was done or is planned. */
export function ContextPart() {
  return (
    <div className="checks">
      <Check name="context.steroids" label="Steroids before or at the time of the blood sample: to the mother before birth, or to the child by any route" />
      <Check name="context.earlySample" label="Blood for the laboratory was taken before 24 hours of life" />
      <Check name="context.acthTwiceLimit" label="ACTH is above twice the laboratory’s upper limit" />
      <Check name="context.surgeryPlanned" label="Hypospadias or testis surgery planned" />
    </div>
  );
}

function Choice({ name, label, values, names }: { name: string; label: string; values: readonly string[]; names: Partial<Record<string, string>> }) {
  return (
    <label>
      {label}
      <select name={name}>
        {values.map((value) => <option key={value} value={value}>{names[value] ?? value}</option>)}
      </select>
    </label>
  );
}

function Check({ name, label }: { name: string; label: string }) {
  return <label className="check"><input type="checkbox" name={name} value="yes" /> {label}</label>;
}
