import { locale } from "@/app/locale";
import { unitsOf } from "@/lib/screening/laboratory-analytes";
import type { Analyte, Field } from "@/lib/screening/laboratory-analytes";
import type { Faults } from "@/lib/screening/laboratory";
import type { Entry } from "@/lib/screening/laboratory-decisions";
import { laboratoryWords, sayMisread, sayUnit } from "@/lib/screening/laboratory-wording";

const { analytes: names, fields, sure: sayConfirmed } = laboratoryWords(locale);
type Row = { analyte: Analyte; faults: Faults | undefined; change: (part: Partial<Entry>) => void };

/** One analyte: value, unit and the laboratory's limits. Nameless fields: they are no part of the form's draft. */
export function LaboratoryRow({ analyte, unit, value, sure, faults, change }: Row & { unit: string; value: string; sure: boolean }) {
  const row = { analyte, faults, change };
  return (
    <div className="measure" role="group" aria-labelledby={`lab-${analyte}`}>
      <span id={`lab-${analyte}`}>{names[analyte]}</span>
      <Figure {...row} field="value" />
      <label>
        <small>{fields.unit}</small>
        <select value={unit} onChange={(event) => change({ unit: event.target.value })}>
          {unitsOf(analyte).map((code) => <option key={code} value={code}>{sayUnit(code, locale)}</option>)}
        </select>
      </label>
      <Figure {...row} field="lower" />
      <Figure {...row} field="upper" />
      {(Object.keys(faults ?? {}) as Field[]).map((field) => {
        const misread = faults?.[field];
        return misread && <p key={field} id={`lab-${analyte}-${field}`} className="fault">{fields[field]}: {sayMisread(misread, locale)}</p>;
      })}
      {(sure || faults?.value?.code === "extreme" || faults?.value?.code === "unit-doubted") && (
        <label className="check sure"><input type="checkbox" checked={sure} onChange={(event) => change({ sure: event.target.checked })} /> {sayConfirmed(`${value.trim()} ${sayUnit(unit, locale)}`)}</label>
      )}
    </div>
  );
}

/** Read when it is left, not at every key: 12 on the way to 128 is no implausible sodium. */
function Figure({ analyte, field, faults, change }: Row & { field: Field }) {
  const fault = faults?.[field];
  return (
    <label>
      <small>{fields[field]}</small>
      <input
        maxLength={12}
        inputMode={field === "value" ? "text" : "decimal"}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `lab-${analyte}-${field}` : undefined}
        onBlur={(event) => (event.target.value !== "" || event.target.dataset.read) && read(event.target, field, change)}
        onKeyDown={(event) => event.key === "Enter" && read(event.currentTarget, field, change)}
      />
    </label>
  );
}

function read(input: HTMLInputElement, field: Field, change: Row["change"]): void {
  if (input.dataset.read === input.value) return;
  input.dataset.read = input.value;
  change({ [field]: input.value });
}
