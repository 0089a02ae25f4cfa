import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as getMetadata } from "@/app/api/fhir/metadata/route";
import { GET as getQuestionnaire } from "@/app/api/fhir/Questionnaire/image-checklist/route";
import { GET as getCsvDictionary } from "@/app/api/v1/dictionary/csv/route";
import { GET as getRedcap } from "@/app/api/v1/dictionary/redcap/route";
import { POST as postImport } from "@/app/api/v1/import/route";
import { GET as takeCsv } from "@/app/api/v1/screenings/[code]/export/csv/route";
import { GET as takeFhir } from "@/app/api/v1/screenings/[code]/export/fhir/route";
import { GET as takeResponse } from "@/app/api/v1/screenings/[code]/export/fhir-response/route";
import { GET as takeJson } from "@/app/api/v1/screenings/[code]/export/json/route";
import { GET as takePhenopacket } from "@/app/api/v1/screenings/[code]/export/phenopacket/route";
import { GET as getOne } from "@/app/api/v1/screenings/[code]/route";
import { POST } from "@/app/api/v1/screenings/route";
import { csvDictionary, csvHeader, csvRow } from "@/lib/exchange/csv-columns";
import { toBundle } from "@/lib/exchange/fhir-bundle";
import { questionnaire } from "@/lib/exchange/fhir-questionnaire";
import { toQuestionnaireResponse } from "@/lib/exchange/fhir-response";
import { OWN_QUESTIONNAIRE } from "@/lib/exchange/own-system";
import { toPhenopacket } from "@/lib/exchange/phenopacket-out";
import { redcapDictionary } from "@/lib/exchange/redcap";
import type { Screening } from "@/lib/screening/draft";
import { newMember, newSite, settings } from "@/tests/access/people";
import type { Person } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { get, post, signedInAs, soundDraft } from "./requests";

const query = ownDatabase();
let clinician: Person;
let screening: Screening;

const given = (code: string) => ({ params: Promise.resolve({ code }) });
const whole = { ...soundDraft, gestation: "term", context: { steroids: true, acthTwiceLimit: true }, variant: { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true } };
const events = () => query("SELECT action, actor, screening_code AS code FROM audit_event ORDER BY id DESC LIMIT 1");
const count = async () => (await query("SELECT (SELECT count(*) FROM screening) AS screenings, (SELECT count(*) FROM audit_event) AS events"))[0];

beforeAll(async () => {
  settings();
  clinician = await newMember(await newSite("Import Ward"), "clinician");
  signedInAs(clinician);
  const { code } = (await (await POST(post("screenings", JSON.stringify(whole)))).json()) as { code: string };
  screening = (await (await getOne(get(`screenings/${code}`), given(code))).json()) as Screening;
});

const files = {
  json: { take: takeJson, type: "application/json", ends: "json", text: () => JSON.stringify(screening) },
  phenopacket: { take: takePhenopacket, type: "application/json", ends: "phenopacket.json", text: () => JSON.stringify(toPhenopacket(screening), null, 2) + "\n" },
  fhir: { take: takeFhir, type: "application/fhir+json", ends: "fhir.json", text: () => JSON.stringify(toBundle(screening)) },
  "fhir-response": { take: takeResponse, type: "application/fhir+json", ends: "fhir-response.json", text: () => JSON.stringify(toQuestionnaireResponse(screening)) },
  csv: { take: takeCsv, type: "text/csv; charset=utf-8", ends: "csv", text: () => csvHeader() + csvRow(screening) },
} as const;

