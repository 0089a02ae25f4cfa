import type { FeatureId } from "@/lib/screening/checklist";
import type { Answer, Answers } from "@/lib/screening/laboratory-decisions";
import { fieldOf, measuredIn, writeFields, writeFindings } from "./form-draft";

/** What this part has answered in the form so far. */
export type Written = { findings: Map<FeatureId, Answer>; acthTwiceLimit: boolean };

export const nothingWritten = (): Written => ({ findings: new Map(), acthTwiceLimit: false });

/**
 * Brings the form up to what the values answer, row by row and only where that has changed: a row answered by hand since stands
 * until its own value changes. What a clinician overruled is their answer and carries no mark of a measurement.
 */
export function write(form: HTMLFormElement, answers: Answers, written: Written): void {
  const measured: Partial<Record<FeatureId, Answer["status"] | null>> = {};
  const ticked: Record<string, string> = {};
  for (const feature of new Set([...written.findings.keys(), ...(Object.keys(answers.findings) as FeatureId[])])) {
    const [last, next] = [written.findings.get(feature), answers.findings[feature]];
    if (last?.status === next?.status && last?.overruled === next?.overruled) continue;
    if (next) written.findings.set(feature, next);
    else written.findings.delete(feature);
    if (next || (last && stands(form, feature, last))) measured[feature] = next && !next.overruled ? next.status : null;
    if (next?.overruled) ticked[`finding.${feature}`] = next.status;
  }
  if (answers.acthTwiceLimit !== written.acthTwiceLimit) ticked["context.acthTwiceLimit"] = answers.acthTwiceLimit ? "yes" : "";
  written.acthTwiceLimit = answers.acthTwiceLimit;
  if (Object.keys(measured).length > 0) writeFindings(form, measured);
  if (Object.keys(ticked).length > 0) writeFields(form, ticked);
}

/** Is the row still answered as this part left it? */
export function stands(form: HTMLFormElement, feature: FeatureId, { status, overruled }: Answer): boolean {
  return fieldOf(form, `finding.${feature}`) === status && (overruled || measuredIn(form).includes(feature));
}
