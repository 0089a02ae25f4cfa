import { comparisonQuery } from "@/app/api/v1/_http/compared";
import { LINES } from "@/app/api/v1/_http/lines";
import { version } from "@/package.json";
import { jsonOf, sending } from "./operation";
import type { Operation } from "./operation";
import { born, bornRead, comparison, draft, imported, packet, screening, values, valuesRead } from "./worked";

const tag = "Nothing kept";
const table = [{ type: "text/csv" }] as const;
const resource = [{ type: "application/fhir+json", schema: "FhirResource" }] as const;

const told = (route: Operation["route"], summary: string, says: string, content: Operation["answers"]["content"]): Operation => ({
  route, tag: "Dictionaries and FHIR", summary, says, who: "anyone", answers: { status: 200, says: "As it is in force here.", ...(content && { content }) }, samples: [{ label: summary }],
});

export const openOperations: readonly Operation[] = [
  {
    route: "POST /api/v1/assess",
    tag,
    summary: "Assess a draft",
    says: "Letters, match, flag, reasons, issues and what would tell more: what the page works out beside the checklist.",
    who: "anyone",
    sends: [jsonOf("Draft", draft)],
    answers: { status: 200, says: "The assessment.", content: [jsonOf("Assessment", screening.assessment)] },
    problems: ["faulty-draft"],
    samples: [sending("Assess a draft", draft)],
  },
  {
    route: "POST /api/v1/conditions",
    tag,
    summary: "Compare a draft with IMAGe syndrome and its look-alikes",
    says: "How well each explains what was observed and excluded, and how rare the letters are among published cases of other diseases. `series` chooses the starting shares.",
    who: "anyone",
    query: comparisonQuery,
    sends: [jsonOf("Draft", draft)],
    answers: { status: 200, says: "All conditions, best first.", content: [jsonOf("Comparison", comparison)] },
    problems: ["bad-query", "faulty-draft"],
    samples: [sending("Compare a draft", draft)],
  },
  {
    route: "POST /api/v1/birth-size",
    tag,
    summary: "Turn size at birth into what a draft holds",
    says: "z-scores on INTERGROWTH-21st, to one decimal, and the gestation band. Grams and days stay here.",
    who: "anyone",
    sends: [jsonOf("BirthSize", born)],
    answers: { status: 200, says: "The draft’s `gestation` and `size`.", content: [jsonOf("BirthSizeRead", bornRead)] },
    problems: ["faulty-form"],
    samples: [sending("Size at birth of a boy", born)],
  },
  {
    route: "POST /api/v1/laboratory",
    tag,
    summary: "Turn laboratory values into findings",
    says: "Each value is read against the laboratory’s own limits; without them it decides nothing, but for glucose. A figure that can hardly be meant is a fault: look again, and where it is true send `sure`. Mark what you take over as `measured` in the draft’s `origin`.",
    who: "anyone",
    sends: [jsonOf("Laboratory", values)],
    answers: { status: 200, says: "The draft’s findings, and what stays open.", content: [jsonOf("LaboratoryRead", valuesRead)] },
    problems: ["faulty-form"],
    samples: [sending("A newborn’s values", values)],
  },
  {
    route: "POST /api/v1/import",
    tag,
    summary: "Read a phenopacket, a FHIR QuestionnaireResponse or JSON of ours as a draft, or many, one a line",
    says: `At most 5 MB. Dates, names and identifiers are read past: nothing comes back but coded parts and the ids of terms. Of a draft or a screening of ours the code, year, assessment, origins and \`follows\` are left behind; its checklist may be an earlier one. Every finding and z-score is marked as imported. Look at the draft, then save it.\n\nWith ${LINES} each line is a case of any of these kinds, 5 MB in all, and is answered by a line in order: by its draft, or by errors, which stop no other. Where the whole cannot go on, the last line says at which one.`,
    who: "anyone",
    sends: [{ ...jsonOf("Phenopacket", packet), schema: ["Phenopacket", "FhirResource", "Draft", "Screening"] }, { type: "application/fhir+json", schema: "FhirResource" }, { type: LINES, schema: ["Phenopacket", "FhirResource", "Draft", "Screening"] }],
    answers: { status: 200, says: "The draft, what the checklist does not have, and what to look at.", content: [jsonOf("Imported", imported), { type: LINES, schema: "ImportedLine" }] },
    problems: ["not-importable", "contradiction"],
    samples: [sending("Read a phenopacket", packet), sending("Read a draft of ours", draft), { label: "Read many", body: `${JSON.stringify(packet)}\n${JSON.stringify({ ...packet, id: "case-2" })}\n`, headers: { "Content-Type": LINES } }],
  },
  told("GET /api/v1/dictionary/csv", "The columns of the table of screenings", "Name, label, type, values, unit, HPO id and definition of each column, and the REDCap variable that asks the same.", table),
  told("GET /api/v1/dictionary/redcap", "The checklist as a REDCap data dictionary", "Uploading it replaces the project’s own dictionary: use a new project.", table),
  told("GET /api/fhir/Questionnaire/image-checklist", "The checklist as a FHIR Questionnaire", "R4, with HPO codings and calculated expressions for letters and match.", resource),
  told("GET /api/fhir/metadata", "What of FHIR is served", "A CapabilityStatement.", resource),
  {
    route: "GET /api/v1/health",
    tag: "Service",
    summary: "Can the server save, and which version is it?",
    says: "Not while the database is away, while it starts or while it is being stopped.",
    who: "anyone",
    answers: { status: 200, says: "It can.", content: [jsonOf("Health", { status: "ok", version })] },
    problems: ["database-away", "stopping"],
    samples: [{ label: "Ask whether it can save" }],
  },
  {
    route: "GET /api/v1/health/live",
    tag: "Service",
    summary: "Does the process answer?",
    says: "Asks nothing of the database, and is answered while the server starts, too: where this fails for a minute, start it again.",
    who: "anyone",
    answers: { status: 200, says: "It does.", content: [jsonOf("Answering", { status: "ok" })] },
    samples: [{ label: "Ask whether the process answers" }],
  },
  {
    route: "GET /api/v1/health/ready",
    tag: "Service",
    summary: "Should requests be sent here?",
    says: "For load balancers. Not while the database is away, while it starts or while it is being stopped.",
    who: "anyone",
    answers: { status: 200, says: "They should.", content: [jsonOf("Answering", { status: "ok" })] },
    problems: ["database-away", "stopping"],
    samples: [{ label: "Ask whether to send requests" }],
  },
  {
    route: "GET /api/v1/openapi.json",
    tag: "Service",
    summary: "This document",
    who: "anyone",
    answers: { status: 200, says: "OpenAPI 3.1.", content: [jsonOf("OpenApi")] },
    samples: [{ label: "This document" }],
  },
  ...(["GET", "POST", "PUT", "PATCH", "DELETE"] as const).map((method): Operation => ({
    route: `${method} /api/{elsewhere}`,
    tag: "Service",
    summary: `Any other address (${method})`,
    says: "However deep it is, what is not described here is answered by a problem.",
    who: "anyone",
    answers: { status: 404, says: "There is nothing at this address.", content: [{ type: "application/problem+json", schema: "Problem" }] },
    samples: [{ label: "Another address" }],
  })),
];