describe.each(Object.entries(files))("one screening as %s", (name, { take, type, ends, text }) => {
  test("is a file named by the code alone, and leaves a line that tells it from a look", async () => {
    const before = Number((await count())?.["events"]);
    const answer = await take(get(`screenings/${screening.code}/export/${name}`), given(screening.code.toLowerCase()));
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([200, type, "no-store"]);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${screening.code}.${ends}"`);
    expect(await answer.text()).toBe(text());
    expect(await events()).toEqual([{ action: "export", actor: clinician.member.id, code: screening.code }]);
    expect(Number((await count())?.["events"])).toBe(before + 1);
  });

  test("is nobody else's, and none where there is none", async () => {
    const elsewhere = await newSite(`Import Ward ${name}`);
    const before = await count();
    const status = async (cookie: string, code: string) => (await take(get(`screenings/${code}/export/${name}`, { cookie }), given(code))).status;
    expect([await status("", screening.code), await status(elsewhere.cookie, screening.code), await status(clinician.cookie, "IS-0000-0000"), await status(clinician.cookie, "x")]).toEqual([401, 404, 404, 404]);
    expect(await count()).toEqual(before);
  });
});

const nobody = { cookie: null, origin: null, "idempotency-key": null };
const send = (body: string, changes: Record<string, string | null> = {}) => postImport(post("import", body, { ...nobody, ...changes }));

