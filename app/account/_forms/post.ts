import { formWords } from "./form-wording";

/** Why the server did not do it: the name of its problem, what is wrong in which field, and when to try again. */
export type Refusal = { name: string; status: number; faults: Record<string, string>; minutes: number };

export type Sent<Body> = { body: Body } | { refusal: Refusal };

type ProblemBody = { type?: string; errors?: { pointer: string; code: string }[] };

/** Sends JSON, or nothing, and reads the answer or the problem; where no server answered, something in between did, or it does not know what became of it, its name is "no-answer". */
export async function send<Body>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<Sent<Body>> {
  const content = body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    const response = await fetch(path, { method, ...content });
    if (response.ok) return { body: (response.status === 204 ? undefined : await response.json()) as Body };
    return { refusal: await refusalOf(response) };
  } catch {
    return { refusal: { name: "no-answer", status: 0, faults: {}, minutes: 0 } };
  }
}

async function refusalOf(response: Response): Promise<Refusal> {
  // A proxy in between answers without a problem.
  const { type = "", errors = [] } = (await response.json().catch(() => ({}))) as ProblemBody;
  const name = type.replace("urn:image-screen:", "");
  const seconds = Number(response.headers.get("retry-after") ?? 60);
  return {
    name: name === "undecided" || (name === "" && response.status >= 500) ? "no-answer" : name,
    status: response.status,
    faults: Object.fromEntries(errors.map(({ pointer, code }) => [pointer.slice(1), code])),
    minutes: Math.max(1, Math.ceil((Number.isFinite(seconds) ? seconds : 60) / 60)),
  };
}

/** Says what was refused and what to do; `own` holds a page's own sentences by the problem's name. */
export function sentenceFor({ name, status, minutes }: Refusal, own: Record<string, string> = {}): string {
  const { refused } = formWords;
  if (own[name]) return own[name];
  if (name === "no-answer") return refused.noAnswer;
  if (name === "not-signed-in") return refused.signedOut;
  if (status === 403) return refused.role;
  if (status === 404) return refused.gone;
  if (status === 422) return refused.faults;
  if (status === 429) return refused.often(minutes);
  if (name === "busy") return refused.busy;
  if (status === 503) return refused.away;
  return refused.other(status);
}

/** Says what is wrong in one field. */
export function faultSentence(field: string, code: string): string {
  const { faults } = formWords;
  if (code === "required") return faults.required;
  if (code === "common") return faults.common;
  if (field === "password" && code === "too-short") return faults.short;
  if (field === "password" && code === "too-long") return faults.longPassword;
  if (code === "too-long") return faults.long;
  if (field === "email") return faults.email;
  return faults.other;
}
