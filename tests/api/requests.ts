import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { ORIGIN as OWN_ORIGIN } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";

export { OWN_ORIGIN };

/** A draft that every rule accepts. */
export const soundDraft = {
  checklist: CHECKLIST_VERSION,
  sex: "male",
  age: "newborn",
  size: { weight: -2.3 },
  findings: { iugr: "observed", "adrenal-insufficiency": "observed", hypospadias: "excluded" },
};

let keys = 0;
let session: { cookie?: string } = {};

/** From now on every request comes from this person's browser. */
export function signedInAs({ cookie }: Pick<Person, "cookie">): void {
  session = { cookie };
}

/** A request as the application's own page would send it, but for the changes; a header of null is left out. */
export function post(path: string, body: BodyInit | null, changes: Record<string, string | null> = {}, method = "POST"): Request {
  const headers = new Headers();
  const own = { ...session, origin: OWN_ORIGIN, "content-type": "application/json", "idempotency-key": `request-${(keys += 1)}` };
  for (const [name, value] of Object.entries({ ...own, ...changes })) if (value !== null) headers.set(name, value);
  return new Request(`${OWN_ORIGIN}/api/v1/${path}`, { method, headers, body, ...(body && { duplex: "half" }) });
}

export function get(path: string, changes: Record<string, string> = {}): Request {
  return new Request(`${OWN_ORIGIN}/api/v1/${path}`, { headers: { ...session, ...changes } });
}
