import { MAX_RELATIVES, onlyOnce, relations } from "@/lib/family/pedigree";
import type { Draft } from "@/lib/screening/assess";
import { ages, contexts, gestations, measures, sexes, variantParts } from "@/lib/screening/bands";
import { CHECKLIST_VERSION, featureIds } from "@/lib/screening/checklist";
import type { Fault } from "@/lib/screening/faults";

type Add = (pointer: string, code: Fault["code"]) => void;
type Check = (value: unknown, at: string, add: Add) => void;
type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const oneOf = (values: readonly string[]): Check => (value, at, add) => {
  if (typeof value !== "string") add(at, "wrong-type");
  else if (!values.includes(value)) add(at, "not-allowed");
};

const trueOrFalse: Check = (value, at, add) => {
  if (typeof value !== "boolean") add(at, "wrong-type");
};

const score: Check = (value, at, add) => {
  if (typeof value !== "number") return add(at, "wrong-type");
  if (!(Math.abs(value) <= 9.9)) add(at, "out-of-range");
  if (Math.round(value * 10) / 10 !== value) add(at, "not-a-multiple");
};

const shape = (parts: Readonly<Record<string, Check>>, needed: readonly string[] = []): Check => (value, at, add) => {
  if (!isFields(value)) return add(at, "wrong-type");
  if (Object.keys(value).some((name) => !Object.hasOwn(parts, name))) add(at, "unknown-key");
  for (const [name, check] of Object.entries(parts)) {
    if (value[name] !== undefined) check(value[name], `${at}/${name}`, add);
    else if (needed.includes(name)) add(`${at}/${name}`, "missing");
  }
};

const each = (names: readonly string[], check: Check) => Object.fromEntries(names.map((name) => [name, check]));

const said = oneOf(["yes", "no"]);
const relative = shape({ relation: oneOf(relations), affected: said, carrier: said }, ["relation"]);

const relatives: Check = (value, at, add) => {
  if (!Array.isArray(value)) return add(at, "wrong-type");
  if (value.length > MAX_RELATIVES) return add(at, "out-of-range");
  const told = value.map((one) => (isFields(one) ? one["relation"] : null));
  for (const [index, one] of value.entries()) {
    relative(one, `${at}/${index}`, add);
    if (onlyOnce.some((once) => once === told[index]) && told.indexOf(told[index]) < index) add(`${at}/${index}/relation`, "repeated");
  }
};

const current: Check = (value, at, add) => {
  if (typeof value !== "string") add(at, "wrong-type");
  else if (value !== CHECKLIST_VERSION) add(at, "not-current");
};

const variant = Object.fromEntries(Object.entries(variantParts).map(([part, values]) => [part, oneOf(values)]));

const draft = shape(
  {
    checklist: current, sex: oneOf(sexes), age: oneOf(ages), gestation: oneOf(gestations), size: shape(each(measures, score)), findings: shape(each(featureIds, oneOf(["observed", "excluded"]))),
    variant: shape({ ...variant, tested: trueOrFalse }, [...Object.keys(variant), "tested"]), context: shape(each(contexts, trueOrFalse)),
    family: shape({ consanguinity: said, transmittedBy: oneOf(["mother", "father", "new"]), relatives }, ["relatives"]),
  },
  ["checklist", "sex", "age", "findings"],
);

/**
 * A draft without origins and without an earlier screening, read from anything at all just as lib/screening/draft.ts reads
 * it, which a test holds it to. For browsers: those schemas build functions from text, which the content policy of the
 * pages forbids, and are ten times as much to fetch.
 * @returns the draft, or every fault at once; nothing of a value is repeated
 */
export function draftIn(value: unknown): { draft: Draft } | { errors: Fault[] } {
  const faults = new Map<string, Fault>();
  draft(value, "", (pointer, code) => faults.set(`${pointer} ${code}`, { pointer, code }));
  return faults.size === 0 ? { draft: value as Draft } : { errors: [...faults.values()] };
}
