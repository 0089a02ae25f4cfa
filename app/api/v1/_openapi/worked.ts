import { importPhenopacket } from "@/lib/exchange/phenopacket-in";
import type { Draft } from "@/lib/screening/assess";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import type { Screening } from "@/lib/screening/draft";
import { assessWhole } from "@/lib/screening/heredity";
import { readBorn } from "@/app/api/v1/_http/born";
import { laboratoryForm, readValues } from "@/app/api/v1/_http/laboratory";
import { compare } from "@/app/api/v1/_http/compared";

/** One made-up child through every form, each worked out by what the handlers call, so that no example can be out of date. */
export const draft: Draft = {
  checklist: CHECKLIST_VERSION,
  sex: "male",
  age: "newborn",
  gestation: "term",
  size: { weight: -2.3 },
  findings: { iugr: "observed", hyperkalemia: "observed", hypospadias: "excluded" },
};

const CODE = "IS-0000-0000";
export const screening: Screening = { ...draft, code: CODE, year: 2026, assessment: assessWhole(draft) };

const { letters, match, flag, rules } = screening.assessment;
export const listed = { code: CODE, year: screening.year, sex: draft.sex, age: draft.age, letters, match, flag: flag?.level ?? null, rules, standing: "none", earlier: null, changed: null };

export const born = { sex: "male", gestationDays: 272, weight: 2130, length: 46.5 } as const;
export const bornRead = readBorn(born);

export const values = { age: "newborn", values: { sodium: { value: "118", unit: "mmol/L", lower: "135", upper: "145" }, potassium: { value: "7.9", unit: "mmol/L", lower: "3.5", upper: "6.0" }, cortisol: { value: "<27.6", unit: "nmol/L" } } } as const;
export const valuesRead = readValues(laboratoryForm.parse(values));

export const comparison = compare(draft, "equal");

export const packet = {
  id: "case-1",
  subject: { id: "case-1", sex: "MALE" },
  phenotypicFeatures: [{ type: { id: "HP:0001511" } }, { type: { id: "HP:0000047" }, excluded: true }, { type: { id: "HP:0001250" } }],
  metaData: { created: "2026-01-01T00:00:00Z", createdBy: "a laboratory", resources: [], phenopacketSchemaVersion: "2.0" },
};
const { notOnChecklist, ...read } = importPhenopacket(packet);
export const imported = { ...read, notOnChecklist: { ...notOnChecklist, questions: [] } };
