import { randomUUID } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeAll, describe, expect, test } from "vitest";
import { POST as makeKey } from "@/app/api/v1/keys/route";
import { GET as takeFile } from "@/app/api/v1/screenings/[code]/export/csv/route";
import { GET as takeOther } from "@/app/api/v1/screenings/[code]/export/json/route";
import { GET as getOne } from "@/app/api/v1/screenings/[code]/route";
import { GET as getReport } from "@/app/api/v1/screenings/export-report/route";
import { GET, POST } from "@/app/api/v1/screenings/route";
import { columns } from "@/lib/exchange/csv-columns";
import { ages } from "@/lib/screening/bands";
import { featureIds } from "@/lib/screening/checklist";
import { ask, newMember, newSite, settings } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { get, post, signedInAs, soundDraft } from "./requests";

const query = ownDatabase();
const LINES = "application/x-ndjson";
// With LONG=1 as many as are promised; the memory that a fifth of them takes would show as well.
const MANY = process.env.LONG === "1" ? 10_000 : 2_000;
// Less than the shortest of them takes as objects.
const MOST = 5e6;
// Two minutes on a machine with nothing else to do.
const SLOW = 900_000;

let admin: Person;
let reviewer: Person;
let clinician: Person;

beforeAll(async () => {
  settings();
  admin = await newSite("Export Ward");
  reviewer = await newMember(admin, "reviewer");
  clinician = await newMember(admin, "clinician");
  signedInAs(reviewer);
});

const save = async (changes: object, who: Person = clinician) => ((await (await POST(post("screenings", JSON.stringify({ ...soundDraft, ...changes }), { cookie: who.cookie }))).json()) as { code: string }).code;
const take = (search: string, changes: Record<string, string> = {}) => GET(get(`screenings?${search}`, { accept: LINES, ...changes }));
const linesOf = async (answer: Response) => (await answer.text()).split("\n").filter(Boolean).map((line) => JSON.parse(line) as { code: string });
const codesOf = async (answer: Response) => (await linesOf(answer)).map(({ code }) => code);
const lastLines = (count: number) => query("SELECT action, actor, subject, screening_code AS code, site_id AS site FROM audit_event ORDER BY id DESC LIMIT $1", [count]);
const lineCount = async () => Number((await query("SELECT count(*) AS count FROM audit_event"))[0]?.["count"]);
const faultsOf = async (answer: Response) => {
  const { type, errors } = (await answer.json()) as { type: string; errors?: unknown };
  return [answer.status, type.replace("urn:image-screen:", ""), errors];
};

describe("taking out many", () => {
  test("gives each as it is given alone, newest first, by the questions of the list, and never another site's", async () => {
    const elsewhere = await newSite("Another Ward");
    const theirs = await save({}, elsewhere);
    const codes = [await save({ sex: "female", findings: { iugr: "observed" } }), await save({}), await save({ gestation: "term", variant: { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true } })].toReversed();
    const answer = await take("reason=care");
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control"), answer.headers.get("content-disposition")]).toEqual([200, LINES, "no-store", 'attachment; filename="screenings.ndjson"']);
    const lines = await linesOf(answer);
    expect(lines.map(({ code }) => code)).toEqual(codes);
    for (const line of lines) expect(line).toEqual(await (await getOne(get(`screenings/${line.code}`), { params: Promise.resolve({ code: line.code }) })).json());
    expect(await codesOf(await take("reason=care&sex=male"))).toEqual(codes.slice(0, 2));
    expect(await codesOf(await take(`reason=care&after=${codes[0]}`))).toEqual(codes.slice(1));
    expect(await codesOf(await take("reason=care", { cookie: elsewhere.cookie }))).toEqual([theirs]);
    expect(await codesOf(await take("reason=care&sex=undetermined"))).toEqual([]);
  });

  test("as a table has the same screenings under the columns of the dictionary", async () => {
    const answer = await take("reason=quality", { accept: "text/csv" });
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("content-disposition")]).toEqual([200, "text/csv; charset=utf-8", 'attachment; filename="screenings.csv"']);
    const typeOf = async (accept: string) => (await take("reason=quality", { accept })).headers.get("content-type");
    expect([await typeOf("application/x-ndjson;q=0, text/csv;q=0.1"), await typeOf("Text/CSV; q=0.0, application/x-ndjson")]).toEqual(["text/csv; charset=utf-8", LINES]);
    expect(await (await GET(get("screenings", { accept: "text/csv;q=0, application/json" }))).json()).toHaveProperty("screenings");
    const [header, ...rows] = (await answer.text()).split("\r\n").slice(0, -1);
    expect(header?.split(",")).toEqual(columns.map(({ name }) => name));
    expect(rows.map((row) => row.split(",")[0])).toEqual(await codesOf(await take("reason=quality")));
  });

  test.each(["care", "registry", "quality", "research"])("for %s leaves one line, before the first screening is read", async (reason) => {
    const before = await lineCount();
    const answer = await take(`reason=${reason}`);
    expect(await lastLines(1)).toEqual([{ action: `export-${reason}`, actor: reviewer.member.id, subject: null, code: null, site: admin.member.site }]);
    await answer.text();
    expect(await lineCount()).toBe(before + 1);
  });

  test("is refused without a reason, with another one, or by faulty questions, and leaves no line", async () => {
    const before = await lineCount();
    expect(await faultsOf(await take(""))).toEqual([422, "faulty-form", [{ pointer: "/reason", code: "missing" }]]);
    expect(await faultsOf(await take("reason=curiosity"))).toEqual([422, "faulty-form", [{ pointer: "/reason", code: "not-allowed" }]]);
    expect(await faultsOf(await take("reason=care&reason=care"))).toEqual([422, "faulty-form", [{ pointer: "/reason", code: "repeated" }]]);
    expect(await faultsOf(await take("limit=5&match=x"))).toEqual([400, "bad-query", expect.arrayContaining([{ pointer: "/match", code: "not-allowed" }, { pointer: "", code: "unknown-key" }, { pointer: "/reason", code: "missing" }])]);
    expect(await faultsOf(await take("reason=care&after=IS-0000-0000"))).toEqual([400, "bad-query", [{ pointer: "/after", code: "not-found" }]]);
    expect(await lineCount()).toBe(before);
  });

  test("is for reviewers and admins; a clinician still has the list", async () => {
    const before = await lineCount();
    expect((await take("reason=care", { cookie: clinician.cookie })).status).toBe(403);
    expect((await take("reason=care", { cookie: "" })).status).toBe(401);
    expect((await getReport(get("screenings/export-report", { cookie: clinician.cookie }))).status).toBe(403);
    expect((await getReport(get("screenings/export-report", { cookie: "" }))).status).toBe(401);
    expect(await lineCount()).toBe(before);
    for (const accept of ["*/*", "application/json", "text/*", "application/x-ndjson-x"]) {
      const answer = await take("limit=1", { cookie: clinician.cookie, accept });
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/json"]);
    }
    expect((await take("reason=care", { cookie: admin.cookie, accept: `text/html, ${LINES};q=0.9` })).headers.get("content-type")).toBe(LINES);
  });
});

