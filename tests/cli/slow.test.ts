import type { IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { PATIENCE } from "@/lib/cli/slow";
import { hangUp, listening, raw } from "./asking";

const SHORT = { ...PATIENCE, headers: 500, request: 1_000, long: 4_000, idle: 1_000, take: 1_500, check: 100 };
const PART = 1_000_000;
const PARTS = 20;

/** A server that sends 20 MB to whoever asks; how long after the request the response was over. */
async function sending(patience: typeof SHORT): Promise<{ ask: () => Socket; over: Promise<number> }> {
  const { port, serve } = await listening({}, patience);
  const over = new Promise<number>((resolve) => {
    serve((_request, response) => {
      const begun = Date.now();
      response.once("close", () => resolve(Date.now() - begun));
      for (let part = 0; part < PARTS; part += 1) response.write(Buffer.alloc(PART));
      response.end();
    });
  });
  const ask = (): Socket => {
    const socket: Socket = connect(port, "127.0.0.1", () => socket.write(`GET / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`));
    return socket.on("error", () => {});
  };
  return { ask, over };
}

/** Takes what comes with a rest after each piece; how much it got in the end. */
function takeSlowly(socket: Socket): Promise<number> {
  let taken = 0;
  socket.on("data", (chunk) => {
    taken += chunk.length;
    socket.pause();
    setTimeout(() => socket.resume(), 10);
  });
  return new Promise((resolve) => socket.on("close", () => resolve(taken)));
}

afterEach(hangUp);

describe("a client is cut off", () => {
  test("that is slow to send its headers, or its body", async () => {
    const { port, serve } = await listening({}, SHORT);
    serve((received, response) => void received.resume().on("end", () => response.end()));
    const begun = Date.now();
    expect(await raw(port, "GET / HTTP/1.1\r\nHost: loc")).toMatch(/^HTTP\/1.1 408 /);
    expect(Date.now() - begun).toBeLessThan(2_500);
    expect(await raw(port, `POST /api/v1/x HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 100\r\n\r\n{`)).toMatch(/^(HTTP\/1.1 408 |$)/);
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  test("that falls silent in the middle of its body, and is told so before any check comes round", async () => {
    const { port, serve } = await listening({}, { ...SHORT, check: 60_000 });
    serve((received, response) => void received.resume().on("end", () => response.end()));
    expect(await raw(port, `POST /api/v1/x HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 100\r\n\r\n{`)).toMatch(/^HTTP\/1.1 408 /);
  });

  test("that says nothing, or does not read what it asked for", async () => {
    const { ask, over } = await sending(SHORT);
    const begun = Date.now();
    const socket = ask().pause();
    expect(await over).toBeGreaterThan(900);
    expect(Date.now() - begun).toBeLessThan(5_000);
    socket.destroy();
    const { port } = await listening({}, SHORT);
    expect(await raw(port, "")).toMatch(/^(HTTP\/1.1 408 |$)/);
  });

  test("that reads too slowly, however steadily", async () => {
    const { ask, over } = await sending({ ...SHORT, leastPerSecond: 100 * PART });
    const taken = await takeSlowly(ask());
    expect(await over).toBeGreaterThan(1_400);
    expect(taken).toBeLessThan(PART * PARTS);
  });
});

describe("a request that is answered while it comes", () => {
  const head = (port: number, type = "application/x-ndjson", path = "/api/v1/screenings") => `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: ${type}\r\nContent-Length: 1000000\r\n\r\n`;

  /** Sends a byte five times a second; how long until the server closes, and what it said. */
  function drip(port: number, first: string): Promise<{ after: number; said: string }> {
    const begun = Date.now();
    let said = "";
    return new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(first));
      const drops = setInterval(() => socket.write("\n"), 200);
      socket.on("error", () => {}).on("data", (chunk) => (said += chunk));
      socket.on("close", () => {
        clearInterval(drops);
        resolve({ after: Date.now() - begun, said });
      });
    });
  }

  test("has longer, and an end too; every other has not, wherever it goes", async () => {
    const { port, serve } = await listening({}, SHORT);
    serve((received) => void received.resume());
    const [lines, json, elsewhere] = await Promise.all([drip(port, head(port)), drip(port, head(port, "application/json")), drip(port, head(port, "application/x-ndjson", "/api/v1/import"))]);
    for (const { after, said } of [json, elsewhere]) expect([after < 3_000, said.split("\r\n")[0]]).toEqual([true, "HTTP/1.1 408 Request Timeout"]);
    expect([lines.after > 3_500, lines.after < 6_500]).toEqual([true, true]);
  });

  test("has no longer than any other once it is answered", async () => {
    const { port, serve } = await listening({}, SHORT);
    serve((_received, response) => response.writeHead(401).end());
    const { after, said } = await drip(port, head(port));
    expect([after < 3_000, said.split("\r\n")[0]]).toEqual([true, "HTTP/1.1 401 Unauthorized"]);
  });

  test("may be answered long before the client begins to read", async () => {
    const { port, serve } = await listening({}, { ...SHORT, take: 1_500, long: 20_000 });
    serve((received, response) => {
      received.on("data", () => {}).on("end", () => response.end());
      // More than the connection takes by itself, from the first moment on.
      for (let part = 0; part < PARTS; part += 1) response.write(Buffer.alloc(PART));
    });
    const socket = connect(port, "127.0.0.1", () => socket.write(head(port).replace("1000000", "16")));
    socket.on("error", () => {}).pause();
    for (let sent = 0; sent < 16; sent += 1) {
      await sleep(200);
      socket.write("\n");
    }
    const taken = takeSlowly(socket);
    socket.resume();
    expect(await taken).toBeGreaterThan(PART * PARTS);
  });
});

