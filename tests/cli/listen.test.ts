import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { listen, ownOrigins } from "@/lib/cli/listen";
import { get, hangUp, listening, raw } from "./asking";

afterEach(hangUp);

describe("the port", () => {
  test("answers 503 until there is something to serve", async () => {
    const { port, serve } = await listening();
    expect(await get(port)).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    serve((_request, response) => response.end("here"));
    expect(await get(port)).toMatchObject({ status: 200, body: "here" });
  });

  test("says meanwhile that the process lives, and to programs what is the matter", async () => {
    const { port } = await listening();
    const told = async (path: string) => {
      const { status, headers, body } = await get(port, { host: `localhost:${port}` }, path);
      return [status, headers["content-type"], headers["retry-after"], headers["cache-control"], JSON.parse(body) as unknown];
    };
    expect(await told("/api/v1/health/live")).toEqual([200, "application/json", undefined, "no-store", { status: "ok" }]);
    expect(await told("/api/v1/health/ready")).toEqual([503, "application/problem+json", "1", "no-store", { type: "about:blank", title: "Service Unavailable", detail: "IMAGe Screen is starting.", status: 503 }]);
  });

  test("is refused in one sentence when it is taken", async () => {
    const { port } = await listening();
    await expect(listen({ host: "127.0.0.1", port })).rejects.toThrow(`Port ${port} cannot be had (EADDRINUSE); set PORT to another.`);
  });
});

