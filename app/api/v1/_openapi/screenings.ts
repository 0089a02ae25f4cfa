import { csvHeader, csvRow } from "@/lib/exchange/csv-columns";
import { toBundle } from "@/lib/exchange/fhir-bundle";
import { toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import { toPhenopacket } from "@/lib/exchange/phenopacket-out";
import { exportSchema, pageSchema, tablesSchema, wholeSchema } from "@/lib/screening/filter";
import { LINES } from "@/app/api/v1/_http/lines";
import { tablesHeader } from "@/app/api/v1/_http/tables";
import { NOTHING, jsonOf, named, sending } from "./operation";
import type { Content, Operation, Sample } from "./operation";
import { draft, listed, screening } from "./worked";

const tag = "Screenings";
const key = { "Idempotency-Key": "$UNIQUE" };
const asLines = { "Content-Type": LINES, ...key };
const FHIR = "application/fhir+json";

const verdict = { verdict: "confirmed", gene: "CDKN1C", class: "pathogenic" } as const;

/** One screening as a file. */
const asFile = (name: string, says: string, content: Content): Operation => ({
  route: `GET /api/v1/screenings/{code}/export/${name}`,
  tag,
  summary: `Take one out ${says}`,
  says: "Its code names the file; the audit trail tells it from a look. Whoever may not take out many takes out at most 10 single files in 24 hours; every one that is asked for counts. A write key has no files: what it saves it opens with GET …/{code}.",
  who: "file",
  answers: { status: 200, says: "The file.", content: [content], headers: named("CODE.…") },
  problems: ["no-such-screening", "too-many-exports"],
  samples: [{ label: `One screening ${says}` }],
});

const taken = (label: string, query: string, headers?: Sample["headers"]): Sample => ({ label, query, ...(headers && { headers }) });

export const screeningOperations: readonly Operation[] = [
  {
    route: "POST /api/v1/screenings",
    tag,
    summary: "Save one draft, or many, one a line",
    says: `The assessment is made here. With application/json one draft is saved and answered by 201 with its code. With ${LINES} each line is a draft, or a screening as it was taken out as JSON: at most 64 kB a line and 100 MB in all, each saved by itself with its own line in the audit trail, and answered by 200 in order while the rest is still coming; empty lines are passed over. A line that cannot be saved is answered by its errors and stops no other. Where the whole cannot go on, the last line says at which one.\n\nOf a screening that was taken out, here or at another site, the draft is saved on the checklist in force, under a code of its own and assessed anew; its code, year, assessment and \`follows\` are left behind. That goes for one, too.\n\nAn Idempotency-Key is its caller’s own. From the same caller, the same key with the same body gives the same code for 24 hours and saves nothing again: the answer is 201 as before, with the header Idempotent-Replayed: true. Each line of many counts by itself, so that what broke off can be sent again whole with its key. Read the answers while you send.`,
    who: "save",
    headers: ["Idempotency-Key", "X-Image-Screen-Draft"],
    sends: [{ ...jsonOf("Draft", draft), schema: ["Draft", "Screening"] }, { type: LINES, schema: ["Draft", "Screening"] }],
    answers: { status: 201, says: "One draft is saved, or was before with the same key.", content: [jsonOf("Saved", { code: screening.code })], headers: { Location: "The path of the screening.", "Idempotent-Replayed": "`true` where it was saved before with the same key; else absent." } },
    otherwise: { status: 200, says: "Many: a line for each, while they come.", content: [{ type: LINES, schema: "SavedLine" }] },
    problems: ["idempotency-key", "another-member", "key-of-another-body", "faulty-draft", "contradiction"],
    samples: [
      sending("Save one", draft, { headers: key }),
      { label: "Save many", body: `${JSON.stringify(draft)}\n${JSON.stringify({ ...draft, sex: "female" })}\n`, headers: asLines, status: 200 },
    ],
  },
  {
    route: "GET /api/v1/screenings",
    tag,
    summary: "List a page, or take out all that match",
    says: "Without `format`, and without asking for application/x-ndjson or text/csv by Accept, it lists: codes, bands and letters, newest first, for whoever may list. Every condition must hold; several statuses of one letter are alternatives.\n\nWith `format` it takes out, whole and streamed, every screening that matches: that is for reviewers and admins, and for read keys that one of them made; it needs `reason`, knows no `limit`, and leaves one line in the audit trail before the first byte. json and phenopacket are application/x-ndjson, one a line; fhir is application/fhir+ndjson, a Bundle a line; csv is a table under the columns of its dictionary. What is saved meanwhile is left out, what is erased meanwhile is gone. An answer that breaks off is not the whole: go on with `after`, the last code that arrived.",
    who: "list",
    query: pageSchema.extend(exportSchema.shape).partial(),
    answers: { status: 200, says: "A page of the list, or the file.", content: [jsonOf("ListPage", { screenings: [listed], total: 1, next: null }), { type: LINES, schema: ["Screening", "Phenopacket"] }, { type: "application/fhir+ndjson", schema: "FhirResource" }, { type: "text/csv", example: csvHeader() + csvRow(screening) }], headers: named("screenings.…") },
    problems: ["bad-query", "faulty-form", "foreign-origin"],
    samples: [
      taken("A page of those with the core pair", "match=core-pair&limit=20"),
      taken("Take out as JSON lines", "format=json&reason=quality"),
      taken("The same by Accept", "reason=quality", { Accept: LINES }),
      taken("Take out as a table", "format=csv&reason=registry&age=newborn"),
      taken("Take out as phenopackets", "format=phenopacket&reason=research&letter=I:met&letter=I:supported"),
      taken("Take out as FHIR", "format=fhir&reason=care"),
    ],
  },
  {
    route: "GET /api/v1/screenings/export-report",
    tag,
    summary: "What an export would let out",
    says: "To be asked before many are taken out, with the same questions: how many there are, and how many of them are the only one of their age band, sex and gestation band. De-identified is not unknown: whoever knows of such a child may find the screening. Nothing is taken out by asking.",
    who: "export",
    query: wholeSchema,
    answers: { status: 200, says: "The counts.", content: [jsonOf("ExportReport", { count: 7, unique: 2, smallest: 1 })] },
    problems: ["bad-query"],
    samples: [{ label: "Before taking out newborns", query: "age=newborn" }],
  },
  {
    route: "GET /api/v1/cohort",
    tag,
    summary: "What the site’s screenings look like together",
    says: "Counts, shares with 95 % intervals and gaps, each child counted once by its newest screening; no screening by itself. It takes no parameters.",
    who: "list",
    answers: { status: 200, says: "The counts.", content: [jsonOf("Cohort")] },
    problems: ["bad-query"],
    samples: [{ label: "Count them" }],
  },
  {
    route: "GET /api/v1/cohort/tables",
    tag,
    summary: "Take out the publishable tables",
    says: "A fixed set of counts of children that may leave the site, in editions: each of the children first screened in years that are over, made once and never changed. A count that is `null`, in CSV `withheld`, is small or stands beside a small one; which of the two cannot be worked out from all tables together. It needs `reason` and leaves a line in the audit trail.",
    who: "export",
    query: tablesSchema.partial(),
    answers: { status: 200, says: "All editions, the oldest first.", content: [jsonOf("PublishedTables", { editions: [] }), { type: "text/csv", example: tablesHeader }], headers: named("tables.csv") },
    problems: ["bad-query", "faulty-form", "foreign-origin"],
    samples: [taken("Take out for a registry", "reason=registry"), taken("The same as a table", "reason=registry&format=csv")],
  },
  {
    route: "GET /api/v1/screenings/{code}",
    tag,
    summary: "Open one",
    says: "As it was saved, with the assessment of that day. The code may be written as people write it.",
    who: "view",
    answers: { status: 200, says: "The screening.", content: [jsonOf("Screening", screening)] },
    problems: ["no-such-screening"],
    samples: [{ label: "Open one" }],
  },
  {
    route: "GET /api/v1/screenings/{code}/reviews",
    tag,
    summary: "What became of one",
    says: "Its reviews, oldest first, where they leave it, and the codes of all screenings of the same child. Who wrote them and when is told to people who are signed in.",
    who: "view",
    answers: { status: 200, says: "Its reviews.", content: [jsonOf("Reviews", { standing: verdict.verdict, reviews: [verdict], child: [screening.code] })] },
    problems: ["no-such-screening"],
    samples: [{ label: "Read the reviews" }],
  },
  {
    route: "POST /api/v1/screenings/{code}/reviews",
    tag,
    summary: "Say what became of one",
    says: "A reviewer’s verdict, added to those before: nothing is overwritten.",
    who: "review",
    sends: [jsonOf("Review", verdict)],
    answers: { status: 201, says: "Added; `standing` is where all reviews leave it.", content: [jsonOf("Reviewed", { outcome: "reviewed", standing: verdict.verdict })] },
    otherwise: { status: 200, says: "Said before by the same member.", content: [jsonOf("Reviewed")] },
    problems: ["faulty-form", "no-such-screening"],
    samples: [sending("Confirmed by a gene test", verdict)],
  },
  asFile("json", "as this program keeps it", jsonOf("Screening", screening)),
  asFile("csv", "as a table of one line", { type: "text/csv", example: csvHeader() + csvRow(screening) }),
  asFile("phenopacket", "as a GA4GH phenopacket", jsonOf("Phenopacket", toPhenopacket(screening))),
  asFile("fhir", "as a FHIR Bundle of Observations", { type: FHIR, schema: "FhirResource", example: toBundle(screening) }),
  asFile("fhir-response", "as a FHIR QuestionnaireResponse", { type: FHIR, schema: "FhirResource", example: toQuestionnaireResponse(screening) }),
  {
    route: "DELETE /api/v1/screenings/{code}",
    tag,
    summary: "Erase one",
    says: "With its reviews, for good. Its code and the reason stay in the audit trail.",
    who: "erase",
    sends: [jsonOf("Erasing", { reason: "duplicate" })],
    answers: NOTHING,
    problems: ["faulty-form", "no-such-screening"],
    samples: [sending("Erase one that was saved twice", { reason: "duplicate" })],
  },
];
