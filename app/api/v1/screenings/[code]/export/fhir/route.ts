import { toBundle } from "@/lib/exchange/fhir-bundle";
import { asFile } from "@/app/api/v1/_http/taken-out";

/** A FHIR R4 Bundle, one Observation a finding. */
export const GET = asFile({ type: "application/fhir+json", ends: "fhir.json", textOf: (screening) => JSON.stringify(toBundle(screening)) });