describe("the report before it", () => {
  const report = async (search = "", who = reviewer) => (await getReport(get(`screenings/export-report?${search}`, { cookie: who.cookie }))).json();

  test("counts whom their age, sex and gestation bands single out, an unknown gestation like one not told", async () => {
    const ward = await newSite("Report Ward");
    expect(await report("", ward)).toEqual({ count: 0, unique: 0, smallest: 0 });
    for (const changes of [{}, { gestation: "unknown" }, { gestation: "term" }, { age: "adult" }, { age: "adult" }, { age: "adult" }, { sex: "female" }]) await save(changes, ward);
    expect(await report("", ward)).toEqual({ count: 7, unique: 2, smallest: 1 });
    expect(await report("age=adult", ward)).toEqual({ count: 3, unique: 0, smallest: 3 });
    expect(await lastLines(1)).toEqual([{ action: "list", actor: ward.member.id, subject: null, code: null, site: ward.member.site }]);
  });

  test("counts what came in as it went out: lines of another site's export are saved anew, with their own codes and assessments", async () => {
    const [from, to] = [await newSite("Sending Ward"), await newSite("Taking Ward")];
    const first = await save({}, from);
    await save({ follows: first, sex: "female", origin: { iugr: "measured" } }, from);
    const lines = (await (await take("reason=care", { cookie: from.cookie })).text()).split("\n").filter(Boolean);
    const earlier = lines.map((line) => JSON.stringify({ ...(JSON.parse(line) as object), checklist: "0.9" }));
    const odd = JSON.stringify({ ...(JSON.parse(lines[0] ?? "") as object), year: undefined });
    const later = JSON.stringify({ ...(JSON.parse(lines[0] ?? "") as object), checklist: "99.0" });
    const answer = await POST(post("screenings", [...lines, ...earlier, odd, later].join("\n"), { "content-type": LINES, cookie: to.cookie }));
    const told = (await answer.text()).split("\n").filter(Boolean).map((line) => JSON.parse(line) as { code?: string; errors?: unknown });
    expect(told.slice(4).map(({ errors }) => errors)).toEqual([[{ pointer: "", code: "unknown-key" }], [{ pointer: "/checklist", code: "not-current" }]]);
    const drafts = (text: string[]) => text.map((line) => ({ ...(JSON.parse(line) as object), code: "", follows: "", year: 0 }));
    const taken = (await (await take("reason=care", { cookie: to.cookie })).text()).split("\n").filter(Boolean).toReversed();
    expect(drafts(taken)).toEqual([...drafts(lines), ...drafts(lines)]);
    expect(new Set([...taken, ...lines].map((line) => (JSON.parse(line) as { code: string }).code)).size).toBe(6);
    const [one = ""] = lines;
    expect((await POST(post("screenings", one, { cookie: to.cookie }))).status).toBe(201);
  });

  test("refuses what an export refuses", async () => {
    expect((await report("limit=5")) as unknown).toMatchObject({ status: 400, errors: [{ pointer: "", code: "unknown-key" }] });
    expect((await report("after=IS-0000-0000")) as unknown).toMatchObject({ status: 400, errors: [{ pointer: "/after", code: "not-found" }] });
  });
});

