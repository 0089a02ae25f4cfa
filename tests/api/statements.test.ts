import { Client } from "pg";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { GET as open } from "@/app/api/v1/screenings/[code]/route";
import { GET as list, POST as save } from "@/app/api/v1/screenings/route";
import { newSite, settings } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { get, post, signedInAs, soundDraft } from "./requests";

ownDatabase();

beforeAll(async () => {
  settings();
  signedInAs(await newSite("Ward Counted"));
});
afterEach(() => void vi.restoreAllMocks());

/** What goes to the database, each message by its first words. */
async function sentBy(work: () => Promise<Response>): Promise<string[]> {
  const spy = vi.spyOn(Client.prototype, "query");
  expect((await work()).ok).toBe(true);
  const sent = spy.mock.calls.map(([asked]: unknown[]) => (typeof asked === "string" ? asked : (asked as { text: string }).text).trim());
  spy.mockRestore();
  return sent.map((text) => /^(SELECT set_config|WITH swept|INSERT INTO [\w."]+|SELECT session|SELECT|\w+)/.exec(text)?.[0] ?? text);
}

// A message to the database costs as much as parsing the draft; docs/bench.md tells what a save costs.
test("a save is seven messages to the database, opening six, the list ten", async () => {
  const body = JSON.stringify(soundDraft);
  const { code } = (await (await save(post("screenings", body))).json()) as { code: string };
  expect(await sentBy(() => save(post("screenings", body)))).toEqual(["SELECT session", "BEGIN", "SELECT set_config", "WITH swept", 'INSERT INTO "public"."screening"', "INSERT INTO audit_event", "COMMIT"]);
  expect(await sentBy(() => open(get(`screenings/${code}`), { params: Promise.resolve({ code }) }))).toEqual(["SELECT session", "BEGIN", "SELECT set_config", "SELECT", "INSERT INTO audit_event", "COMMIT"]);
  expect(await sentBy(() => list(get("screenings")))).toHaveLength(10);
});
