import { questionnaire } from "@/lib/exchange/fhir-questionnaire";

export const dynamic = "force-dynamic";

/** The checklist as a FHIR R4 Questionnaire, for form fillers; it holds nothing of any child. */
export function GET(): Response {
  return Response.json(questionnaire(), { headers: { "content-type": "application/fhir+json" } });
}