test("one by one is ten a day for whoever may not take out many, and none for a write key", async () => {
  const made = async (scope: string) => ((await (await makeKey(ask("/api/v1/keys", { name: `A ${scope} key`, scope }, { cookie: admin.cookie }))).json()) as { key: string }).key;
  const [read, write] = [await made("read"), await made("write")];
  const code = await save({});
  const one = (headers: Record<string, string>, of = code, route = takeFile) => route(get(`screenings/${of}/export/csv`, headers), { params: Promise.resolve({ code: of }) });
  const statuses = async (headers: Record<string, string>, times: number) => {
    const found: number[] = [];
    for (let at = 0; at < times; at += 1) found.push((await one(headers, code, at % 2 ? takeFile : takeOther)).status);
    return found;
  };
  const ten = Array<number>(10).fill(200);
  const mine = { cookie: clinician.cookie };
  expect((await one(mine, "no code")).status).toBe(404);
  const before = await lineCount();
  expect(await statuses(mine, 12)).toEqual([...ten, 429, 429]);
  expect(await lineCount()).toBe(before + 10);
  const refused = await one(mine);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(86_000);
  expect(await refused.json()).toMatchObject({ type: "urn:image-screen:too-many-exports", title: expect.stringContaining("a reviewer") as unknown });
  expect((await getOne(get(`screenings/${code}`, mine), { params: Promise.resolve({ code }) })).status).toBe(200);
  expect(await statuses({ cookie: (await newMember(admin, "clinician", "Clara Second")).cookie }, 11)).toEqual([...ten, 429]);
  for (const headers of [{ cookie: reviewer.cookie }, { cookie: admin.cookie }, { authorization: `Bearer ${read}` }] as Record<string, string>[]) expect(await statuses(headers, 12)).toEqual([...ten, 200, 200]);
  expect(await statuses({ cookie: "", authorization: `Bearer ${write}` }, 2)).toEqual([403, 403]);
});

describe(`${MANY} screenings`, () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const used = () => {
    collect();
    return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  };

  /** Reads lines; how many, of how many bytes, and how far the memory in use rose above its beginning. */
  async function read(answer: Response, each: (line: string) => void) {
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const [before, every] = [used(), 200];
    let [rest, lines, bytes, most] = ["", 0, 0, before];
    for (;;) {
      const { done, value = "" } = (await reader?.read()) ?? { done: true };
      if (done) return { lines, bytes, rise: most - before };
      bytes += value.length;
      const whole = (rest + value).split("\n");
      rest = whole.pop() ?? "";
      for (const line of whole) {
        each(line);
        if ((lines += 1) % every === 0) most = Math.max(most, used());
      }
    }
  }

  test("go in and come out in the memory of a few", async () => {
    const ward = await newSite("Many Ward");
    signedInAs(ward);
    const made = (at: number) => JSON.stringify({ ...soundDraft, sex: "undetermined", age: ages[at % ages.length], findings: Object.fromEntries(featureIds.slice(at % 40, (at % 40) + 25).map((feature) => [feature, "observed"])) }).padEnd(3_000);
    let sent = 0;
    const drafts = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === MANY) controller.close();
        else controller.enqueue(new TextEncoder().encode(`${made(sent++)}\n`));
      },
    });
    const faults: string[] = [];
    const within = await read(await POST(post("screenings", drafts, { "content-type": LINES, "idempotency-key": randomUUID() })), (line) => {
      if (!/^\{"line":\d+,"code":"IS-/.test(line)) faults.push(line);
    });
    expect(faults.slice(0, 3)).toEqual([]);
    const codes = new Set<string>();
    const out = await read(await take("reason=research"), (line) => codes.add((JSON.parse(line) as { code: string }).code));
    console.log(`In: ${within.lines} lines, ${Math.round(within.rise / 1e6)} MB more in use at most. Out: ${Math.round(out.bytes / 1e6)} MB, ${Math.round(out.rise / 1e6)} MB more.`);
    expect([within.lines, out.lines, codes.size]).toEqual([MANY, MANY, MANY]);
    // As objects they would be several times that.
    expect(out.bytes).toBeGreaterThan(2_000 * MANY);
    expect([within.rise < MOST, out.rise < MOST]).toEqual([true, true]);
  }, SLOW);
});
