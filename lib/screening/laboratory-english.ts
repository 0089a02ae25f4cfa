import type { LaboratoryWords } from "./laboratory-wording";

/** The English words of the laboratory; not yet read by a paediatric endocrinologist. */
export const laboratoryEnglish: LaboratoryWords = {
  analytes: {
    sodium: "Sodium", potassium: "Potassium", glucose: "Glucose", cortisol: "Cortisol", acth: "ACTH", renin: "Renin", aldosterone: "Aldosterone", "17ohp": "17-OHP",
    calcium: "Calcium, total", "calcium-ionised": "Calcium, ionised",
  },
  units: {
    "meq/L": "mEq/L", "ug/dL": "µg/dL", "m[IU]/L": "mIU/L", "u[IU]/mL": "µIU/mL", "ng/(L.s)": "ng/L/s (activity)", "ng/mL/h": "ng/mL/h (activity)",
  },
  systems: { si: "SI (mmol/L, nmol/L)", conventional: "Conventional (mg/dL, µg/dL)" },
  fields: { value: "Value", unit: "Unit", lower: "Lower limit", upper: "Upper limit" },
  uses: { "": "As read", low: "Low", normal: "Normal", high: "High", open: "Leave open" },
  reads: { low: "low", high: "high", normal: "normal", "not-low": "not low", "not-high": "not high", open: "open" },
  statuses: { observed: "observed", excluded: "excluded", open: "left open", overruled: "by you, not by the value", "by-hand": "answered by hand since" },
  whys: {
    "no-limit": (limit) => `Decides nothing without the laboratory’s own ${limit} limit: no range is built in.`,
    "beyond-measuring": (limit) => `May lie on either side of the ${limit} limit, so it decides nothing.`,
    "hours-of-life": () => "Low only after the first 48 to 72 hours of life. Say so under “Use as”.",
    steroids: () => "Steroids were given: cortisol cannot be read. It decides nothing unless you say so under “Use as”.",
  },
  sides: { low: "lower", high: "upper" },
  society: (early, later) => `from ${early} in the first 48 to 72 hours of life, from ${later} after them`,
  limits: (lower, upper) => (lower && upper ? `${lower} to ${upper}` : lower ? `from ${lower}` : upper ? `up to ${upper}` : "none given"),
  columns: { test: "Test", value: "Value", limits: "Limits", reads: "Reads", finding: "Finding", use: "Use as" },
  useOf: (name) => `Use ${name} as`,
  opposite: (name, side) => `${name} is ${side}, the opposite of what this row asks: look for its own cause.`,
  faults: {
    "not-a-number": () => "Not a figure. Write 135, 4.2, 4,2 or <27.6, without spaces or thousands separators.",
    "ambiguous-comma": () => "A thousand or a decimal? Write it without the comma, or with a point.",
    "limits-swapped": () => "The upper limit is not above the lower one: are they swapped?",
    "unit-mistaken": ({ figure, unit, likely }, say) => `${figure} ${say(unit)} is not plausible; ${figure} ${say(likely)} is. Check the unit.`,
    "point-slipped": ({ figure, unit, likely }, say) => `${figure} ${say(unit)} is not plausible; ${likely} is. Check the decimal point.`,
    implausible: ({ figure, unit, from, to }, say) => `${figure} ${say(unit)} is not plausible: ${from} to ${to} is taken here. Check it; if it is right, tick the finding by hand.`,
  },
  asks: {
    steroids: "Steroids given: to the mother before birth, or to the child by any route",
    earlySample: "Blood was taken before 24 hours of life",
  },
  told: {
    intro: "Value, unit and the limits printed beside it by your laboratory for this age. “<27.6” may be written as reported.",
    kept: "Only the finding is kept. Values and limits stay in this browser and are gone when the page is loaded again.",
    early: "Before 24 hours of life cortisol is still high from birth: a normal value does not clear the adrenals.",
    early17ohp: "17-OHP taken so early can be falsely high.",
    pattern: "Low cortisol with ACTH above twice the upper limit: the pattern of primary adrenal insufficiency, of any cause. 17-OHP tells congenital adrenal hyperplasia apart.",
    units: "Usual units",
    decided: "What the values say",
    sampling: "What to sample before steroids",
  },
};
