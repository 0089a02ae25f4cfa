import { CHECKLIST_VERSION } from "@/lib/screening/checklist";

/** What nobody may type anywhere, and no place may keep: as a name, an e-mail, a date, percent-encoded and in letters beyond ASCII. */
export const SENTINELS = ["Zzyzx-Smith-1987", "zzyzx.jones@sentinel.example", "1987-03-14T15:09:26", "%5Azyzx%2DBrown%2D1988", "Żzyzx-Müller-李-1989"];
/** The same as a number of a record and of a telephone; where letters and numbers are treated alike these are not tried again. */
export const NUMBERS = ["MRN-0071-8281-82", "+49 (30) 5550-7182"];
/** What people do type: the site's name, a member's name, the e-mail to sign in with and what a key is called. */
export const TYPED = { site: "Qquux Ward of Controls", name: "Qquux-Control-Name", email: "qquux.control@typed.example", key: "Qquux-Control-Program" };
export const HEADERS = `user-agent referer x-forwarded-for x-forwarded-host forwarded x-real-ip x-image-screen-address idempotency-key cookie accept accept-language accept-encoding authorization origin
  content-type content-encoding if-none-match if-modified-since from x-request-id traceparent rsc next-router-state-tree next-action expect`.split(/\s+/);
export const QUERY = ["match", "flag", "sex", "age", "letter", "observed", "excluded", "after", "limit", "action", "member", "code", "state", "error", "next", "trouble", "_rsc", "url", "reason", "format", "begins", "verdict", "offline"];
export const PATHS = ["/", "/screenings", "/account/audit", "/account/keys", "/account/sign-in", "/account", "/api/v1/screenings", "/api/v1/health", "/api/auth/callback/hospital", "/_next/image", "/evidence", "/cohort/publish", "/account/retention", "/api/v1/cohort/tables", "/api/v1/screenings/export-report", "/sw.js", "/manifest.webmanifest"];
export const BELOW = ["/", "/screenings/", "/account/", "/api/", "/api/auth/", "/api/v1/screenings/", "/_next/", "/_next/static/", "/_next/data/"];
export const DRAFT = {
  checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", gestation: "term", size: { weight: -2.3, length: -2, head: -1 }, findings: { iugr: "observed", hypospadias: "excluded" }, origin: { iugr: "measured" },
  variant: { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true }, context: { steroids: false, surgeryPlanned: true }, follows: "IS-0000-0000",
};
const { follows: _nothing, ...sound } = DRAFT;
/** A draft that is saved. */
export const SOUND = sound;
export const SENDERS: [method: string, path: string, body: (text: string) => object][] = [
  ["POST", "account/sign-in", (text) => ({ email: text, password: text })], ["POST", "account/sign-in", (text) => ({ email: TYPED.email, password: text })],
  ["POST", "account/sign-in", (text) => ({ email: `${text.replace(/[^a-z0-9.-]/gi, "")}@mail.example`, password: text })],
  ["POST", "account/sign-in/code", (text) => ({ code: text, kind: "totp" })], ["POST", "account/sign-in/code", (text) => ({ code: text.slice(0, 20), kind: "recovery" })],
  ["POST", "account/sign-in/hospital", (text) => ({ link: text })], ["POST", "account/link", (text) => ({ token: text })],
  ["POST", "account/set-up", (text) => ({ token: text, site: text, name: text, email: "nobody@mail.example", password: `${text} and more` })],
  ["POST", "account/join", (text) => ({ token: text, password: `${text} and more` })], ["POST", "account/password", (text) => ({ current: text, password: `${text} and more` })],
  ["POST", "account/two-step", (text) => ({ password: text })], ["PUT", "account/two-step", (text) => ({ code: text })], ["DELETE", "account/two-step", (text) => ({ password: text })],
  ["POST", "members", (text) => ({ name: text, email: text, role: text })], ["POST", "keys", (text) => ({ name: text, scope: text })], ["PUT", "retention", (text) => ({ years: text })], ["POST", "import", (text) => ({ [text]: text })],
  ["POST", "screenings/CODE/reviews", (text) => ({ verdict: text, gene: text, class: text, condition: text })], ["DELETE", "screenings/CODE", (text) => ({ reason: text })],
  ["POST", "screenings", (text) => ({ ...DRAFT, [text]: text })], ["POST", "assess", (text) => ({ ...DRAFT, [text]: text })],
];

const quantity = (value: unknown) => ({ valueString: value });
/** Files of other programs in which a child is named wherever there is room. */
export const FILES = (text: string): object[] => [
  {
    id: text, subject: { id: text, alternateIds: [text], dateOfBirth: "1987-03-14T00:00:00Z", sex: "MALE", timeAtLastEncounter: { age: { iso8601duration: "P1D" } }, vitalStatus: { status: "ALIVE", causeOfDeath: { id: "HP:0001511", label: text } } },
    phenotypicFeatures: [{ type: { id: "HP:0001511", label: text }, description: text, evidence: [{ reference: { id: text, description: text } }] }, { type: { id: "HP:0000028", label: text }, excluded: true }],
    interpretations: [{ id: text, diagnosis: { disease: { id: "OMIM:614732", label: text } }, summary: text }], files: [{ uri: text, fileAttributes: { name: text } }],
    metaData: { created: "1987-03-14T15:09:26Z", createdBy: text, submittedBy: text, resources: [{ id: "hp", name: text, url: text, version: text }], externalReferences: [{ id: text, description: text }] },
  },
  {
    resourceType: "QuestionnaireResponse", id: text, status: "completed", text: { status: "generated", div: `<div>${text}</div>` }, identifier: { system: text, value: text }, subject: { reference: text, display: text }, author: { display: text }, authored: "1987-03-14", source: { display: text },
    item: [{ linkId: "sex", text, answer: [quantity(text)] }, { linkId: "finding.iugr", answer: [quantity(text)] }, { linkId: text, answer: [quantity(text)] }],
  },
  { ...SOUND, code: text, year: 1987, name: text, note: text },
];