describe("a request passes", () => {
  test("under each of our own origins", async () => {
    const { port, serve } = await listening();
    serve((_request, response) => response.end("here"));
    for (const origin of ownOrigins(port)) expect((await get(port, { host: new URL(origin).host })).status).toBe(200);
    expect((await get(port, { host: `LOCALHOST:${port}` })).status).toBe(200);
  });

  test("under no other name, and nothing of the name comes back", async () => {
    const { port, serve } = await listening();
    serve((_request, response) => response.end("here"));
    for (const host of ["evil.example", `evil.example:${port}`, "localhost", `localhost:${port + 1}`, `localhost:${port}.evil.example`, `127.0.0.2:${port}`]) {
      const reply = await get(port, { host });
      expect(reply.status).toBe(421);
      expect(reply.body).not.toContain("evil");
    }
  });

  test("only with a path as its target", async () => {
    const { port } = await listening();
    expect(await raw(port, `GET http://evil.example/ HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(port, "GET / HTTP/1.0\r\n\r\n")).toMatch(/^HTTP\/1.1 421 /);
    for (const [path, status] of [["/%ZZ", 400], ["/a%00b", 400], ["/a?code=%00", 400], ["/api/%2e%2e", 400], ["/api/../screenings", 400], ["/a/./b", 400], ["/api\\..\\x", 400], ["/_global-error", 404], ["/screenings/x.rsc", 404], ["/screenings/x%2ErSc?y", 404]] as const) {
      expect([path, (await get(port, { host: `localhost:${port}` }, path)).status]).toEqual([path, status]);
    }
  });

  test("and tells programs as the API does why not, without what was sent", async () => {
    const { port } = await listening();
    const told = async (path: string, headers: Record<string, string> = {}, method = "GET") => {
      const { status, headers: said, body } = await get(port, { host: `localhost:${port}`, ...headers }, path, method);
      return [status, said["content-type"], said.allow !== undefined, JSON.parse(body) as unknown];
    };
    const problem = (status: number, title: string, detail?: string) => [status, "application/problem+json", status === 405, { type: status === 413 ? "urn:image-screen:too-large" : "about:blank", title, ...(detail !== undefined && { detail }), status }];
    expect(await told("/api/v1/screenings/%00Zzyzx")).toEqual(problem(400, "Bad Request", "The request names no path of this server."));
    expect(await told("/api/v1/x", { host: "evil.example" })).toEqual(problem(421, "Misdirected Request", "This server does not answer to that name."));
    expect(await told("/api/v1/x", {}, "PROPFIND")).toEqual(problem(405, "Method Not Allowed", "This method is not answered here."));
    expect(await told("/api/v1/x", { "content-length": "5000001" }, "POST")).toEqual(problem(413, "The body is larger than 5 MB."));
    expect((await get(port, { host: `localhost:${port}` }, "/%00")).headers["content-type"]).toMatch(/^text\/plain/);
  });

  test("with a method that is known there", async () => {
    const { port, serve } = await listening();
    serve((_request, response) => response.end("here"));
    const status = async (method: string, path: string): Promise<number> => (await get(port, { host: `localhost:${port}` }, path, method)).status;
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]) expect(await status(method, "/screenings")).toBe(405);
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) expect(await status(method, "/api/v1/x")).toBe(200);
    for (const method of ["TRACE", "PROPFIND", "LOCK"]) expect(await status(method, "/api/v1/x")).toBe(405);
  });

  test("with a body of at most 5 MB, which is refused before it is sent", async () => {
    const { port, serve } = await listening();
    serve((received, response) => void received.resume().on("end", () => response.end("taken")));
    const head = `POST /api/v1/x HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n`;
    expect(await raw(port, `${head}Content-Length: 5000001\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 /);
    expect(await raw(port, `${head}Content-Length: 5000001\r\nExpect: 100-continue\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 /);
    expect(await raw(port, `${head.replace("localhost", "evil")}Content-Length: 2\r\nExpect: 100-continue\r\n\r\n`)).toMatch(/^HTTP\/1.1 421 /);
    expect(await raw(port, `${head}Content-Length: 2\r\nExpect: 100-continue\r\n\r\n{}`)).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 200 /);
    expect(await raw(port, `${head}Content-Length: 2\r\nExpect: tea\r\n\r\n{}`)).toMatch(/^HTTP\/1.1 417 /);
  });

  test("with up to 100 MB where it is screenings, one a line", async () => {
    const { port, serve } = await listening();
    serve((_received, response) => response.writeHead(202, { connection: "close" }).end());
    const status = async (path: string, type: string, length: number): Promise<string> =>
      (await raw(port, `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n`)).slice(9, 12);
    const [lines, path] = ["application/x-ndjson", "/api/v1/screenings"];
    expect([await status(path, lines, 100_000_001), await status(path, "application/json", 5_000_001), await status(`${path}/x`, lines, 5_000_001)]).toEqual(["413", "413", "413"]);
    expect([await status(path, lines, 100_000_000), await status(`${path}?x`, `${lines}; charset=utf-8`, 5_000_001)]).toEqual(["202", "202"]);
  });

  test("behind a proxy it answers to the name in front, and where other machines reach it, to no other", async () => {
    const baseUrl = "https://screen.hospital.example";
    const behind = await listening({ baseUrl });
    const outside = await listening({ baseUrl, host: "0.0.0.0" });
    expect([behind.origins, outside.origins]).toEqual([[...ownOrigins(behind.port), baseUrl], [baseUrl]]);
    for (const { port, serve } of [behind, outside]) {
      serve((_request, response) => response.end("here"));
      expect((await get(port, { host: "Screen.Hospital.example" })).status).toBe(200);
    }
    expect((await get(behind.port, { host: `localhost:${behind.port}` })).status).toBe(200);
    expect((await get(outside.port, { host: `localhost:${outside.port}` })).status).toBe(421);
  });
});

describe("at the end", () => {
  test("what is under way finishes, what is idle or silent does not hold it up", async () => {
    const { port, serve, drain } = await listening();
    serve((_request, response) => void sleep(600).then(() => response.writeHead(201).end("saved")));
    const silent = raw(port, "");
    const half = raw(port, "POST / HTTP/1.1\r\nHo");
    const saving = get(port, { host: `localhost:${port}`, connection: "keep-alive" });
    await sleep(150);
    const begun = Date.now();
    await drain(10_000);
    expect(Date.now() - begun).toBeLessThan(2_000);
    expect(await saving).toMatchObject({ status: 201, body: "saved" });
    expect([await silent, await half]).toEqual(["", ""]);
    await expect(get(port)).rejects.toThrow("ECONNREFUSED");
  });

  test("what does not finish is cut off after the time it was given", async () => {
    const { port, serve, drain } = await listening();
    serve(() => {});
    const cut = get(port, { host: `localhost:${port}` }).catch((error: Error) => error.message);
    await sleep(100);
    const begun = Date.now();
    await drain(300);
    expect(Date.now() - begun).toBeLessThan(1_000);
    expect(await cut).toContain("hang up");
  });
});
