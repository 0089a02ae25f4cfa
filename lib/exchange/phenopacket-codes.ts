import type { Draft, Findings } from "@/lib/screening/assess";
import { contexts, gestations, measures, roundZ } from "@/lib/screening/bands";
import type { GestationBand } from "@/lib/screening/bands";
import { checklist, featureIds } from "@/lib/screening/checklist";
import type { FeatureId } from "@/lib/screening/checklist";
import type { Term } from "@/lib/screening/hpo-map";
import { BadCase, fields, list, optional } from "./phenopacket-fields";
import type { Fields } from "./phenopacket-fields";
import { contextCodes, gestationTerms, OWN, statusCodes, yesNo, zScores } from "./phenopacket-vocabulary";

/** What a packet of ours says in codes of its own. */
type Coded = { size: NonNullable<Draft["size"]>; context: NonNullable<Draft["context"]>; findings: Findings };

const nothing: Coded = { size: {}, context: {}, findings: {} };

/**
 * Reads the measurements that carry a code of ours; measurements of others are left alone.
 * @throws BadCase where such a code comes twice, or has a value that it cannot have
 */
export function codedIn(packet: Fields): Coded {
  const measurements = list(packet["measurements"], "measurements");
  if (measurements.length === 0) return nothing;
  const told = new Map<string, Fields>();
  for (const one of measurements) {
    const measurement = fields(one, "A measurement is not an object.");
    const { id } = optional(measurement["assay"], "assay");
    if (typeof id !== "string" || !id.startsWith(`${OWN}:`)) continue;
    if (told.has(id)) throw new BadCase("A code of this checklist comes twice.");
    told.set(id, optional(measurement["value"], "value"));
  }
  if (told.size === 0) return nothing;
  const read = <Key extends string, Value>(keys: readonly Key[], idOf: (key: Key) => string, valueOf: (value: Fields) => Value) =>
    Object.fromEntries(keys.flatMap((key) => (told.has(idOf(key)) ? [[key, valueOf(told.get(idOf(key)) ?? {})]] : []))) as Partial<Record<Key, Value>>;
  return {
    size: read(measures, (measure) => zScores[measure].id, scoreOf),
    context: read(contexts, (part) => contextCodes[part].id, (value) => choiceOf(value, yesNo) === "yes"),
    findings: read(featureIds, (feature) => `${OWN}:${feature}`, (value) => choiceOf(value, statusCodes)),
  };
}

function scoreOf(value: Fields): number {
  const { value: score } = optional(value["quantity"], "quantity");
  if (typeof score !== "number" || !(Math.abs(score) <= 9.9) || roundZ(score) !== score) throw new BadCase("A z-score is not a multiple of 0.1 between -9.9 and 9.9.");
  return score;
}

function choiceOf<Choice extends string>(value: Fields, codes: Record<Choice, { id: string }>): Choice {
  const { id } = optional(value["ontologyClass"], "ontologyClass");
  const choice = (Object.keys(codes) as Choice[]).find((one) => codes[one].id === id);
  if (!choice) throw new BadCase("A code of this checklist has a value that it cannot have.");
  return choice;
}

const bands = gestations.filter((band): band is Exclude<GestationBand, "unknown"> => band !== "unknown");
const gestationIds: ReadonlySet<string> = new Set(bands.flatMap((band) => gestationTerms[band].map(({ type }) => type.id)));

/** Takes the terms that say in which band a child was born, where they say one band; the other terms are left. */
export function gestationIn(terms: Term[]): { gestation: GestationBand | null; rest: Term[] } {
  if (!terms.some(({ id }) => gestationIds.has(id))) return { gestation: null, rest: terms };
  const says = (band: (typeof bands)[number]) => gestationTerms[band].every(({ type, excluded }) => terms.some((term) => term.id === type.id && term.excluded === excluded));
  const [gestation = null, ...others] = bands.filter(says);
  if (!gestation || others.length > 0) return { gestation: null, rest: terms };
  const said = gestationTerms[gestation];
  return { gestation, rest: terms.filter((term) => !said.some(({ type, excluded }) => term.id === type.id && term.excluded === excluded)) };
}

const rows: ReadonlyMap<string, FeatureId> = new Map(featureIds.map((feature) => [checklist[feature].hpo.id, feature]));

/**
 * The findings of a packet of ours whose terms are the checklist's own: row by row, since to HPO some rows stand below
 * others that the checklist keeps apart.
 * @returns null where the packet is another's, holds other terms, or says two things of one row: then HPO decides
 */
export function rowsIn(packet: Fields, terms: readonly Term[]): Findings | null {
  const findings: Findings = {};
  for (const { id, excluded } of terms) {
    const feature = rows.get(id);
    const status = excluded ? "excluded" : "observed";
    if (!feature || (findings[feature] ?? status) !== status) return null;
    findings[feature] = status;
  }
  const sources = list(optional(packet["metaData"], "metaData")["resources"], "resources");
  return sources.some((source) => optional(source, "resource")["namespacePrefix"] === OWN) ? findings : null;
}
