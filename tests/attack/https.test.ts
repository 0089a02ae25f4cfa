import { existsSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Running } from "./server.mjs";
import { startServer } from "./server.mjs";
import type { Answer } from "./wire.mjs";
import { exchange } from "./wire.mjs";

const BUILT = existsSync(join(".next", "BUILD_ID"));
const NAME = "screen.hospital.example";
const ACCOUNT = { email: "first@ward.example", password: "seven quiet herons by the lock" };

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

describe.skipIf(!BUILT)("behind a proxy that encrypts", () => {
  let server: Running;

  /** What the proxy passes on. */
  function post(path: string, body: object, cookie = ""): Promise<Answer> {
    const text = JSON.stringify(body);
    const head = [`POST ${path} HTTP/1.1`, `Host: ${NAME}`, `Origin: https://${NAME}`, "Content-Type: application/json", `Content-Length: ${text.length}`, ...(cookie ? [`Cookie: ${cookie}`] : []), "Connection: close"];
    return exchange(server.port, Buffer.from(`${head.join("\r\n")}\r\n\r\n${text}`), { method: "POST", probe: false });
  }

  const cookieOf = ({ headers }: Answer) => headers.get("set-cookie")?.split("\n").find((line) => line.startsWith("__Host-image-screen=")) ?? "";

  beforeAll(async () => {
    server = await startServer(process.cwd(), { PORT: String(await freePort()), BASE_URL: `https://${NAME}` });
    const [, token] = /\/account\/set-up#([\w-]+)/.exec(server.output()) ?? [];
    expect((await post("/api/v1/account/set-up", { ...ACCOUNT, token, site: "Ward One", name: "First" })).status).toBe(201);
  });

  afterAll(async () => {
    await server?.stop();
  });

  test("the cookie is for this host alone, over https alone, and out of reach of scripts", async () => {
    const answer = await post("/api/v1/account/sign-in", ACCOUNT);
    expect(answer.status).toBe(200);
    expect(cookieOf(answer)).toMatch(/^__Host-image-screen=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
  });

  test("every sign-in has a session of its own, whatever cookie came along", async () => {
    const first = cookieOf(await post("/api/v1/account/sign-in", ACCOUNT)).split(";")[0] ?? "";
    const second = cookieOf(await post("/api/v1/account/sign-in", ACCOUNT, first)).split(";")[0] ?? "";
    expect(second).not.toBe("");
    expect(second).not.toBe(first);
    const made = cookieOf(await post("/api/v1/account/sign-in", ACCOUNT, "__Host-image-screen=chosen.by.somebody")).split(";")[0] ?? "";
    expect(made).toMatch(/^__Host-image-screen=[\w%.-]{60,}$/);
  });
});
