import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { Row } from "@/lib/screening/checklist";

/** The HPO release that the checklist names. It is not part of this project: tests that need it are skipped without it. */
const file = fileURLToPath(new URL("../../../shared/clinical/hpo/hp.json.gz", import.meta.url));
export const ontologyAtHand = existsSync(file);

/** A term with all that stand above it. */
export type Above = (id: string) => ReadonlySet<string>;

type Graph = { edges: { sub: string; pred: string; obj: string }[] };

/** Reads the hierarchy; each term is walked once. */
export function readAbove(): Above {
  const term = (iri: string) => iri.replace(/^.*HP_/, "HP:");
  const { edges } = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")).graphs[0] as Graph;
  const parents = new Map<string, string[]>();
  for (const { sub, pred, obj } of edges) if (pred === "is_a") parents.set(term(sub), [...(parents.get(term(sub)) ?? []), term(obj)]);
  const known = new Map<string, Set<string>>();
  const above = (id: string): Set<string> => {
    const found = known.get(id) ?? new Set([id, ...(parents.get(id) ?? []).flatMap((parent) => [...above(parent)])]);
    known.set(id, found);
    return found;
  };
  return above;
}

/** Does an observed term count for the row? */
export function counts(id: string, { hpo, exact, alsoCounts = [], notBelow = [] }: Row, above: Above): boolean {
  const over: ReadonlySet<string> = exact ? new Set([id]) : above(id);
  return alsoCounts.some((one) => over.has(one)) || (over.has(hpo.id) && !notBelow.some((one) => over.has(one)));
}

/** Does an excluded term exclude the row? */
export function excludes(id: string, { hpo, excludedBy }: Row, above: Above): boolean {
  return excludedBy ? excludedBy.includes(id) : above(hpo.id).has(id);
}