describe("importing", () => {
  const told = async (answer: Response) => {
    const { type, detail, errors } = (await answer.json()) as { type: string; detail?: string; errors?: unknown };
    return [answer.status, type.replace("urn:image-screen:", ""), detail ?? errors];
  };

  const same = ({ sex, age, gestation, size, findings, context, variant }: Screening) => ({ sex, age, gestation, size, findings, context, variant });

  test.each(["phenopacket", "fhir-response", "json"] as const)("a %s of ours gives its draft back, for anybody, and keeps nothing", async (name) => {
    const before = await count();
    const answer = await send(files[name].text(), { "content-type": name !== "fhir-response" ? "application/json" : "application/fhir+json; charset=utf-8" });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const { draft, notOnChecklist, issues } = (await answer.json()) as { draft: Screening; notOnChecklist: object; issues: object[] };
    expect(same(draft)).toEqual(same(screening));
    const told = [...Object.keys(screening.findings), ...Object.keys(screening.size ?? {}), "acthTwiceLimit"];
    expect(draft.origin).toEqual(Object.fromEntries(told.map((one) => [one, "imported"])));
    expect([notOnChecklist, issues]).toEqual([{ observed: [], excluded: [], questions: [] }, []]);
    expect(await count()).toEqual(before);
    expect((await POST(post("screenings", JSON.stringify(draft)))).status).toBe(201);
  });

  test("takes a draft of ours, and a screening on an earlier checklist, and names the faults of one that is later or odd", async () => {
    for (const own of [soundDraft, { ...screening, checklist: "0.9" }]) expect(await (await send(JSON.stringify(own))).json()).toMatchObject({ draft: { checklist: soundDraft.checklist, findings: own.findings } });
    const odd = { ...screening, checklist: "99.0", sex: "Zzyzx", follows: "IS-0000-0000", outcome: "Zzyzx" };
    expect(await told(await send(JSON.stringify(odd)))).toEqual([422, "not-importable", [{ pointer: "", code: "unknown-key" }, { pointer: "/checklist", code: "not-current" }, { pointer: "/sex", code: "not-allowed" }]]);
    expect(await told(await send(JSON.stringify({ ...screening, findings: { "genital-anomaly": "excluded", micropenis: "observed" } })))).toEqual([422, "contradiction", expect.anything()]);
  });

  test("tells what was not on the checklist, and nothing of whom it was about", async () => {
    const packet = { ...toPhenopacket(screening), subject: { id: "Zzyzx-Smith", sex: "MALE", dateOfBirth: "1987-03-14T00:00:00Z" }, phenotypicFeatures: [{ type: { id: "HP:0001250", label: "Zzyzx" } }, { type: { id: "HP:0001511" } }] };
    const text = await (await send(JSON.stringify(packet))).text();
    expect(JSON.parse(text)).toMatchObject({ draft: { sex: "male", findings: { iugr: "observed" }, origin: { iugr: "imported" } }, notOnChecklist: { observed: ["HP:0001250"], excluded: [] } });
    expect(text).not.toMatch(/Zzyzx|1987/);
  });

  test.each([
    ["no object", "[]", {}, [422, "not-importable", expect.stringContaining("not a phenopacket") as unknown]],
    ["another resource of FHIR", '{"resourceType":"Patient","name":"Zzyzx"}', {}, [422, "not-importable", expect.arrayContaining([{ pointer: "/resourceType", code: "not-allowed" }]) as unknown]],
    ["half an object", "{", {}, [400, "not-json", undefined]],
    ["a key twice", '{"subject":{},"subject":{}}', {}, [400, "duplicate-key", undefined]],
    ["more than 5 MB", " ".repeat(5_000_001), {}, [413, "too-large", undefined]],
    ["a table", "code,year", { "content-type": "text/csv" }, [415, "not-application-json", undefined]],
  ])("refuses %s with a reason", async (_, body, changes, expected) => {
    expect(await told(await send(body, changes))).toEqual(expected);
  });

  test("reads many, one a line, each answered in order; one that cannot be taken stops no other", async () => {
    const lines = { "content-type": "application/x-ndjson" };
    const packet = toPhenopacket(screening);
    const apart = JSON.stringify({ ...screening, findings: { "genital-anomaly": "excluded", micropenis: "observed" } });
    const before = await count();
    const answer = await send([JSON.stringify(packet), "{", "", "[]", apart, JSON.stringify(toQuestionnaireResponse(screening)), JSON.stringify(soundDraft)].join("\n"), lines);
    expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([200, "application/x-ndjson", "no-store"]);
    const told = (await answer.text()).trim().split("\n").map((line) => JSON.parse(line) as { line: number; draft?: Screening; errors?: { code: string }[]; detail?: string });
    expect(told.map(({ line, draft, errors = [] }) => [line, draft ? "read" : errors[0]?.code])).toEqual([[1, "read"], [2, "not-json"], [4, "not-importable"], [5, expect.any(String)], [6, "read"], [7, "read"]]);
    expect(told[2]?.detail).toContain("not a phenopacket");
    expect(told[0]).toEqual({ line: 1, ...((await (await send(JSON.stringify(packet))).json()) as object) });
    expect(await count()).toEqual(before);
    const whole = (await (await send(`${JSON.stringify(packet)}\n`.repeat(5_000), lines)).text()).trim().split("\n");
    expect(JSON.parse(whole.at(-1) ?? "")).toMatchObject({ errors: [{ pointer: "", code: "too-large" }] });
    expect((await send("{}", { "content-type": "application/jsonl" })).status).toBe(415);
  });

  test("refuses findings that contradict each other, in either form", async () => {
    const findings = { "genital-anomaly": "excluded", micropenis: "observed" } as const;
    const response = toQuestionnaireResponse({ ...screening, findings });
    expect(await told(await send(JSON.stringify(response)))).toEqual([422, "contradiction", expect.arrayContaining([{ pointer: "/findings/micropenis", code: expect.any(String) as unknown }])]);
    const packet = { ...toPhenopacket(screening), phenotypicFeatures: [{ type: { id: "HP:0000054" } }, { type: { id: "HP:0000078" }, excluded: true }] };
    expect((await told(await send(JSON.stringify(packet))))[0]).toBe(422);
  });
});

describe("for everybody", () => {
  test("there is the questionnaire under the name that responses give it, and what of FHIR is served", async () => {
    const answers = [getQuestionnaire(), getMetadata()];
    expect(answers.map(({ status, headers }) => [status, headers.get("content-type")])).toEqual([[200, "application/fhir+json"], [200, "application/fhir+json"]]);
    const [form, metadata] = (await Promise.all(answers.map((answer) => answer.json()))) as { url: string; resourceType: string }[];
    expect([form, metadata?.resourceType]).toEqual([JSON.parse(JSON.stringify(questionnaire())), "CapabilityStatement"]);
    expect(form?.url).toBe(OWN_QUESTIONNAIRE);
    expect(metadata).toMatchObject({ software: { version: (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version } });
  });

  test("there are the dictionaries of the tables", async () => {
    expect([await getCsvDictionary().text(), await getRedcap().text()]).toEqual([csvDictionary(), redcapDictionary()]);
  });
});
