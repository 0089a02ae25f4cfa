import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { POST as makeKey } from "@/app/api/v1/keys/route";
import { POST } from "@/app/api/v1/screenings/route";
import { ask, newMember, newSite, settings } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { post, soundDraft } from "./requests";

const query = ownDatabase();
const body = JSON.stringify(soundDraft);
const LINES = { "content-type": "application/x-ndjson" };

type Caller = Record<string, string | null>;
let admin: Person;
let callers: Caller[];

beforeAll(async () => {
  settings();
  admin = await newSite("Repeating Ward");
  const program = async (name: string): Promise<Caller> => {
    const answer = await makeKey(ask("/api/v1/keys", { name, scope: "write" }, { cookie: admin.cookie }));
    return { authorization: `Bearer ${((await answer.json()) as { key: string }).key}`, origin: null };
  };
  callers = [await program("One"), await program("Another"), { cookie: (await newMember(admin, "clinician")).cookie }, { cookie: admin.cookie }];
});

const send = (caller: Caller, key: string, more: Caller = {}, text = body) => POST(post("screenings", text, { ...caller, "idempotency-key": key, ...more }));
const codeOf = async (answer: Response) => (JSON.parse(await answer.text()) as { code?: string }).code;
const count = async () => Number((await query("SELECT count(*) AS count FROM screening"))[0]?.["count"]);

test("programs and members that choose the same key and send the same draft save a child each, and get their own again", async () => {
  const before = await count();
  const firsts = await Promise.all(callers.map((caller) => send(caller, "patient-1")));
  expect(firsts.map(({ status, headers }) => [status, headers.get("idempotent-replayed")])).toEqual(callers.map(() => [201, null]));
  const codes = await Promise.all(firsts.map(codeOf));
  expect([new Set(codes).size, await count()]).toEqual([callers.length, before + callers.length]);
  const again = await Promise.all(callers.map((caller) => send(caller, "patient-1")));
  expect(again.map(({ status, headers }) => [status, headers.get("idempotent-replayed"), headers.get("location") !== null])).toEqual(callers.map(() => [201, "true", true]));
  expect([await Promise.all(again.map(codeOf)), await count()]).toEqual([codes, before + callers.length]);
});

test("a line of many is never a draft sent alone under a key that looks like the line's", async () => {
  const [caller = {}] = callers;
  const before = await count();
  const line = await codeOf(await send(caller, "import-of-may", LINES));
  const alone = await Promise.all(["import-of-may", "import-of-may-1", "import-of-may1"].map(async (key) => codeOf(await send(caller, key))));
  expect([new Set([line, ...alone]).size, await count()]).toEqual([4, before + 4]);
  expect([await codeOf(await send(caller, "import-of-may", LINES)), await count()]).toEqual([line, before + 4]);
});

test("a key that names a child leads nobody without the secret from its number to its code", async () => {
  const [program = {}] = callers;
  const code = await codeOf(await send(program, "MRN-00718281"));
  const ids = (await query("SELECT id FROM membership UNION ALL SELECT id FROM api_key")).map(({ id }) => String(id));
  const guesses = ids.flatMap((id) => [`${id} MRN-00718281 `, `${id} MRN-00718281`, "MRN-00718281"]).map((text) => createHash("sha256").update(text).digest("hex"));
  expect(await query("SELECT FROM idempotency WHERE key_hash = ANY($1)", [guesses])).toEqual([]);
  expect(await codeOf(await send(program, "MRN-00718281"))).toBe(code);
  const { SECRET } = process.env;
  process.env.SECRET = `${SECRET} of another server`;
  expect(await codeOf(await send(program, "MRN-00718281"))).not.toBe(code);
  process.env.SECRET = SECRET;
});
