import { z } from "zod";
import * as forms from "@/lib/access/form";
import { roles, scopes, states } from "@/lib/access/table";
import { lookAlikeIds } from "@/lib/evidence/conditions";
import { startingSeries } from "@/lib/evidence/priors";
import { ages, sexes } from "@/lib/screening/bands";
import { featureIds } from "@/lib/screening/checklist";
import { draftSchema, screeningSchema } from "@/lib/screening/draft";
import { letters, matches } from "@/lib/screening/rules";
import { analyteIds } from "@/lib/screening/laboratory-analytes";
import { eraseForm, reviewSchema } from "@/lib/screening/review";
import { standings, verdicts } from "@/lib/screening/verdict";
import { bornForm } from "@/app/api/v1/_http/born";
import { laboratoryForm } from "@/app/api/v1/_http/laboratory";
import { problems } from "@/app/api/v1/_http/problem";

const code = z.string().regex(/^IS-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
const faults = z.array(z.strictObject({ pointer: z.string(), code: z.string() }));
const term = z.string();

const listed = z.strictObject({
  code,
  year: z.int(),
  sex: z.enum(sexes),
  age: z.enum(ages),
  letters: screeningSchema.shape.assessment.shape.letters,
  match: z.enum(matches),
  flag: z.enum(["red", "amber"]).nullable(),
  rules: z.string(),
  standing: z.enum(standings),
  earlier: z.enum(standings).nullable(),
  changed: z.enum(["new", "reviewed"]).nullable(),
});

/** Rows of counts, as the page of the same name shows them. */
const counted = z.array(z.looseObject({}));
const share = { share: z.number(), interval: z.tuple([z.number(), z.number()]) };
const compared = z.strictObject({
  release: z.string(),
  series: z.enum(startingSeries),
  conditions: z.array(z.strictObject({ id: z.string(), label: z.string(), rank: z.int(), ...share, tooFew: z.boolean() })),
  none: z.strictObject(share),
  rarity: z
    .strictObject({ code: z.enum(["shown", "not-shown", "never-assessed"]), met: z.array(z.enum(letters)), supported: z.array(z.enum(letters)), shows: z.int(), of: z.int(), assessed: z.int(), interval: share.interval })
    .nullable(),
});

const tableRow = z.strictObject({ id: z.string(), label: z.string(), depth: z.int(), count: z.int().nullable(), of: z.int().nullable() });
const session = z.strictObject({ id: z.string(), browser: z.string(), startedAt: z.string(), seenAt: z.string(), current: z.boolean() });
const event = z.strictObject({ id: z.string(), at: z.string(), actor: z.string().nullable(), action: z.string(), subject: z.string().nullable(), code: z.string().nullable() });

const imported = z.strictObject({
  draft: draftSchema,
  notOnChecklist: z.strictObject({ observed: z.array(term), excluded: z.array(term), questions: z.array(z.string()) }),
  issues: z.array(z.looseObject({ level: z.enum(["error", "warning", "note"]), code: z.string(), features: z.array(z.enum(featureIds)), terms: z.array(term).optional(), suggestion: z.string() })),
});

/** What goes in and out, by the name under which the document holds it. Drafts, screenings and forms are what the handlers parse with. */
export const schemas = {
  Draft: draftSchema,
  Screening: screeningSchema,
  Assessment: screeningSchema.shape.assessment,
  Listed: listed,
  ListPage: z.strictObject({ screenings: z.array(listed), total: z.int(), next: code.nullable() }),
  Saved: z.strictObject({ code }),
  SavedLine: z.union([z.strictObject({ line: z.int(), code }), z.strictObject({ line: z.int(), errors: faults })]),
  ExportReport: z.strictObject({ count: z.int(), unique: z.int(), smallest: z.int() }),
  Imported: imported,
  ImportedLine: z.union([imported.extend({ line: z.int() }), z.strictObject({ line: z.int(), errors: faults, detail: z.string().optional() })]),
  Cohort: z.looseObject({ screenings: z.int(), children: z.int(), rules: counted, years: counted, features: counted, together: counted, verdicts: counted, completeness: z.looseObject({}) }),
  PublishedTables: z.strictObject({ editions: z.array(z.strictObject({ from: z.int(), to: z.int(), least: z.int(), children: z.int(), tables: z.array(z.strictObject({ id: z.string(), title: z.string(), rows: z.array(tableRow) })) })) }),
  Review: reviewSchema(lookAlikeIds),
  Reviewed: z.strictObject({ outcome: z.enum(["reviewed", "again"]), standing: z.enum(standings) }),
  Reviews: z.strictObject({ standing: z.enum(standings), reviews: z.array(z.looseObject({ verdict: z.enum(verdicts), by: z.string().optional(), at: z.iso.datetime().optional() })), child: z.array(code) }),
  Erasing: eraseForm,
  Comparison: compared,
  BirthSize: bornForm,
  BirthSizeRead: z.strictObject({ gestation: draftSchema.shape.gestation.unwrap(), size: draftSchema.shape.size.unwrap(), doubts: z.array(z.strictObject({ pointer: z.string(), likely: z.string().nullable() })) }),
  Problem: z.strictObject({ type: z.enum(Object.keys(problems).map((name) => `urn:image-screen:${name}` as const)), title: z.string(), status: z.int(), detail: z.string().optional(), errors: faults.optional() }),
  Health: z.strictObject({ status: z.literal("ok"), version: z.string() }),
  Answering: z.strictObject({ status: z.literal("ok") }),
  Phenopacket: z.looseObject({ id: z.string(), subject: z.looseObject({}), metaData: z.looseObject({}) }),
  FhirResource: z.looseObject({ resourceType: z.string() }),
  OpenApi: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }),
  Empty: z.strictObject({}),
  Laboratory: laboratoryForm,
  LaboratoryRead: z.strictObject({ findings: draftSchema.shape.findings, acthTwiceLimit: z.boolean().nullable(), open: z.array(z.strictObject({ analyte: z.enum(analyteIds), why: z.string().nullable() })) }),
  Account: z.strictObject({ name: z.string(), email: z.string(), site: z.string(), role: z.enum(roles), twoStep: z.boolean(), password: z.boolean() }),
  Sessions: z.strictObject({ sessions: z.array(session) }),
  Members: z.strictObject({ members: z.array(z.strictObject({ id: z.string(), name: z.string(), email: z.string(), role: z.enum(roles), state: z.enum(states) })) }),
  Trail: z.strictObject({ events: z.array(event), next: z.string().nullable() }),
  SignIn: forms.signInForm,
  SignInCode: forms.codeForm,
  SignInNext: z.strictObject({ next: z.enum(["done", "code"]) }),
  HospitalSignIn: forms.hospitalForm,
  HospitalAddress: z.strictObject({ url: z.string() }),
  LinkToken: forms.linkForm,
  LinkFound: z.union([z.strictObject({ kind: z.literal("set-up") }), z.strictObject({ kind: z.enum(["join", "reset"]), name: z.string(), email: z.string(), site: z.string() })]),
  SetUp: forms.setUpForm,
  Join: forms.joinForm,
  NewPassword: forms.passwordForm,
  OwnPassword: forms.ownPasswordForm,
  TwoStep: z.strictObject({ uri: z.string(), secret: z.string(), codes: z.array(z.string()) }),
  TwoStepCode: forms.confirmForm,
  Invitation: forms.inviteForm,
  Invited: z.strictObject({ id: z.string(), link: z.string() }),
  Link: z.strictObject({ link: z.string() }),
  Role: forms.roleForm,
  Retention: z.strictObject({ years: z.int().nullable(), next: z.int(), due: z.int() }),
  NewRetention: forms.retentionForm,
  NewKey: forms.keyForm,
  Key: z.strictObject({ id: z.string(), key: z.string() }),
  Keys: z.strictObject({ keys: z.array(z.strictObject({ id: z.string(), name: z.string(), scope: z.enum(scopes), maker: z.string(), madeAt: z.iso.datetime(), lastUsedOn: z.iso.date().nullable(), revokedAt: z.iso.datetime().nullable(), works: z.boolean(), exports: z.boolean() })) }),
} as const satisfies Record<string, z.ZodType>;

