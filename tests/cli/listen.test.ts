import { request } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { Listening } from "@/lib/cli/listen";
import { listen, ownOrigins } from "@/lib/cli/listen";

type Reply = { status: number; headers: IncomingHttpHeaders; body: string };

const open: Listening[] = [];

async function listening(): Promise<Listening> {
  const given = await listen("127.0.0.1", 0);
  open.push(given);
  return given;
}

function get(port: number, headers: Record<string, string> = {}, path = "/"): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers, agent: false }, (reply) => {
      let body = "";
      reply.on("data", (chunk) => (body += chunk));
      reply.on("end", () => resolve({ status: reply.statusCode ?? 0, headers: reply.headers, body }));
    });
    sent.on("error", reject).end();
  });
}

/** Sends raw bytes and gives back everything until the server closes. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => (answer += chunk));
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}

afterEach(async () => {
  for (const each of open.splice(0)) await each.drain(0);
});

describe("the port", () => {
  test("answers 503 until there is something to serve", async () => {
    const { port, serve } = await listening();
    expect(await get(port)).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    serve((_request, response) => response.end("here"));
    expect(await get(port)).toMatchObject({ status: 200, body: "here" });
  });

  test("is refused in one sentence when it is taken", async () => {
    const { port } = await listening();
    await expect(listen("127.0.0.1", port)).rejects.toThrow(`Port ${port} cannot be had (EADDRINUSE); set PORT to another.`);
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
  });

  test("without what only a proxy may say", async () => {
    const { port, serve } = await listening();
    serve((received, response) => response.end(JSON.stringify(received.headers)));
    const { body } = await get(port, { host: `localhost:${port}`, "x-forwarded-host": "evil.example", "x-forwarded-proto": "https", forwarded: "host=evil.example" });
    expect(body).not.toMatch(/evil|forwarded/);
  });

  test("with headers of bounded size and time", async () => {
    const { port } = await listening();
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nX: ${"x".repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 431 /);
    const begun = Date.now();
    expect(await raw(port, "GET / HTTP/1.1\r\nHost: loc")).toMatch(/^HTTP\/1.1 408 /);
    expect(Date.now() - begun).toBeLessThan(14_000);
  }, 20_000);
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
