import { afterEach, describe, expect, test } from "vitest";
import { clientAddress } from "@/lib/cli/headers";
import { networks } from "@/lib/cli/settings.mjs";
import { PATIENCE } from "@/lib/cli/slow";
import { get, hangUp, listening, raw } from "./asking";

afterEach(hangUp);

describe("a request keeps what the application knows", () => {
  test("without what only a proxy or the framework's own infrastructure may say", async () => {
    const { port, serve } = await listening();
    serve((received, response) => response.end(JSON.stringify(received.headers)));
    const told = [
      "forwarded", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-for", "x-real-ip", "via", "x-middleware-subrequest", "x-middleware-next", "x-matched-path",
      "x-now-route-matches", "x-invoke-path", "x-nextjs-data", "x-prerender-revalidate", "next-action", "next-resume", "rsc", "next-router-state-tree",
      "next-router-prefetch", "next-router-segment-prefetch", "content-security-policy", "range", "referer", "x-image-screen-address", "constructor",
    ];
    const { body } = await get(port, { host: `localhost:${port}`, cookie: "a=b", ...Object.fromEntries(told.map((name) => [name, "evil"])) });
    expect(body).not.toContain("evil");
    expect(JSON.parse(body)).toMatchObject({ cookie: "a=b", "x-image-screen-address": "127.0.0.1" });
  });

  test("without a form, which no route takes", async () => {
    const { port, serve } = await listening();
    serve((received, response) => response.end(String(received.headers["content-type"])));
    for (const type of ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "Multipart/Form-Data"]) {
      expect((await get(port, { host: `localhost:${port}`, "content-type": type }, "/api/v1/x", "POST")).body).toBe("undefined");
    }
    expect((await get(port, { host: `localhost:${port}`, "content-type": "application/json" }, "/api/v1/x", "POST")).body).toBe("application/json");
  });

  test("whatever its headers hold", async () => {
    const { port, serve } = await listening({ trustedProxy: ["127.0.0.1"] });
    serve((received, response) => response.end(JSON.stringify(received.headers)));
    for (const odd of ["\u00ff".repeat(2_000), ",".repeat(2_000), "[", "[::1", "::ffff:", "%", "1.2.3.4:port", "__proto__"]) {
      const headers = Object.fromEntries(["x-forwarded-for", "cookie", "accept", "user-agent", "origin", "content-type"].map((name) => [name, odd]));
      expect((await get(port, { host: `localhost:${port}`, ...headers })).status).toBe(200);
    }
  });
});

describe("the client's address", () => {
  const asked = async (trustedProxy: string[], forwardedFor?: string | string[]): Promise<string> => {
    const { port, serve } = await listening({ trustedProxy });
    serve((received, response) => response.end(received.headers["x-image-screen-address"]));
    const headers = { host: `localhost:${port}`, "x-image-screen-address": "6.6.6.6", ...(forwardedFor && { "x-forwarded-for": forwardedFor }) };
    return (await get(port, headers)).body;
  };

  test("is the peer's, whatever anybody says, unless that is a trusted proxy", async () => {
    expect(await asked([])).toBe("127.0.0.1");
    expect(await asked([], "9.9.9.9")).toBe("127.0.0.1");
    expect(await asked(["10.0.0.0/8"], "9.9.9.9")).toBe("127.0.0.1");
    expect(await asked(["127.0.0.1"])).toBe("127.0.0.1");
  });

  test("is the nearest one before the trusted proxies; what the client itself sent is never reached", async () => {
    expect(await asked(["127.0.0.1"], "6.6.6.6, 9.9.9.9")).toBe("9.9.9.9");
    expect(await asked(["127.0.0.1"], ["6.6.6.6", "9.9.9.9"])).toBe("9.9.9.9");
    expect(await asked(["127.0.0.0/8", "10.0.0.0/8"], "6.6.6.6, 9.9.9.9, 10.1.2.3")).toBe("9.9.9.9");
    expect(await asked(["127.0.0.1", "10.0.0.0/8"], "10.0.0.1, 10.0.0.2")).toBe("10.0.0.1");
    expect(await asked(["127.0.0.1"], "6.6.6.6, unknown")).toBe("127.0.0.1");
  });

  test("has one spelling", () => {
    const trusted = networks(["::1", "fd00::/8"]);
    expect(clientAddress("::ffff:192.0.2.1", undefined, trusted)).toBe("192.0.2.1");
    expect(clientAddress("::1", "2001:DB8:0:0::1", trusted)).toBe("2001:db8::1");
    expect(clientAddress("::1", "::FFFF:C000:0201", trusted)).toBe("192.0.2.1");
    expect(clientAddress("::1", "[2001:db8::1]:443, fd00::7", trusted)).toBe("2001:db8::1");
    expect(clientAddress("::1", "192.0.2.1:5555", trusted)).toBe("192.0.2.1");
    expect(clientAddress("fe80::1%eth0", undefined, trusted)).toBe("fe80::1");
    expect(clientAddress("", "9.9.9.9", trusted)).toBe("");
  });
});

describe("every response has the headers that keep a page to itself", () => {
  const NEEDED = {
    "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  };

  /** One of each kind: served, refused by us, and what Node itself would refuse. */
  async function answers(port: number): Promise<Record<string, string>> {
    const host = `Host: localhost:${port}\r\nConnection: close\r\n`;
    return {
      200: await raw(port, `GET / HTTP/1.1\r\n${host}\r\n`),
      400: await raw(port, `GET /% HTTP/1.1\r\n${host}\r\n`),
      405: await raw(port, `POST / HTTP/1.1\r\n${host}\r\n`),
      413: await raw(port, `POST /api/v1/x HTTP/1.1\r\n${host}Content-Length: 9999999\r\n\r\n`),
      417: await raw(port, `GET / HTTP/1.1\r\n${host}Expect: tea\r\n\r\n`),
      421: await raw(port, "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
      "400 ": await raw(port, "what is this\r\n\r\n"),
      "400  ": await raw(port, `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`),
      431: await raw(port, `GET / HTTP/1.1\r\n${host}X: ${"x".repeat(20_000)}\r\n\r\n`),
      408: await raw(port, "GET / HTTP/1.1\r\nHo"),
    };
  }

  test("refusals too; browsers are told to insist on https only where they come over it", async () => {
    const here = await listening({}, { ...PATIENCE, headers: 500, check: 100 });
    const there = await listening({ baseUrl: "https://screen.hospital.example" }, { ...PATIENCE, headers: 500, check: 100 });
    const ok = (_request: unknown, response: { end(text: string): unknown }): unknown => response.end("here");
    here.serve(ok);
    there.serve(ok);
    const [plain, secure] = await Promise.all([answers(here.port), answers(there.port)]);
    for (const [status, answer] of [...Object.entries(plain), ...Object.entries(secure)]) {
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status.trim()} `));
      for (const [name, value] of Object.entries(NEEDED)) expect(answer.toLowerCase(), `${status}: ${name}`).toContain(`\r\n${name}: ${value.toLowerCase()}\r\n`);
      expect(answer).toMatch(/\r\npermissions-policy: .*camera=\(\)/i);
    }
    for (const answer of Object.values(plain)) expect(answer.toLowerCase()).not.toContain("strict-transport-security");
    for (const answer of Object.values(secure)) expect(answer.toLowerCase()).toContain("strict-transport-security: max-age=31536000\r\n");
    expect((await raw((await listening()).port, "GET / HTTP/1.0\r\nHost: evil\r\n\r\n")).split("\r\n")[0]).toContain("421");
  });

});
