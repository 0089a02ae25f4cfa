import { CHECKLIST_VERSION } from "@/lib/screening/checklist";

export const OWN_ORIGIN = "http://localhost:3000";

/** A draft that every rule accepts. */
export const soundDraft = {
  checklist: CHECKLIST_VERSION,
  sex: "male",
  age: "newborn",
  size: { weight: -2.3 },
  findings: { iugr: "observed", "adrenal-insufficiency": "observed", hypospadias: "excluded" },
};

let keys = 0;

/** A request as the application's own page would send it, but for the changes; a header of null is left out. */
export function post(path: string, body: BodyInit | null, changes: Record<string, string | null> = {}): Request {
  const headers = new Headers();
  const own = { origin: OWN_ORIGIN, "content-type": "application/json", "idempotency-key": `request-${(keys += 1)}` };
  for (const [name, value] of Object.entries({ ...own, ...changes })) if (value !== null) headers.set(name, value);
  return new Request(`${OWN_ORIGIN}/api/v1/${path}`, { method: "POST", headers, body, ...(body && { duplex: "half" }) });
}

export function get(path: string): Request {
  return new Request(`${OWN_ORIGIN}/api/v1/${path}`);
}
