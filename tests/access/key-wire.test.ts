import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { raw } from "@/tests/cli/asking";
import { BUILT, call, newSite, save, startServer } from "./server";
import type { Person, Served } from "./server";
import { draft } from "./two-sites";

describe.skipIf(!BUILT)("a key on the wire", () => {
  let server: Served;
  let admin: Person;
  let good = "";
  let revoked = "";
  let port = 0;

  beforeAll(async () => {
    server = await startServer();
    port = Number(new URL(server.origin).port);
    admin = await newSite(server, "Ward of Wires", "Ada Wire");
    await save(server, admin, draft);
    const make = async () => (await call(server, "POST", "/api/v1/keys", { body: { name: "A program", scope: "read" }, cookie: admin.cookie, status: 201 })).json;
    [good, revoked] = await Promise.all([make(), make()]).then(async ([one, two]) => {
      await call(server, "DELETE", `/api/v1/keys/${String(two["id"])}`, { cookie: admin.cookie, status: 204 });
      return [String(one["key"]), String(two["key"])];
    });
  });
  afterAll(() => server?.stop());

  /** What is answered to these lines of a head, beside a session that lives: it must not count where a key is meant. */
  async function answered(lines: string[], cookie = admin.cookie): Promise<{ status: number; type: string; text: string }> {
    const head = ["GET /api/v1/screenings HTTP/1.1", `Host: localhost:${port}`, ...(cookie ? [`Cookie: ${cookie}`] : []), ...lines, "Connection: close", "", ""].join("\r\n");
    const text = await raw(port, head);
    return { status: Number(text.slice(9, 12)), type: /urn:image-screen:([\w-]+)/.exec(text)?.[1] ?? "", text };
  }
  const seen = async (...lines: string[]) => {
    await server.query("DELETE FROM attempt");
    const { status, type } = await answered(lines);
    return `${status} ${type}`.trim();
  };

  test.each([
    ["in lower case", () => [`authorization: bearer ${good}`]],
    ["in capitals", () => [`AUTHORIZATION: BEARER ${good}`]],
    ["with spaces and a tab around it", () => [`Authorization: \t Bearer   ${good} \t `]],
    ["before a second one, which is not heard", () => [`Authorization: Bearer ${good}`, `Authorization: Bearer ${revoked}`]],
  ])("is good %s", async (_, lines) => {
    expect(await seen(...lines())).toBe("200");
    expect(await answered(lines(), "").then(({ status }) => status)).toBe(200);
  });

  test.each([
    ["revoked", () => [`Authorization: Bearer ${revoked}`]],
    ["revoked, before a good one", () => [`Authorization: Bearer ${revoked}`, `Authorization: Bearer ${good}`]],
    ["with another one behind a comma", () => [`Authorization: Bearer ${good}, Bearer ${good}`]],
    ["in capitals itself", () => [`Authorization: Bearer ${good.toUpperCase()}`]],
    ["with a sign more", () => [`Authorization: Bearer ${good}=`]],
    ["with a space within", () => [`Authorization: Bearer ${good.slice(0, 20)} ${good.slice(20)}`]],
    ["in letters beyond ASCII", () => ["Authorization: Bearer isk_\u00fc\u00ff\u0080"]],
    ["in a full header", () => [`Authorization: Bearer isk_${"x".repeat(12_000)}`]],
  ])("is refused %s, and no cookie helps", async (_, lines) => {
    expect(await seen(...lines())).toBe("401 key-refused");
  });

  test.each([
    ["100 kB of it", () => [`Authorization: Bearer isk_${"x".repeat(100_000)}`], "431"],
    ["100 headers of it and more", () => Array.from({ length: 3_000 }, () => "Authorization: Bearer isk_x"), "431"],
    ["a NUL in it", () => ["Authorization: Bearer isk_\u0000"], "400"],
    ["a space before the colon", () => [`Authorization : Bearer ${good}`], "400"],
    ["a line that goes on", () => ["Authorization: Bearer", ` ${good}`], "400"],
  ])("is no request with %s, and the next one is answered", async (_, lines, status) => {
    expect((await answered(lines())).status).toBe(Number(status));
    expect(await seen(`Authorization: Bearer ${good}`)).toBe("200");
  });

  test("counts behind another authorization for nothing: what a proxy asks of browsers comes first, and without a cookie nobody is there", async () => {
    for (const first of ["Basic eDp5", "Bearer eyJhbGciOiJub25lIn0.e30."]) {
      const { status, type } = await answered([`Authorization: ${first}`, `Authorization: Bearer ${good}`], "");
      expect([status, type]).toEqual([401, "not-signed-in"]);
    }
  });

  test("comes back in no answer, whatever is the matter with it", async () => {
    for (const lines of [[`Authorization: Bearer ${good}`], [`Authorization: Bearer ${revoked}`], [`Authorization : ${good}`], [`Authorization: Bearer ${good}${"x".repeat(20_000)}`], [`X-${good}: 1`]]) {
      const { text } = await answered(lines);
      expect([text.length > 0, text.includes(good.slice(4)), text.includes(revoked.slice(4))]).toEqual([true, false, false]);
    }
  });

  test("is found nowhere in the database, and its use to the day alone", async () => {
    const tables = await server.query("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname <> 'information_schema'");
    for (const { name } of tables) {
      for (const key of [good, revoked]) expect(await server.query(`SELECT FROM ${String(name)} t WHERE strpos(t::text, $1) > 0`, [key.slice(4)]), String(name)).toEqual([]);
    }
    expect(await server.query("SELECT DISTINCT data_type AS type FROM information_schema.columns WHERE table_name = 'api_key' AND column_name LIKE '%used%'")).toEqual([{ type: "date" }]);
  });
});