export type SchemaName = keyof typeof schemas;

/** What a schema cannot say by itself, at its place. */
const told: Record<string, string> = {
  "Draft": "What a browser or a program sends: coded, without free text, and strict: what is not named here is refused. A feature that is absent was not assessed.",
  "Draft.checklist": "The version of the checklist in force; see the example.",
  "Draft.size": "Birth size as z-scores on INTERGROWTH-21st, each a multiple of 0.1.",
  "Draft.findings": "The features of the checklist by their ids; the dictionary has the HPO id of each.",
  "Draft.origin": "Where a finding comes from if nobody ticked it; only of features that have a finding.",
  "Draft.variant": "A gene variant in coded parts. `tested`: its parental origin was shown by testing.",
  "Draft.context": "What was done or is planned; it changes how findings are read.",
  "Draft.family": "Coded relatives: no names, no dates.",
  "Draft.follows": "The code of the screening of the same child that this one follows.",
  "Screening": "A draft as it was saved, with the assessment that was made on that day. De-identified: the code is its only name, the year its only date.",
  "Screening.follows": "The code of the screening of the same child that this one follows.",
  "Assessment": "What the rules say. A screening aid: no claim that a child has or does not have a syndrome.",
  "Draft.sex": "Chromosomal where known, else the recorded one.",
  "Draft.age": "The age band at the screening.",
  "Comparison": "Shares among these conditions and \"none of them\", each with a 95 % interval; no probability that the child has one. `rarity`: how many published cases of other diseases show these letters; null where no letter is met or supported.",
  "BirthSize.gestationDays": "Whole days, 24+0 to 42+6 weeks.",
  "BirthSize.weight": "Grams.",
  "BirthSize.length": "Centimetres.",
  "BirthSize.head": "Centimetres.",
  "BirthSizeRead.doubts": "Measures that are unusual at this gestation, with what was likely sent instead: look again before you save.",
  "Laboratory.values": "As reported, figures as text: \"<27.6\" is one. Limits are the laboratory’s own, in the same unit.",
  "LaboratoryRead.open": "Values that decide nothing, and why.",
  "Trail.next": "Send it as `after` for older lines.",
  "ListPage.total": "How many there are in all, counted up to a thousand; 1001 means more.",
  "Listed.standing": "Where it stands by its reviews.",
  "Listed.earlier": "Where nobody has reviewed it: how the latest reviewed one of those that it follows stands.",
  "Listed.changed": "What happened since you were here last; null for a program.",
  "ListPage.next": "Send it as `after` for the next page; null on the last.",
  "LinkToken.token": "What follows # in the link.",
  "SavedLine": "The number of a line, from 1, and the code that its draft was saved under, or what is wrong with it.",
  "ExportReport": "How many screenings an export would hold; how many of them are the only one of their age band, sex and gestation band; the size of the smallest such group.",
  "Imported.notOnChecklist": "Ids of terms, and of questions, that the checklist does not have.",
  "Problem": "RFC 9457. `type` ends in the name of the problem; `errors` say what is wrong where, as a JSON pointer and a code, and never repeat a value.",
  "Key.key": "Shown this once.",
  "Phenopacket": "A GA4GH phenopacket of version 2, as JSON: https://phenopacket-schema.readthedocs.io",
  "FhirResource": "A resource of HL7 FHIR R4: https://hl7.org/fhir/R4",
};

type Json = { [key: string]: unknown };

/** What is stored as any text is text; whole numbers have no bounds that nobody set. */
function plainly({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (zodSchema._zod.def.type === "custom") jsonSchema.type = "string";
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}

/** The schemas of the document, made from those that the handlers parse with. */
export function componentSchemas(): Record<string, Json> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema as z.ZodType, { id });
  const made = z.toJSONSchema(registry, { io: "input", unrepresentable: "any", uri: (id) => `#/components/schemas/${id}`, override: plainly });
  return Object.fromEntries(Object.entries(made.schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, describe(name, schema as Json)]));
}

function describe(name: string, schema: Json): Json {
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Json>).map(([key, value]) => [key, said(`${name}.${key}`, value)]);
  return { ...said(name, schema), ...(properties.length > 0 && { properties: Object.fromEntries(properties) as Json }) };
}

function said(place: string, schema: Json): Json {
  return told[place] === undefined ? schema : { description: told[place], ...schema };
}

