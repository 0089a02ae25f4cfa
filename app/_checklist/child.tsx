import { locale } from "@/app/locale";
import { ages, gestations, measures, sexes, variantParts } from "@/lib/screening/bands";
import { variantWords } from "@/lib/screening/variant-wording";
import { words } from "@/lib/screening/wording";
import { Z_PATTERN } from "./form-draft";
import { rowsWords } from "./rows-wording";

const { amiss, context, fields, measures: measureNames, score, size } = rowsWords;
const { none, parts: partNames, tested, values: valueNames } = variantWords(locale);

const unknownFirst = <Value extends string>(values: readonly Value[]) => [...values].sort((one, other) => Number(other === "unknown") - Number(one === "unknown"));

/** Sex and age come first: without them half the rules cannot be read. */
export function Child() {
  const { sexes: sexNames, ages: ageNames, gestations: gestationNames } = words(locale);
  return (
    <div className="child">
      <Choice name="sex" label={fields.sex} values={unknownFirst(sexes)} names={sexNames} />
      <Choice name="age" label={fields.age} values={unknownFirst(ages)} names={ageNames} />
      <Choice name="gestation" label={fields.gestation} values={unknownFirst(gestations)} names={gestationNames} />
    </div>
  );
}

/** z-scores that are known already; a measured weight outranks the tick for it. */
export function SizeFields() {
  return (
    <fieldset className="size">
      <legend>{size}</legend>
      {measures.map((measure) => (
        <label key={measure}>
          {measureNames[measure]}
          {/* Text, for a number field silently drops a typographic minus, and −2.5 is the opposite of 2.5. */}
          <input name={`size.${measure}`} pattern={Z_PATTERN} title={score} placeholder="z" />
        </label>
      ))}
      <p className="amiss">{amiss}</p>
    </fieldset>
  );
}

/** The variant as coded parts; the part counts once a gene is chosen. */
export function VariantPart() {
  return (
    <div className="child">
      {(Object.keys(variantParts) as (keyof typeof variantParts)[]).map((part) => (
        <Choice key={part} name={`variant.${part}`} label={partNames[part]} values={part === "gene" ? ["", ...variantParts.gene] : fallbackFirst(variantParts[part])} names={{ "": none, ...valueNames }} />
      ))}
      <Check name="variant.tested" label={tested} />
    </div>
  );
}

const fallbacks = ["unknown", "uncertain"];
const fallbackFirst = (values: readonly string[]) => [...values].sort((one, other) => Number(fallbacks.includes(other)) - Number(fallbacks.includes(one)));

const asked = ["steroids", "earlySample", "acthTwiceLimit", "surgeryPlanned"] as const;

/** What was done or is planned. */
export function ContextPart() {
  return (
    <div className="checks">
      {asked.map((part) => <Check key={part} name={`context.${part}`} label={context[part]} />)}
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
