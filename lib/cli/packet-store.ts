import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { RaritySource } from "@/lib/evidence/rarity";

/** The half of phenopacket-store that the counts of this repository come from, by its SHA-256. Other files name no commit. */
const knownFiles: Record<string, Pick<RaritySource, "commit" | "part">> = {
  bc7f7e8d4eb21467d0774386332e0633b9d3ba5790f948096d23666e4c307876: { commit: "b694d17", part: "half" },
};

/** What is known of where a file or a folder of phenopackets comes from; `commit`, where given, outranks what is found. */
export async function sourceOf(path: string, commit?: string): Promise<RaritySource> {
  const origin = { name: "phenopacket-store", licence: "BSD-3-Clause", copyright: "Copyright (c) 2022, Monarch Initiative", doi: "10.5281/zenodo.13168726" };
  if (commit !== undefined) return { ...origin, commit: commit.slice(0, 7), part: null };
  const known = statSync(path).isFile() ? knownFiles[await digestOf(path)] : { commit: headOf(path), part: null };
  return { ...origin, commit: null, part: null, ...known };
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** The commit of a clone. A folder within another repository is none: that commit would be somebody else's. */
function headOf(folder: string): string | null {
  if (!existsSync(join(folder, ".git"))) return null;
  try {
    return execFileSync("git", ["-C", folder, "rev-parse", "HEAD"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).slice(0, 7);
  } catch {
    return null;
  }
}

/** A file itself, or the phenopackets anywhere below a folder. */
export function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  return entries.flatMap((entry) => (entry.isDirectory() ? filesOf(join(path, entry.name)) : entry.isFile() && /\.jsonl?(\.gz)?$/.test(entry.name) ? [join(path, entry.name)] : []));
}

type Disease = { id: string; label: string };
type Stated = { term?: { id?: unknown; label?: unknown }; excluded?: unknown } | null;
/** What a phenopacket says of its name and its diseases, before anything of it is checked. */
export type Packet = { id?: unknown; diseases?: Stated[]; interpretations?: ({ diagnosis?: { disease?: { id?: unknown; label?: unknown } } | null } | null)[] };

/** The diseases that a case is said to have: stated and not excluded, else those its variants were interpreted for. */
export function diseasesOf({ diseases, interpretations }: Packet): Disease[] {
  const list = <Value>(value: Value[] | undefined) => (Array.isArray(value) ? value : []);
  const stated = list(diseases).filter((one) => one?.excluded !== true).map((one) => one?.term);
  const terms = stated.length > 0 ? stated : list(interpretations).map((one) => one?.diagnosis?.disease);
  return terms.flatMap((term) => (typeof term?.id === "string" && /^[A-Za-z]+:\w+$/.test(term.id) ? [{ id: term.id, label: labelOf(term.label) ?? term.id }] : []));
}

const labelOf = (label: unknown) => (typeof label === "string" && /^[^\p{C}]{1,200}$/u.test(label) ? label : null);
