import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { POST } from "@/app/api/v1/screenings/route";
import { newMember, newSite, settings } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { post, signedInAs, soundDraft } from "./requests";

const query = ownDatabase();
const draft = JSON.stringify(soundDraft);
const LINES = "application/x-ndjson";

let clinician: Person;

beforeAll(async () => {
  settings();
  clinician = await newMember(await newSite("Bulk Ward"), "clinician");
  signedInAs(clinician);
});

type Told = { line: number; code?: string; errors?: { pointer: string; code: string }[] };

const send = (body: BodyInit, changes: Record<string, string | null> = {}) => POST(post("screenings", body, { "content-type": LINES, ...changes }));
const told = async (answer: Response) => (await answer.text()).split("\n").filter(Boolean).map((line) => JSON.parse(line) as Told);
const codeOf = (code: string) => [{ pointer: "", code }];
const count = async () => Number((await query("SELECT count(*) AS count FROM screening"))[0]?.["count"]);
const pieces = (text: string, size: number) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      const bytes = new TextEncoder().encode(text);
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });

describe("many drafts, one a line", () => {
  test("are saved each by itself and answered in order, the faulty ones with what is wrong", async () => {
    const twice = draft.replace("{", '{"sex":"male",');
    const apart = JSON.stringify({ ...soundDraft, findings: { "genital-anomaly": "excluded", micropenis: "observed" } });
    const unknown = JSON.stringify({ ...soundDraft, follows: "IS-0000-0000" });
    const before = await count();
    const answer = await send([draft, "{", twice, "", JSON.stringify({ ...soundDraft, sex: 1 }), apart, unknown, " ".repeat(65_537), draft].join("\n"));
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([200, LINES, "no-store"]);
    const lines = await told(answer);
    expect(lines.map(({ line, errors }) => [line, errors])).toEqual([
      [1, undefined], [2, codeOf("not-json")], [3, codeOf("duplicate-key")], [5, [{ pointer: "/sex", code: "wrong-type" }]], [6, expect.arrayContaining([{ pointer: "/findings/micropenis", code: expect.any(String) as unknown }])],
      [7, [{ pointer: "/follows", code: "not-found" }]], [8, codeOf("too-large")], [9, undefined],
    ]);
    const codes = lines.flatMap(({ code = [] }) => code);
    expect([codes.length, await count()]).toEqual([2, before + 2]);
    expect(await query("SELECT screening_code FROM audit_event WHERE action = 'save' AND actor = $1 ORDER BY id DESC LIMIT 2", [clinician.member.id])).toEqual(codes.toReversed().map((screening_code) => ({ screening_code })));
  });

  test("again with the same key give the same codes, also where the first time broke off", async () => {
    const key = { "idempotency-key": randomUUID() };
    const [first] = await told(await send(draft, key));
    const before = await count();
    const again = await told(await send(`${draft}\n${draft}`, key));
    expect([again[0], again.length, await count()]).toEqual([first, 2, before + 1]);
    expect(await told(await send(`${draft} \n`, key))).toEqual([{ line: 1, errors: codeOf("key-of-another-body") }]);
  });

  test.each([1, 7, 100_000])("come in pieces of %i bytes, with any ends of lines", async (size) => {
    const lines = await told(await send(pieces(`\r\n${draft}\r\n\n${draft}\r\n\r\n`, size)));
    expect(lines.map(({ line, code }) => [line, typeof code])).toEqual([[2, "string"], [4, "string"]]);
  });

  test("are none where there is nothing, and none is too long by a blank", async () => {
    expect(await told(await send("\n\r\n"))).toEqual([]);
    expect(await told(await send(pieces("", 1)))).toEqual([]);
    const [exact, over] = await told(await send(`${draft.padEnd(65_536)}\n${draft.padEnd(65_537)}`));
    expect([typeof exact?.code, over]).toEqual(["string", { line: 2, errors: codeOf("too-large") }]);
  });

  test.each([
    ["no key", { "idempotency-key": null }, 400],
    ["nobody signed in", { cookie: "" }, 401],
    ["another origin", { origin: "https://example.com" }, 403],
    ["a page made for somebody else", { "x-image-screen-draft": "the-key-of-another-one" }, 409],
    ["a compressed body", { "content-encoding": "gzip" }, 415],
    ["another charset", { "content-type": `${LINES}; charset=latin1` }, 415],
  ])("are refused with %s", async (_, changes: Record<string, string | null>, status) => {
    const before = await count();
    expect((await send(draft, changes)).status).toBe(status);
    expect(await count()).toBe(before);
  });

  test.each(["application/jsonl", "application/x-jsonlines", "application/json-lines; charset=utf-8", "application/ndjson"])("called %s are refused with the name that is meant", async (type) => {
    const answer = await send(draft, { "content-type": type });
    expect([answer.status, await answer.json()]).toEqual([415, expect.objectContaining({ type: "urn:image-screen:not-application-json", detail: expect.stringContaining(LINES) as unknown })]);
  });

  test("end where the sender goes away: what was whole is saved, the rest is not", async () => {
    let sent = 0;
    const cut = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent === 1) controller.enqueue(new TextEncoder().encode(`${draft}\n${draft.slice(0, 20)}`));
        else controller.error(new Error("gone"));
      },
    });
    expect((await told(await send(cut))).map(({ line, errors }) => [line, errors])).toEqual([[1, undefined], [2, codeOf("not-json")]]);
  });

  test("end where there are too many bytes, and no more is read", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1_000_000).fill(0x78));
      },
    });
    expect(await told(await send(endless))).toEqual([{ line: 1, errors: codeOf("too-large") }]);
    expect(pulled).toBeLessThan(105);
  });

  test("are not read faster than they are answered where nobody takes the answers", async () => {
    let pulled = 0;
    const faulty = new TextEncoder().encode(`${JSON.stringify({ ...soundDraft, findings: Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`x${at}`, 1])) })}\n`.repeat(1_000));
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(faulty);
      },
    });
    const answer = await send(endless);
    await sleep(300);
    let last = -1;
    while (last !== pulled) {
      last = pulled;
      await sleep(300);
    }
    expect(pulled * faulty.length).toBeLessThan(100_000_000);
    await answer.body?.cancel();
    const left = pulled;
    await sleep(100);
    expect(pulled).toBeLessThan(left + 2);
  });
});
