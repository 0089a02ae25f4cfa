import { capabilityStatement } from "@/lib/exchange/fhir-capability";
import { version } from "@/package.json";

export const dynamic = "force-dynamic";

/** What of FHIR is served here. */
export function GET(): Response {
  return Response.json(capabilityStatement(process.env.BASE_URL ?? "", version), { headers: { "content-type": "application/fhir+json" } });
}
