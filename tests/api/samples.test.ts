import { beforeAll, expect, test } from "vitest";
import { openApi } from "@/app/api/v1/_openapi/document";
import { siteLink } from "@/lib/access/links";
import { ask, codeOf, cookiesOf, newMember, newSite, ORIGIN, PASSWORD, prepareTwoStep, settings, signIn, switchOn } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { checkerOf, requestOf, shellWords, strayed } from "./printed";

type Handler = (request: Request, given: { params: Promise<Record<string, string>> }) => Promise<Response> | Response;
type Names = Record<string, string>;

ownDatabase();
const document = openApi(ORIGIN);
const check = checkerOf(document);
const handlers = import.meta.glob<Record<string, Handler>>("/app/api/**/route.ts");
const samples = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]) => operation["x-codeSamples"].map((sample) => ({ path, method: method.toUpperCase(), operation, sample, name: `${operation.operationId}: ${sample.label}` }))),
);

let admin: Person;
let keys: Record<"read" | "write", string>;
let unique = 0;

beforeAll(async () => {
  settings();
  admin = await newSite("Ward of Samples");
  const make = async (scope: string) => ((await (await send("POST", "/api/v1/keys", ask("/api/v1/keys", { name: `A ${scope} key`, scope }, { cookie: admin.cookie }))).json()) as { key: string }).key;
  keys = { read: await make("read"), write: await make("write") };
  for (let saved = 0; saved < 3; saved += 1) await code();
});

/** Sends a request to the handler of a path of the document. */
async function send(method: string, path: string, request: Request): Promise<Response> {
  const file = `/app${path.replace("{elsewhere}", "[[...rest]]").replaceAll("{", "[").replaceAll("}", "]")}/route.ts`;
  const handler = (await handlers[file]?.())?.[method];
  if (!handler) throw new Error(`${method} ${file} is not there`);
  const values = new URL(request.url).pathname.split("/");
  const params = Object.fromEntries(path.split("/").flatMap((part, at) => (part.startsWith("{") ? [[part.slice(1, -1), values[at] ?? ""]] : [])));
  return handler(request, { params: Promise.resolve(params) });
}

const json = async (answer: Promise<Response>) => (await (await answer).json()) as Names;
const code = async () => {
  const { sample } = samples.find(({ name }) => name === "post-screenings: Save one") ?? {};
  return (await json(send("POST", "/api/v1/screenings", requestOf(sample?.source ?? "", { KEY: keys.write, UNIQUE: `sample-${(unique += 1)}` })))).code ?? "";
};
const someone = () => newMember(admin, "clinician", `Clara ${(unique += 1)}`);
const invited = async () => json(send("POST", "/api/v1/members", ask("/api/v1/members", { name: "Ina", email: `ina-${(unique += 1)}@ward.example`, role: "clinician" }, { cookie: admin.cookie })));
const session = async (person?: Person) => ({ SESSION: (person ?? (await someone())).cookie });

/** What only the sender has, made afresh where the request uses it up. */
const prepared: Record<string, () => Promise<Names>> = {
  "delete-screenings-code": async () => ({ CODE: await code() }),
  "post-members": async () => ({ EMAIL: "rosa@ward.example" }),
  "patch-members-id": async () => ({ ID: (await someone()).member.id }),
  "delete-members-id": async () => ({ ID: (await someone()).member.id }),
  "post-members-id-link": async () => ({ ID: (await invited())["id"] ?? "" }),
  "delete-keys-id": async () => ({ ID: (await json(send("POST", "/api/v1/keys", ask("/api/v1/keys", { name: "Short", scope: "read" }, { cookie: admin.cookie }))))["id"] ?? "" }),
  "delete-account-sessions-id": async () => {
    const person = await someone();
    await signIn(person.email);
    const { sessions } = (await (await send("GET", "/api/v1/account/sessions", ask("/api/v1/account/sessions", undefined, { cookie: person.cookie }, "GET"))).json()) as { sessions: { id: string; current: boolean }[] };
    return { SESSION: person.cookie, ID: sessions.find(({ current }) => !current)?.id ?? "" };
  },
  "post-account-sign-in": async () => ({ EMAIL: (await someone()).email }),
  "post-account-sign-in-code": async () => {
    const person = await someone();
    const { secret } = await switchOn(person);
    return { HALF_SESSION: cookiesOf(await signIn(person.email)), ONE_TIME_CODE: codeOf(secret, 1) };
  },
  "post-account-sign-out": () => session(),
  "post-account-password": () => session(),
  "post-account-two-step": () => session(),
  "put-account-two-step": async () => {
    const person = await someone();
    return { SESSION: person.cookie, ONE_TIME_CODE: codeOf((await prepareTwoStep(person)).secret) };
  },
  "delete-account-two-step": async () => ({ SESSION: (await switchOn(await someone())).cookie }),
  "post-account-link": async () => ({ TOKEN: (await siteLink(ORIGIN)).split("#")[1] ?? "" }),
  "post-account-join": async () => ({ TOKEN: (await invited())["link"]?.split("#")[1] ?? "" }),
  "post-account-set-up": async () => ({ TOKEN: (await siteLink(ORIGIN)).split("#")[1] ?? "", EMAIL: "ada@ward-twelve.example" }),
};

test.each(samples)("$name", async ({ path, method, operation, sample }) => {
  const names: Names = { SESSION: admin.cookie, KEY: keys[method === "POST" ? "write" : "read"], UNIQUE: `sample-${(unique += 1)}`, PASSWORD, CODE: await code(), ...(await prepared[operation.operationId]?.()) };
  const request = requestOf(sample.source, names);
  expect([request.method, request.url.startsWith(`${ORIGIN}/api/`)]).toEqual([method, true]);
  const answer = await send(method, path, request);
  const { status } = answer;
  expect([await strayed(answer, operation.responses[status], check), status]).toEqual([[], sample.status]);
});

test("the samples reach every operation, and are read as a shell reads them", () => {
  expect(new Set(samples.map(({ operation }) => operation.operationId)).size).toBe(Object.values(document.paths).flatMap((methods) => Object.keys(methods)).length);
  expect(shellWords(`curl -X PUT "a/$ID" \\\n  -H "B: c d" --data-binary '{"e":"'"$F"'","g":"it'\\''s"}\n2'`, { ID: "7", F: "x y" })).toEqual(["curl", "-X", "PUT", "a/7", "-H", "B: c d", "--data-binary", '{"e":"x y","g":"it\'s"}\n2']);
  expect(() => shellWords('"$NOBODY"', {})).toThrow("nobody has $NOBODY");
});

test("what is not as described is told", async () => {
  const saved = document.paths["/api/v1/screenings"]?.["post"]?.responses;
  const one = async (body: string, type: string, status = 201) => (await strayed(new Response(body, { headers: { "content-type": type } }), saved?.[status], check)).length > 0;
  expect([await one('{"code":"IS-0000-0000"}', "application/json"), await one('{"code":7}', "application/json"), await one("x", "text/csv"), await one('{"line":1}\n', "application/x-ndjson", 200), await one("{}", "application/json", 418)]).toEqual([false, true, true, true, true]);
});