describe("a request that is given up in the middle", () => {
  /** Takes so many bytes, as the application does, then answers and lets go of the rest, and of what Node knows of it. */
  const takesSome = (most: number) => async (received: IncomingMessage, response: ServerResponse) => {
    const reader = (Readable.toWeb(received) as ReadableStream<Uint8Array>).getReader();
    for (let taken = 0; taken <= most; ) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) break;
      taken += value?.length ?? 0;
    }
    reader.cancel().catch(() => {});
    // As Node leaves it once the connection is gone.
    Object.assign(received, { socket: null });
    response.writeHead(413).end("too much");
  };

  test.each(["end", "reset", "wait"])("and whose client then does this: %s", { timeout: 10_000 }, async (then) => {
    const died: unknown[] = [];
    const note = (error: unknown) => died.push(error);
    process.on("uncaughtException", note);
    const { port, serve } = await listening({}, { ...SHORT, request: 600 });
    serve((received, response) => void takesSome(20_000)(received, response).catch(note));
    const socket = connect(port, "127.0.0.1", () => socket.write(`POST /api/v1/assess HTTP/1.1\r\nHost: localhost:${port}\r\nTransfer-Encoding: chunked\r\n\r\n${`2710\r\n${"x".repeat(10_000)}\r\n`.repeat(8)}`));
    socket.on("error", () => {}).resume();
    await sleep(200);
    if (then === "end") socket.end();
    if (then === "reset") socket.resetAndDestroy();
    await sleep(1_600);
    process.off("uncaughtException", note);
    expect(died).toEqual([]);
    // Whoever only waits was cut off, and the server still answers.
    expect(socket.destroyed).toBe(true);
    serve((_received, response) => response.end("alive"));
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`)).toMatch(/alive/);
  });
});

test("a client that takes its time, but not too much, gets the whole of it", async () => {
  const { ask, over } = await sending(SHORT);
  const taken = await takeSlowly(ask());
  expect(await over).toBeGreaterThan(SHORT.take);
  expect(taken).toBeGreaterThan(PART * PARTS);
});

test("in earnest it waits 10 s for headers, 30 s for the rest and half an hour for many screenings", () => {
  expect(PATIENCE).toMatchObject({ headers: 10_000, request: 30_000, long: 1_800_000, idle: 30_000, take: 60_000 });
});
