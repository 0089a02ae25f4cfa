import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { POST as postAssess } from "@/app/api/v1/assess/route";
import { GET as getList, POST } from "@/app/api/v1/screenings/route";
import { featureIds } from "@/lib/screening/checklist";
import { newMember, newSite, settings } from "@/tests/access/people";
import { ownDatabase } from "@/tests/store/database";
import { get, OWN_ORIGIN, post, signedInAs, soundDraft } from "./requests";

const query = ownDatabase();
const RUNS = 2_000;
const MARK = "planted-7f3a";

beforeAll(async () => {
  settings();
  signedInAs(await newMember(await newSite("Bad Input"), "clinician"));
});

type Bad = { kind: string; body: BodyInit | null; headers?: Record<string, string | null> };

const written = (value: unknown) => JSON.stringify(value);
const anyText = fc.string({ unit: "binary", maxLength: 40 });
/** Wrong wherever a draft has a value: it holds the mark, or is of no type that a draft knows. */
const wrongValue = fc.oneof(
  anyText.map((text) => MARK + text),
  anyText.map((text) => [MARK, text]),
  anyText.map((text) => ({ [MARK]: text })),
  fc.constantFrom(null, 1e21, -0.05, 77, [], [[]]),
);
const sections = ["size", "findings", "origin", "variant", "context"] as const;
const wholeDraft = {
  ...soundDraft,
  origin: { iugr: "measured" },
  variant: { gene: "CDKN1C", consequence: "missense", region: "pcna-binding", class: "pathogenic", allele: "maternal", tested: true },
  context: { steroids: true },
  gestation: "term",
};
const names = fc.oneof(fc.constantFrom("__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "then", "toJSON"), anyText.map((text) => MARK + text));

/** Puts a key into the written form of an object, where no JavaScript object would keep it. */
const insert = (text: string, name: string, value: unknown) => text.replace("{", () => `{${written(name)}:${written(value)}${text.startsWith("{}") ? "" : ","}`);

const badBody: fc.Arbitrary<Bad> = fc.oneof(
  wrongValue.map((body) => ({ kind: "no draft", body: written(body) })),
  fc.tuple(fc.constantFrom(...Object.keys(wholeDraft)), wrongValue).map(([key, value]) => ({ kind: "wrong type", body: written({ ...wholeDraft, [key]: value }) })),
  fc.tuple(fc.constantFrom(...sections), wrongValue, fc.nat()).map(([section, value, choice]) => {
    const part: object = wholeDraft[section];
    const key = Object.keys(part)[choice % Object.keys(part).length] ?? "";
    return { kind: "wrong type within", body: written({ ...wholeDraft, [section]: { ...part, [key]: value } }) };
  }),
  fc.constantFrom("checklist", "sex", "age", "findings").map((key) => ({ kind: "missing", body: written({ ...soundDraft, [key]: undefined }) })),
  fc.tuple(names, wrongValue).map(([name, value]) => ({ kind: "unknown key", body: insert(written(wholeDraft), name, value) })),
  fc.tuple(fc.constantFrom(...sections), names, wrongValue).map(([section, name, value]) => {
    const part = insert(written(wholeDraft[section]), name, value);
    return { kind: "unknown key within", body: insert(written({ ...wholeDraft, [section]: undefined }), section, null).replace(`"${section}":null`, () => `"${section}":${part}`) };
  }),
  fc.constantFrom(...featureIds).map((feature) => ({ kind: "misspelt feature", body: written({ ...soundDraft, findings: { [`${feature}-${MARK}`]: "observed" } }) })),
  fc.tuple(fc.constantFrom(...Object.keys(wholeDraft)), fc.boolean()).map(([key, escaped]) => {
    const name = escaped ? `"\\u${key.charCodeAt(0).toString(16).padStart(4, "0")}${key.slice(1)}"` : written(key);
    return { kind: "duplicate key", body: written(wholeDraft).replace("{", () => `{${name}:${written(MARK)},`) };
  }),
  fc.tuple(fc.integer({ min: 100, max: 32_000 }), fc.boolean()).map(([depth, objects]) => {
    const [open, close] = objects ? ['{"a":', "}"] : ["[", "]"];
    return { kind: "depth", body: `${open.repeat(depth)}${written(MARK)}${close.repeat(depth)}` };
  }),
  fc.tuple(fc.constantFrom("size", "findings"), fc.integer({ min: 10, max: 9_000 })).map(([section, depth]) => ({
    kind: "depth within",
    body: written({ ...soundDraft, [section]: null }).replace(`"${section}":null`, () => `"${section}":${'{"iugr":'.repeat(depth)}1${"}".repeat(depth)}`),
  })),
  fc.integer({ min: 65_537, max: 400_000 }).map((length) => ({ kind: "size", body: written({ ...soundDraft, note: MARK }).padEnd(length) })),
  fc.tuple(fc.nat({ max: 5_000 }), fc.constantFrom("findings", "size")).map(([many, section]) => ({
    kind: "many keys",
    body: written({ ...soundDraft, [section]: Object.fromEntries(Array.from({ length: many + 1 }, (_, key) => [`${MARK}${key}`, "observed"])) }),
  })),
  fc.nat({ max: written(soundDraft).length - 1 }).map((length) => ({ kind: "cut", body: written(soundDraft).slice(0, length) })),
  fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat({ max: 100 })).map(([bytes, place]) => {
    const draft = new TextEncoder().encode(written({ ...soundDraft, note: MARK }));
    return { kind: "broken UTF-8", body: Uint8Array.of(...draft.slice(0, place), ...bytes, 0xff, ...draft.slice(place)) };
  }),
  fc.uint8Array({ maxLength: 300 }).map((body) => ({ kind: "noise", body: body.slice() })),
);

const visible = fc.string({ unit: fc.constantFrom(..."abcXYZ019-_.:;=/ ,*\""), maxLength: 60 });
const badHeaders: fc.Arbitrary<Bad> = fc.oneof(
  fc.constantFrom("text/plain", "text/json", "application/xml", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/json; x=y", "application/jsonp", "*/*", "").map((type) => ({ "content-type": type })),
  visible.map((text) => ({ "content-type": `${text}${MARK}` })),
  fc.constant({ "content-type": null }),
  fc.constantFrom("gzip", "br", "deflate", "zstd", "identity, gzip").map((coding) => ({ "content-encoding": coding })),
  fc.oneof(fc.webUrl(), fc.constantFrom("null", "*", "http://localhost", `${OWN_ORIGIN}/`, `${OWN_ORIGIN}.${MARK}.example`, `${OWN_ORIGIN} ${OWN_ORIGIN}`, "HTTP://LOCALHOST:3000")).map((origin) => ({ origin })),
  fc.constant({ origin: null }),
  fc.oneof(fc.string({ unit: fc.constantFrom(..."ab1"), maxLength: 7 }), fc.string({ unit: fc.constantFrom(..."ab1"), minLength: 101, maxLength: 500 }), visible.map((text) => `${MARK} ${text}.`)).map((key) => ({ "idempotency-key": key })),
).map((headers) => ({ kind: "headers", body: written(soundDraft), headers }));

const count = async () => (await query("SELECT (SELECT count(*) FROM screening) + (SELECT count(*) FROM audit_event) + (SELECT count(*) FROM idempotency) AS rows"))[0]?.["rows"];

async function expectRefusal(answer: Response): Promise<void> {
  const text = await answer.text();
  expect([400, 403, 413, 415, 422]).toContain(answer.status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(text).not.toContain(MARK);
  expect([...answer.headers].join()).not.toContain(MARK);
  expect(text.length).toBeLessThan(20_000);
}

test(`${RUNS} bad requests to save are refused without a trace`, async () => {
  const before = await count();
  const kinds = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 4, arbitrary: badBody }, { weight: 1, arbitrary: badHeaders }), async ({ kind, body, headers }) => {
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      await expectRefusal(await POST(post("screenings", body, headers)));
    }),
    { numRuns: RUNS },
  );
  expect(await count()).toEqual(before);
  expect(kinds.size).toBe(16);
}, 120_000);

test("bad drafts are not assessed either", async () => {
  await fc.assert(
    fc.asyncProperty(badBody, async ({ body }) => {
      await expectRefusal(await postAssess(post("assess", body)));
    }),
    { numRuns: 500 },
  );
}, 60_000);

test("bad questions to the list are refused", async () => {
  const parameters = fc.array(fc.tuple(fc.oneof(names, fc.constantFrom("match", "letter", "after", "limit", "observed")), anyText.map((text) => MARK + text)), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(parameters, async (pairs) => {
      await expectRefusal(await getList(get(`screenings?${new URLSearchParams(pairs).toString()}`)));
    }),
    { numRuns: 300 },
  );
}, 60_000);
