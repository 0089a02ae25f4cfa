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
  if (own[name]) return own[name];
  if (name === "no-answer") return "The server did not answer. Check the network and try again.";
  if (name === "not-signed-in") return "You are signed out. Sign in and try again.";
  if (status === 403) return "Your role does not allow this.";
  if (status === 404) return "It is not there any more. Load the page again.";
  if (status === 422) return "Not done yet: what to correct stands beside the fields.";
  if (status === 429) return `Too many attempts. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
  if (name === "busy") return "Many people are signing in at this moment. Try again in a few seconds.";
  if (status === 503) return "The database does not answer at the moment. Try again in a little while.";
  return `The server refused it (${status}).`;
}

/** Says what is wrong in one field. */
export function faultSentence(field: string, code: string): string {
  if (code === "required") return "This is needed.";
  if (code === "common") return "This is one of the passwords tried first by those who guess. Choose another.";
  if (field === "password" && code === "too-short") return "Too short: at least 12 characters.";
  if (field === "password" && code === "too-long") return "Too long: at most 128 characters.";
  if (code === "too-long") return "Too long.";
  if (field === "email") return "This is no e-mail address.";
  return "This is not right.";
}
