import { connect } from "node:net";
import { expect } from "@playwright/test";
import { test } from "./page";

test.use({ who: "clinician" });

/** Sends bytes as they are and returns the first line of the answer, or "" where the connection was closed without. */
function raw(port: number, chunks: (string | Buffer)[], waitMs = 0): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let answer = "";
    socket.on("data", (data) => (answer += data));
    socket.on("error", () => resolve(answer.split("\r\n")[0] ?? ""));
    socket.on("close", () => resolve(answer.split("\r\n")[0] ?? ""));
    void (async () => {
      for (const chunk of chunks) {
        socket.write(chunk);
        if (waitMs) await new Promise((next) => setTimeout(next, waitMs));
      }
    })();
  });
}

const head = (port: number, cookie: string, length: string) =>
  `POST /api/v1/screenings HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nContent-Type: application/json\r\nCookie: ${cookie}\r\nIdempotency-Key: socket-test-1\r\nConnection: close\r\n${length}\r\n\r\n`;

test("huge, slow, cut and foreign requests over the wire are never a 5xx and never save", async ({ baseURL, request }) => {
  test.setTimeout(90_000);
  const port = Number(new URL(baseURL ?? "").port);
  const count = async () => (await (await request.get("/api/v1/screenings?limit=200")).json()).screenings.length;
  const before = await count();
  const cookie = (await request.storageState()).cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const huge = Buffer.alloc(3_000_000, "a");
  const answers = await Promise.all([
    raw(port, [head(port, cookie, `Content-Length: ${huge.length}`), huge]),
    raw(port, [head(port, cookie, "Transfer-Encoding: chunked"), `${huge.length.toString(16)}\r\n`, huge, "\r\n0\r\n\r\n"]),
    raw(port, [head(port, cookie, "Content-Length: 500"), "{", " ", " "], 500),
    raw(port, [`GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`]),
    raw(port, [`GET /api/v1/screenings/%ff HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`]),
    raw(port, [`GET /screenings/%E0%A4%A HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`]),
    raw(port, [`TRACE /api/v1/assess HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`]),
    raw(port, [`POST /api/v1/screenings HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://evil.example\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`]),
  ]);
  for (const answer of answers) expect(answer).not.toMatch(/HTTP\/1\.1 5/);
  expect(answers[0]).toMatch(/413|^$/);
  expect(answers[2]).toContain("408");
  expect(answers[3]).toContain("421");
  expect(answers[4]).toContain("400");
  expect(answers[5]).toContain("400");
  expect(answers[6]).toContain("405");
  expect(answers[7]).toContain("403");
  expect(await count()).toBe(before);
});
