import { z } from "zod";
import { ages, sexes } from "./bands";
import { featureIds } from "./checklist";
import { codeBeginning, parseCode } from "./code";
import { faultsOf, refused } from "./faults";
import type { Fault } from "./faults";
import { standings } from "./verdict";
import { letters, letterStatuses, matches } from "./rules";

const lettersWithStatus = letters.flatMap((letter) => letterStatuses.map((status) => `${letter}:${status}` as const));

const once = <Value extends z.ZodType>(value: Value) =>
  z.array(value).max(1).transform(([first]) => first).optional();

const several = <Value extends string>(allowed: readonly Value[]) =>
  z
    .array(z.enum(allowed))
    .refine((values) => new Set(values).size === values.length, refused("repeated"))
    .default([]);

const code = z
  .string()
  .refine((text) => parseCode(text) !== null, refused("not-a-code"))
  .transform((text) => parseCode(text) ?? text);

const beginning = z
  .string()
  .max(40)
  .refine((text) => codeBeginning(text) !== null, refused("not-a-code"))
  .transform((text) => codeBeginning(text) ?? text);

/** The most that can be chosen by code. */
const CHOSEN = 200;

const chosen = z
  .array(code)
  .max(CHOSEN)
  .refine((codes) => new Set(codes).size === codes.length, refused("repeated"))
  .optional();

const limit = z
  .string()
  .refine((text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= 200, refused("out-of-range"))
  .transform(Number);

/** Why screenings leave a site: to treat, for a register of the disease, to better one's own work, for a study. */
export const exportReasons = ["care", "registry", "quality", "research"] as const;
export type ExportReason = (typeof exportReasons)[number];

/** In what form they leave. */
export const exportFormats = ["json", "csv", "phenopacket", "fhir"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What comes first: by when it was saved, the strongest match, or the gravest flag; of those alike the newest. */
export const orders = ["newest", "oldest", "match", "flag"] as const;

/** The questions that a list is asked, as they come in an address. */
export const pageSchema = z.strictObject({
  match: once(z.enum(matches)),
  flag: once(z.enum(["red", "amber", "none"])),
  sex: once(z.enum(sexes)),
  age: once(z.enum(ages)),
  letter: several(lettersWithStatus),
  observed: several(featureIds),
  excluded: several(featureIds),
  verdict: once(z.enum(standings)),
  variant: once(z.literal("none")),
  changed: once(z.literal("yes")),
  begins: once(beginning),
  code: chosen,
  order: once(z.enum(orders)),
  after: once(code),
  limit: once(limit),
});

/**
 * Which screenings a list shows: every condition given must hold; several statuses of one letter are alternatives.
 * `variant`: none is told, be it that nobody tested or that none was found; `changed`: saved or reviewed since the member was here last; `begins`: the beginning of a code; `code`: these and no others.
 * `after` is the screening behind which the page begins, `limit` how many it holds at most (50 where absent).
 */
export type Page = z.output<typeof pageSchema>;

/**
 * Reads the questions of a list from the parameters of an address. `letter` (as `A:met`), `observed`, `excluded` and `code`
 * may come several times, the others once; `limit` is 1 to 200.
 * @returns the page asked for, or every fault at once
 */
export function parsePage(parameters: Iterable<[string, string]>): { page: Page } | { errors: Fault[] } {
  const asked = parse(pageSchema, parameters);
  return "errors" in asked ? asked : { page: asked.of };
}

/** All that match, in no pages: `after` tells where one that broke off goes on. */
export const wholeSchema = pageSchema.omit({ limit: true, order: true });

/** Those, why they are taken out, and as what. */
export const exportSchema = wholeSchema.extend({
  reason: z.array(z.enum(exportReasons)).max(1).transform(([reason]) => reason as ExportReason),
  format: once(z.enum(exportFormats)),
});

/**
 * Reads what an export is asked: the questions of a list without `limit`, `reason`, and `format` where it is told.
 * @returns the questions, the reason and the format, or every fault at once
 */
export function parseExport(parameters: Iterable<[string, string]>): { page: Page; reason: ExportReason; format?: ExportFormat } | { errors: Fault[] } {
  const asked = parse(exportSchema, parameters);
  if ("errors" in asked) return asked;
  const { reason, format, ...page } = asked.of;
  return { page, reason, ...(format && { format }) };
}

/** Why tables of counts are taken out, and as what; they ask nothing of the screenings. */
export const tablesSchema = z.strictObject({ reason: exportSchema.shape.reason, format: once(z.enum(["json", "csv"])) });

/**
 * Reads what the export of tables is asked.
 * @returns the reason and the format, or every fault at once
 */
export function parseTables(parameters: Iterable<[string, string]>): { reason: ExportReason; format?: "json" | "csv" | undefined } | { errors: Fault[] } {
  const asked = parse(tablesSchema, parameters);
  return "errors" in asked ? asked : asked.of;
}

/** Reads the same questions where nothing is taken out yet. */
export function parseWhole(parameters: Iterable<[string, string]>): { page: Page } | { errors: Fault[] } {
  const asked = parse(wholeSchema, parameters);
  return "errors" in asked ? asked : { page: asked.of };
}

function parse<Schema extends z.ZodType>(schema: Schema, parameters: Iterable<[string, string]>): { of: z.output<Schema> } | { errors: Fault[] } {
  const given = new Map<string, string[]>();
  for (const [name, value] of parameters) given.set(name, [...(given.get(name) ?? []), value]);
  // As an own key it would slip past the schema, which knows no such name either.
  const input = Object.fromEntries([...given].map(([name, values]) => [name === "__proto__" ? "proto" : name, values]));
  const parsed = schema.safeParse(input);
  return parsed.success ? { of: parsed.data } : { errors: faultsOf(parsed.error, input, 1) };
}
