import { randomUUID } from "node:crypto";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { GET as listRoute, POST as saveRoute } from "@/app/api/v1/screenings/route";
import { makeKey, revokeKey } from "@/lib/access/keys";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { ownDatabase } from "@/tests/store/database";
import { ORIGIN, newSite, settings } from "./people";
import type { Person } from "./people";

settings();
const query = ownDatabase();
const draft = { checklist: CHECKLIST_VERSION, sex: "male", age: "newborn", findings: { iugr: "observed" } };
let admin: Person;

beforeAll(async () => {
  admin = await newSite("Ward Seven");
});
afterEach(() => {
  vi.useRealTimers();
});

/** The key is revoked, and more than five seconds pass. */
async function revokedMeanwhile(id: string): Promise<void> {
  await revokeKey(admin.member, id, new Date());
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6_000 });
}

test("a key that is revoked while it saves many saves no more of them, and is told at which line", async () => {
  const { id, key } = await makeKey(admin.member, { name: "A long one", scope: "write" }, new Date());
  let more: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({ start: (controller) => void (more = controller) });
  const send = () => more?.enqueue(Buffer.from(`${JSON.stringify(draft)}\n`));
  send();
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson", "idempotency-key": randomUUID() };
  const answer = await saveRoute(new Request(`${ORIGIN}/api/v1/screenings`, { method: "POST", headers, body, duplex: "half" } as RequestInit));
  const reader = answer.body?.getReader();
  const read = async () => JSON.parse(Buffer.from((await reader?.read())?.value ?? []).toString()) as unknown;
  expect(await read()).toMatchObject({ line: 1, code: expect.stringMatching(/^IS-/) as unknown });
  await revokedMeanwhile(id);
  send();
  expect(await read()).toEqual({ line: 2, errors: [{ pointer: "", code: "not-allowed" }] });
  expect((await reader?.read())?.done).toBe(true);
  expect(await query("SELECT FROM audit_event WHERE actor = $1 AND action = 'save'", [id])).toHaveLength(1);
});

test("a key that is revoked while it takes many out is cut off in the middle", async () => {
  const spoken = vi.spyOn(console, "error");
  const writer = await makeKey(admin.member, { name: "A writer", scope: "write" }, new Date());
  for (let saved = 0; saved < 2; saved += 1) {
    const headers = { authorization: `Bearer ${writer.key}`, "content-type": "application/json", "idempotency-key": randomUUID() };
    expect((await saveRoute(new Request(`${ORIGIN}/api/v1/screenings`, { method: "POST", headers, body: JSON.stringify(draft) }))).status).toBe(201);
  }
  const { id, key } = await makeKey(admin.member, { name: "A reader", scope: "read" }, new Date());
  const answer = await listRoute(new Request(`${ORIGIN}/api/v1/screenings?reason=quality`, { headers: { authorization: `Bearer ${key}`, accept: "application/x-ndjson" } }));
  const reader = answer.body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toContain('"code":"IS-');
  await revokedMeanwhile(id);
  await expect(reader?.read()).rejects.toThrow("cut off");
  expect(spoken).not.toHaveBeenCalled();
});
