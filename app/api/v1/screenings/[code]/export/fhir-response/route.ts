import { toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import { asFile } from "@/app/api/v1/_http/taken-out";

/** A FHIR R4 QuestionnaireResponse to the checklist of this site. */
export const GET = asFile({ type: "application/fhir+json", ends: "fhir-response.json", textOf: (screening) => JSON.stringify(toQuestionnaireResponse(screening)) });
