import { createHash } from "node:crypto";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { POST as makeKey } from "@/app/api/v1/keys/route";
import { POST } from "@/app/api/v1/screenings/route";
import { ask, newMember, newSite, settings } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { post, soundDraft } from "./requests";

const upgrade = vi.hoisted(() => ({ checklist: "" }));
vi.mock(import("@/lib/screening/checklist"), async (original) => {
  const now = await original();
  return { ...now, get CHECKLIST_VERSION() {
    return (upgrade.checklist || now.CHECKLIST_VERSION) as typeof now.CHECKLIST_VERSION;
  } };
});

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

afterEach(() => {
  upgrade.checklist = "";
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

test("what was saved before an upgrade is answered with its code after it, alone and as a line; anything else has its faults told and takes no key", async () => {
  const notCurrent = [{ pointer: "/checklist", code: "not-current" }];
  const firsts = await Promise.all(callers.map(async (caller) => codeOf(await send(caller, "before-the-upgrade"))));
  const [program = {}] = callers;
  const line = await codeOf(await send(program, "many-before-it", LINES));
  const before = [await count(), await query("SELECT count(*) FROM idempotency")];
  upgrade.checklist = "9.0";
  const again = await Promise.all(callers.map((caller) => send(caller, "before-the-upgrade")));
  expect(again.map(({ status, headers }) => [status, headers.get("idempotent-replayed")])).toEqual(callers.map(() => [201, "true"]));
  expect([await Promise.all(again.map(codeOf)), await codeOf(await send(program, "many-before-it", LINES))]).toEqual([firsts, line]);
  const other = await send(program, "before-the-upgrade", {}, `${body} `);
  const fresh = await send(program, "after-the-upgrade");
  expect([other.status, fresh.status, ((await fresh.json()) as { errors: object }).errors]).toEqual([409, 422, notCurrent]);
  expect(JSON.parse(await (await send(program, "many-after-it", LINES)).text())).toEqual({ line: 1, errors: notCurrent });
  expect([await count(), await query("SELECT count(*) FROM idempotency")]).toEqual(before);
  upgrade.checklist = "";
  expect((await send(program, "after-the-upgrade")).headers.get("idempotent-replayed")).toBeNull();
});
