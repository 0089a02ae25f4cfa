import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { GET, POST } from "@/app/api/v1/screenings/route";
import { manyAs } from "@/app/api/v1/_http/many";
import { screening } from "@/app/api/v1/_openapi/worked";
import { removeMember } from "@/lib/access/members";
import { csvHeader, csvRow } from "@/lib/exchange/csv-columns";
import { toBundle } from "@/lib/exchange/fhir-bundle";
import { toPhenopacket } from "@/lib/exchange/phenopacket-out";
import type { Screening } from "@/lib/screening/draft";
import { exportFormats } from "@/lib/screening/filter";
import { newMember, newSite, settings } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { get, post, signedInAs, soundDraft } from "./requests";

const query = ownDatabase();
let admin: Person;

beforeAll(async () => {
  settings();
  admin = await newSite("Forms Ward");
  signedInAs(admin);
  for (const sex of ["male", "female"]) await POST(post("screenings", JSON.stringify({ ...soundDraft, sex, findings: { iugr: "observed" } })));
});

const take = (search: string, headers: Record<string, string> = {}) => GET(get(`screenings?${search}`, headers));
const exportLines = async () => (await query("SELECT action FROM audit_event WHERE action LIKE 'export-%' AND actor = $1", [admin.member.id])).length;

describe("many screenings", () => {
  const forms = {
    json: ["application/x-ndjson", "screenings.ndjson", (all: Screening[]) => all.map((one) => `${JSON.stringify(one)}\n`).join("")],
    csv: ["text/csv; charset=utf-8", "screenings.csv", (all: Screening[]) => csvHeader() + all.map(csvRow).join("")],
    phenopacket: ["application/x-ndjson", "screenings.phenopacket.ndjson", (all: Screening[]) => all.map((one) => `${JSON.stringify(toPhenopacket(one))}\n`).join("")],
    fhir: ["application/fhir+ndjson", "screenings.fhir.ndjson", (all: Screening[]) => all.map((one) => `${JSON.stringify(toBundle(one))}\n`).join("")],
  } as const;

  test.each(exportFormats)("as %s are a file that a plain link downloads, with one line in the audit trail", async (format) => {
    const [type, name, textOf] = forms[format];
    const all = (await (await take("format=json&reason=care")).text()).split("\n").filter(Boolean).map((line) => JSON.parse(line) as Screening);
    const before = await exportLines();
    const answer = await take(`format=${format}&reason=registry`, { accept: "text/html,*/*;q=0.8", "sec-fetch-site": "same-origin" });
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control"), answer.headers.get("content-disposition")]).toEqual([200, type, "no-store", `attachment; filename="${name}"`]);
    expect([all.length, await answer.text()]).toEqual([2, textOf(all)]);
    expect(await exportLines()).toBe(before + 1);
  });

  test("are what `format` says, whatever is accepted", async () => {
    expect((await take("format=csv&reason=care", { accept: "application/x-ndjson" })).headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect((await take("format=json&reason=care", { accept: "text/csv" })).headers.get("content-type")).toBe("application/x-ndjson");
  });

  test.each(["format=xml&reason=care", "format=&reason=care", "format=csv&format=csv&reason=care", "format=csv&reason=care&limit=1", "reason=care"])("by %s are refused, and leave no line", async (search) => {
    const before = await exportLines();
    expect((await take(search)).status).toBe(400);
    expect(await exportLines()).toBe(before);
  });

  test.each(["cross-site", "same-site"])("are not taken out by a link of another page (%s), which could be pressed unawares", async (site) => {
    const before = await exportLines();
    expect((await take("format=csv&reason=care", { "sec-fetch-site": site })).status).toBe(403);
    expect(await exportLines()).toBe(before);
    expect((await take("format=csv&reason=care", { "sec-fetch-site": "none" })).status).toBe(200);
  });
});

describe.each(exportFormats)("a client of %s", (format) => {
  /** As many screenings as anybody asks for, how many were, and whether the source was left. */
  function endless() {
    const seen = { made: 0, left: false };
    const source = async function* (): AsyncGenerator<Screening, void> {
      try {
        for (;;) {
          seen.made += 1;
          yield screening;
        }
      } finally {
        seen.left = true;
      }
    };
    return { seen, source: source() };
  }

  test("that reads slowly has no more made for it than it reads", async () => {
    const { seen, source } = endless();
    const reader = manyAs(format, source).body?.getReader();
    await sleep(30);
    expect(seen.made).toBeLessThanOrEqual(1);
    for (let read = 0; read < 5; read += 1) await reader?.read();
    await sleep(30);
    expect(seen.made).toBeLessThanOrEqual(6);
    await reader?.cancel();
  });

  test("that goes away ends the reading of the site", async () => {
    const { seen, source } = endless();
    const reader = manyAs(format, source).body?.getReader();
    for (let read = 0; read < 3; read += 1) await reader?.read();
    await reader?.cancel();
    expect(seen.left).toBe(true);
  });
});

test("what breaks in the middle is cut off, never closed as if it were whole", async () => {
  const source = async function* (): AsyncGenerator<Screening, void> {
    yield screening;
    throw new Error("the database is away");
  };
  const told = vi.spyOn(console, "error").mockImplementation(() => {});
  const reader = manyAs("json", source()).body?.getReader();
  expect((await reader?.read())?.done).toBe(false);
  await expect(reader?.read()).rejects.toThrow("cut off");
  expect(told.mock.calls.flat().join()).toMatch(/^unexpected: Error\n {4}at /);
  told.mockRestore();
});

describe("whoever loses the right in the middle", () => {
  const later = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6_000 });
    try {
      return await work();
    } finally {
      vi.useRealTimers();
    }
  };

  test("gets no more lines out, and no more in", async () => {
    const reviewer = await newMember(admin, "reviewer");
    const cookie = { cookie: reviewer.cookie };
    const reader = (await take("format=json&reason=care", cookie)).body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    const encoder = new TextEncoder();
    const line = encoder.encode(`${JSON.stringify(soundDraft)}\n`);
    const source = new TransformStream<Uint8Array, Uint8Array>();
    const writer = source.writable.getWriter();
    const answers = (await POST(post("screenings", source.readable, { ...cookie, "content-type": "application/x-ndjson" }))).body?.pipeThrough(new TextDecoderStream()).getReader();
    void writer.write(line);
    expect((await answers?.read())?.value).toMatch(/"line":1,"code"/);
    await removeMember(admin.member, reviewer.member.id, new Date());
    await later(async () => {
      await expect(reader?.read()).rejects.toThrow("cut off");
      void writer.write(line);
      expect((await answers?.read())?.value).toBe('{"line":2,"errors":[{"pointer":"","code":"not-allowed"}]}\n');
      expect((await answers?.read())?.done).toBe(true);
    });
  });
});
