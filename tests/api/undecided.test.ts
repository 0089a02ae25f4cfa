import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterEach, beforeAll, expect, test } from "vitest";
import { POST } from "@/app/api/v1/screenings/route";
import { newSite, settings } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { post, signedInAs, soundDraft } from "./requests";

const query = ownDatabase();
const body = JSON.stringify(soundDraft);
const send = Client.prototype.query as (...given: unknown[]) => Promise<unknown>;

beforeAll(async () => {
  settings();
  signedInAs(await newSite("Ward Undecided"));
});

afterEach(() => {
  Client.prototype.query = send as typeof Client.prototype.query;
});

/** The connection goes away at this statement of the save's transaction, which arrives or does not. */
function loseAt(statement: RegExp, arrives: boolean): void {
  let isLost = false;
  const saving = new WeakSet<Client>();
  Client.prototype.query = async function (this: Client, ...given: unknown[]) {
    const [asked] = given as [string | { text?: string }];
    const text = typeof asked === "string" ? asked : (asked.text ?? "");
    if (/INSERT INTO "public"."screening"/.test(text)) saving.add(this);
    if (isLost || !saving.has(this) || !statement.test(text)) return send.apply(this, given);
    isLost = true;
    if (arrives) await send.apply(this, given);
    (this as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
    throw new Error("Connection terminated unexpectedly");
  } as unknown as typeof Client.prototype.query;
}

const typeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { type?: string }).type?.replace("urn:image-screen:", "")];
const saved = async () => (await query("SELECT code FROM screening")).length;

test.each([["has arrived", true], ["has not", false]])("a save whose end %s is not called unsaved; the same key tells, and there is one", async (_, arrives) => {
  const before = await saved();
  const key = { "idempotency-key": randomUUID() };
  loseAt(/^COMMIT/, arrives);
  const answer = await POST(post("screenings", body, key));
  expect(answer.headers.get("retry-after")).toMatch(/^[1-9]/);
  expect(await typeOf(answer)).toEqual([503, "undecided"]);
  expect(await saved()).toBe(before + (arrives ? 1 : 0));
  expect((await POST(post("screenings", body, key))).status).toBe(201);
  expect(await saved()).toBe(before + 1);
});

test("a save that was lost before its end is not saved, and that is said", async () => {
  const before = await saved();
  loseAt(/INSERT INTO audit_event/, true);
  expect(await typeOf(await POST(post("screenings", body)))).toEqual([503, "database-away"]);
  expect(await saved()).toBe(before);
});
