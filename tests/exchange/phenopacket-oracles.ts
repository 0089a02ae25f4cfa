import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { shape } from "./phenopacket-shape";

/**
 * Outside judges of a phenopacket. Their packages are those of tests/exchange/package.json. Neither definition is part of
 * this project: the JSON schema is phenopacket-tools' (GPL-3.0), the protobuf is GA4GH's. Where they lie beside it they are
 * used, and their absence is said: ../oracles/phenopackets (or PHENOPACKET_ORACLES) with `proto/` as src/main/proto of
 * phenopacket-schema 2.0, and `jsonschema/` as the folder of that name in phenopacket-tools.
 */
const root = process.env["EXCHANGE_ORACLES"] ?? fileURLToPath(new URL(".", import.meta.url));
const definitions = process.env["PHENOPACKET_ORACLES"] ?? fileURLToPath(new URL("../../../oracles/phenopackets", import.meta.url));
const proto = join(definitions, "proto");
const schemas = join(definitions, "jsonschema");
const require = createRequire(join(root, "package.json"));

/** Says what is wrong with a packet; null where nothing is. */
export type Judge = (packet: unknown) => string | null;

const told = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A package, or what `load` makes of its name; null where it is not installed. */
function installed<Package>(name: string, load: (name: string) => unknown = require): Package | null {
  try {
    return load(name) as Package;
  } catch {
    return null;
  }
}

type Registry = { getMessage(name: string): unknown };
type Protobuf = {
  fromBinary(schema: unknown, bytes: Uint8Array): unknown;
  fromJson(schema: unknown, value: unknown): unknown;
  createFileRegistry(set: unknown): Registry;
};

/** The official protobuf, compiled and read by buf; null where it or buf is not at hand. */
export function protobufJudge(): Judge | null {
  const protobuf = installed<Protobuf>("@bufbuild/protobuf");
  const wkt = installed<{ FileDescriptorSetSchema: unknown }>("@bufbuild/protobuf/wkt");
  const buf = installed<string>("@bufbuild/buf/bin/buf", require.resolve);
  if (!protobuf || !wkt || !buf || !existsSync(proto)) return null;
  const image = execFileSync(process.execPath, [buf, "build", proto, "-o", "-"], { maxBuffer: 2 ** 24 });
  const schema = protobuf.createFileRegistry(protobuf.fromBinary(wkt.FileDescriptorSetSchema, image)).getMessage("org.phenopackets.schema.v2.Phenopacket");
  return (packet) => {
    try {
      protobuf.fromJson(schema, packet);
      return null;
    } catch (error) {
      return told(error);
    }
  };
}

type Ajv = { addSchema(schema: object, key: string): void; compile(schema: object): { (value: unknown): boolean; errors?: unknown } };

/** The JSON schema of phenopacket-tools, read by ajv; null where it or ajv is not at hand. */
export function schemaJudge(): Judge | null {
  const ajv = installed<{ default: new (options: object) => Ajv }>("ajv/dist/2019.js");
  if (!ajv || !existsSync(schemas)) return null;
  const judge = new ajv.default({ strict: false, allErrors: true, validateFormats: false });
  for (const name of readdirSync(schemas, { recursive: true, encoding: "utf8" }).filter((one) => one.endsWith(".json"))) {
    const key = `classpath:/org/phenopackets/phenopackettools/validator/jsonschema/${name.replaceAll("\\", "/")}`;
    judge.addSchema(JSON.parse(readFileSync(join(schemas, name), "utf8")) as object, key);
  }
  const validate = judge.compile({ $ref: "classpath:/org/phenopackets/phenopackettools/validator/jsonschema/v2/phenopacket-schema.json" });
  return (packet) => (validate(packet) ? null : JSON.stringify(validate.errors));
}

/** The shape as the documentation tells it. */
export const shapeJudge: Judge = (packet) => {
  const { error } = shape.safeParse(packet);
  return error ? z.prettifyError(error) : null;
};

/** The metadata rule of the specification: every prefix that a packet uses has its resource. Ours, for no published judge at hand asks it. */
export const metadataJudge: Judge = (packet) => {
  const { metaData, ...rest } = packet as { metaData?: { resources?: { namespacePrefix?: string }[] } };
  const declared = new Set(metaData?.resources?.map(({ namespacePrefix }) => namespacePrefix));
  const missing = [...new Set(prefixes(rest))].filter((prefix) => !declared.has(prefix));
  return missing.length > 0 ? `no resource for ${missing.join(", ")}` : null;
};

/** The prefixes of all terms and genes in a tree; an id without a label names a child or a file. */
function prefixes(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const { id, label, valueId } = value as Record<string, unknown>;
  const curie = typeof valueId === "string" ? valueId : typeof id === "string" && label !== undefined ? id : "";
  const prefix = /^([A-Za-z_]+):/.exec(curie)?.[1];
  return [...(prefix ? [prefix] : []), ...Object.values(value).flatMap(prefixes)];
}

/** What none of the others looks at: one term said twice, or seen and excluded; a date, a description, a disease. */
export const ownJudge: Judge = (packet) => {
  const { phenotypicFeatures = [], diseases, metaData } = packet as { phenotypicFeatures?: { type: { id: string } }[]; diseases?: unknown; metaData: { created: string } };
  const ids = phenotypicFeatures.map(({ type }) => type.id);
  if (new Set(ids).size !== ids.length) return "a term comes twice";
  if (diseases !== undefined) return "a disease is named";
  if (JSON.stringify(packet).includes('"description"')) return "there is free text";
  const dates = JSON.stringify(packet).match(/\d{4}-\d\d-\d\dT/g) ?? [];
  return dates.length === 1 && /^\d{4}-01-01T00:00:00Z$/.test(metaData.created) ? null : "a day is told";
};
