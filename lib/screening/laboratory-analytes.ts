import type { FeatureId } from "./checklist";

/** From and to, both included. */
export type Span = readonly [number, number];
export type Side = "low" | "high";
export type Field = "value" | "lower" | "upper";

/**
 * One way of measuring an analyte. `units`: UCUM code → how much one of it is in the first unit. The spans are in the first
 * unit and only catch slips of unit and point: they are our own, and no reference range. A value outside `usual` is asked
 * about, for it may be true; outside `value` it is refused, for no child has it.
 */
export type Kind = { readonly units: Readonly<Record<string, number>>; readonly usual: Span; readonly value: Span; readonly lower: Span; readonly upper: Span };
type Test = { readonly feature: FeatureId; readonly side: Side; readonly kinds: readonly [Kind, ...Kind[]] };

/**
 * Molar mass in g/mol, from the formula and the IUPAC standard atomic weights (a test adds them up): glucose C6H12O6, cortisol
 * C21H30O5, aldosterone C21H28O5, 17-hydroxyprogesterone C21H30O3, calcium Ca, ACTH 1-39 C207H308N56O58S.
 */
export const molarMass = { glucose: 180.156, cortisol: 362.466, aldosterone: 360.45, "17ohp": 330.468, calcium: 40.078, acth: 4541.1 } as const;

/** mg/dL in mmol/L, and so µg/dL in µmol/L and ng/dL in nmol/L. */
const perDecilitre = (mass: number) => 10 / mass;
const calcium = { "mmol/L": 1, "mg/dL": perDecilitre(molarMass.calcium), "meq/L": 0.5 };

/** What is measured, the row it answers, and from which side. Renin is three quantities, and none is converted into another. */
export const analytes = {
  sodium: { feature: "hyponatremia", side: "low", kinds: [{ units: { "mmol/L": 1, "meq/L": 1 }, usual: [105, 180], value: [70, 220], lower: [120, 142], upper: [135, 160] }] },
  potassium: { feature: "hyperkalemia", side: "high", kinds: [{ units: { "mmol/L": 1, "meq/L": 1 }, usual: [2, 9.5], value: [0.8, 18], lower: [2.5, 5], upper: [4, 8.5] }] },
  glucose: { feature: "hypoglycemia", side: "low", kinds: [{ units: { "mmol/L": 1, "mg/dL": perDecilitre(molarMass.glucose) }, usual: [1.1, 33], value: [0.05, 110], lower: [1.5, 5], upper: [4.5, 15] }] },
  cortisol: {
    feature: "low-cortisol", side: "low",
    kinds: [{ units: { "nmol/L": 1, "ug/dL": 1000 * perDecilitre(molarMass.cortisol), "ng/mL": 100 * perDecilitre(molarMass.cortisol) }, usual: [5, 2000], value: [0.05, 8000], lower: [8, 450], upper: [150, 1500] }],
  },
  acth: { feature: "high-acth", side: "high", kinds: [{ units: { "pmol/L": 1, "pg/mL": 1000 / molarMass.acth, "ng/L": 1000 / molarMass.acth }, usual: [0.2, 1000], value: [0.02, 10000], lower: [0.1, 10], upper: [4, 35] }] },
  renin: {
    feature: "high-renin", side: "high",
    kinds: [
      { units: { "m[IU]/L": 1, "u[IU]/mL": 1 }, usual: [0.1, 10000], value: [0.02, 60000], lower: [0.1, 100], upper: [10, 1500] },
      { units: { "ng/L": 1, "pg/mL": 1 }, usual: [0.1, 6000], value: [0.02, 36000], lower: [0.1, 60], upper: [5, 900] },
      { units: { "ng/(L.s)": 1, "ng/mL/h": 1 / 3.6 }, usual: [0.01, 100], value: [0.002, 500], lower: [0.003, 4], upper: [0.14, 40] },
    ],
  },
  aldosterone: {
    feature: "low-aldosterone", side: "low",
    kinds: [{ units: { "pmol/L": 1, "ng/dL": 1000 * perDecilitre(molarMass.aldosterone), "pg/mL": 100 * perDecilitre(molarMass.aldosterone) }, usual: [20, 30000], value: [0.05, 100000], lower: [10, 1500], upper: [200, 12000] }],
  },
  "17ohp": { feature: "high-17ohp", side: "high", kinds: [{ units: { "nmol/L": 1, "ng/dL": perDecilitre(molarMass["17ohp"]), "ng/mL": 100 * perDecilitre(molarMass["17ohp"]) }, usual: [0.1, 1500], value: [0.01, 6000], lower: [0.01, 20], upper: [0.5, 150] }] },
  calcium: { feature: "hypercalcemia", side: "high", kinds: [{ units: calcium, usual: [1.2, 4.5], value: [0.4, 7], lower: [1.5, 2.5], upper: [2.2, 3.2] }] },
  "calcium-ionised": { feature: "hypercalcemia", side: "high", kinds: [{ units: calcium, usual: [0.5, 2.5], value: [0.2, 4], lower: [0.7, 1.3], upper: [1.1, 1.8] }] },
} as const satisfies Record<string, Test>;
export type System = "si" | "conventional";
export type Analyte = keyof typeof analytes;
export const analyteIds = Object.keys(analytes) as Analyte[];

/** The unit's way of measuring; the first one where the unit is none of the analyte's. */
export function kindOf(analyte: Analyte, unit: string): Kind {
  const kinds: readonly [Kind, ...Kind[]] = analytes[analyte].kinds;
  return kinds.find((kind) => Object.hasOwn(kind.units, unit)) ?? kinds[0];
}

/** Every unit of an analyte, SI first. */
export function unitsOf(analyte: Analyte): string[] {
  return analytes[analyte].kinds.flatMap((kind) => Object.keys(kind.units));
}

/** The unit a laboratory of either system most likely reports in; renin is activity in the conventional one. */
export function usualUnit(analyte: Analyte, system: System): string {
  const kinds: readonly Kind[] = analytes[analyte].kinds;
  const [first = ""] = Object.keys(kinds[0]?.units ?? {});
  return system === "si" ? first : (Object.keys(kinds.at(-1)?.units ?? {})[1] ?? first);
}

/** The same amount in the other system: of SI the first conventional unit, of a conventional unit the SI one; null where there is none or it is the same figure. */
export function inOtherUnit(analyte: Analyte, figure: number, unit: string): { figure: number; unit: string } | null {
  const { units } = kindOf(analyte, unit);
  const [first = "", second = ""] = Object.keys(units);
  const other = unit === first ? second : first;
  const [from, to] = [units[unit], units[other]];
  if (from === undefined || to === undefined || from === to) return null;
  return { figure: Number(((figure * from) / to).toPrecision(3)), unit: other };
}
