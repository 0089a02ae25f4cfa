import { fhirEnglish } from "./fhir-words";

/** When this statement last changed, to the year: FHIR asks for a date, and a pure room has no clock. */
const CHANGED = "2026";

/**
 * What of FHIR a site serves: the Questionnaire to read, as JSON. Responses and bundles go through the site's own API,
 * behind its keys, and are no FHIR interactions.
 * @param base the address of the site, without a slash at its end
 * @param version of the program
 */
export function capabilityStatement(base: string, version: string) {
  return {
    resourceType: "CapabilityStatement" as const,
    status: "active" as const,
    date: CHANGED,
    kind: "instance" as const,
    software: { name: "IMAGe Screen", version },
    implementation: { description: fhirEnglish.title, url: `${base}/api/fhir` },
    fhirVersion: "4.0.1" as const,
    format: ["application/fhir+json"],
    rest: [
      {
        mode: "server" as const,
        documentation: fhirEnglish.serves,
        resource: [{ type: "Questionnaire", interaction: [{ code: "read" }] }],
      },
    ],
  };
}
