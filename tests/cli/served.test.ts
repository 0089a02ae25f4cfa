import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { connect } from "node:net";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PATIENCE } from "@/lib/cli/slow";
import { startEmbedded } from "@/lib/store/embedded";
import { get, raw } from "./asking";

const BUILT = existsSync(join(".next", "BUILD_ID"));
const KEPT_TO_ITSELF = {
  "x-frame-options": "DENY",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": expect.stringContaining("camera=()") as string,
};
const CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const NONCE = /script-src 'self' 'nonce-([\w+/]{22}==)' 'strict-dynamic'/;
let dataDir: string;
let child: ChildProcess;
let out = "";
let port: number;

const ask = (path: string, headers: Record<string, string> = {}, method = "GET"): ReturnType<typeof get> => get(port, { host: `localhost:${port}`, ...headers }, path, method);

describe.skipIf(!BUILT)("the built server", () => {
  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), "image-screen-served-"));
    chmodSync(dataDir, 0o755);
    const env = { ...process.env, NODE_ENV: "production" as const, PORT: "0", DATA_DIR: dataDir, DATABASE_URL: "", HOST: "", BASE_URL: "" };
    child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"], { env, stdio: ["ignore", "pipe", "pipe"] });
    await new Promise<void>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => /^Ready on http/m.test((out += chunk)) && resolve());
      child.once("close", () => reject(new Error(out)));
    });
    port = Number(/^Ready on \S+:(\d+)$/m.exec(out)?.[1]);
  });

  afterAll(async () => {
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGTERM");
    await ended;
    await startEmbedded(dataDir).then((database) => database.discard());
    rmSync(dataDir, { recursive: true, force: true });
  });

  test("gives every page, not-found ones too, a policy with a nonce of its own, and lets nobody keep it", async () => {
    const nonces = new Set<string>();
    for (const path of ["/", "/screenings", "/account/sign-in", "/account/set-up", "/nothing/here", "/_next/nothing", "/apis", "/screenings/IS-0000-0000", "/"]) {
      const { headers, body, status } = await ask(path);
      expect(headers).toMatchObject(KEPT_TO_ITSELF);
      expect(headers["cache-control"]).toContain("no-store");
      const policy = String(headers["content-security-policy"]);
      expect(policy).not.toContain("unsafe");
      const nonce = NONCE.exec(policy)?.[1] ?? "";
      expect(nonce, path).not.toBe("");
      nonces.add(nonce);
      if (status === 307) continue;
      const scripts = body.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
    }
    expect(nonces.size).toBe(9);
  });

  test("outlives whoever sends more than is taken and goes, or stays, or breaks off", { timeout: 60_000 }, async () => {
    const sent = (path: string, bytes: number, after: (socket: Socket) => void) => {
      const part = `2710\r\n${" ".repeat(10_000)}\r\n`;
      const socket = connect(port, "127.0.0.1", () => socket.write(`POST /api/v1/${path} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${part.repeat(bytes / 10_000)}`));
      socket.on("error", () => {}).once("data", () => after(socket)).resume();
      return new Promise((resolve) => socket.once("close", resolve));
    };
    await Promise.all([sent("import", 6_000_000, (socket) => socket.end()), sent("assess", 80_000, (socket) => socket.end()), sent("assess", 80_000, (socket) => socket.resetAndDestroy()), sent("assess", 80_000, () => {})]);
    await sleep(PATIENCE.request + 2 * PATIENCE.check);
    expect([child.exitCode, (await ask("/api/v1/health")).status, out.includes("Error")]).toEqual([null, 200, false]);
  });

  test("gives everything else a policy that allows nothing", async () => {
    const built = readdirSync(join(".next", "static", "chunks")).find((name) => name.endsWith(".js")) ?? "";
    const script = `/_next/static/chunks/${built}`;
    const odd: [string, Record<string, string>?, string?][] = [
      ["/api/v1/health"], ["/api/v1/screenings"], ["/api/nothing"], ["/icon.svg"], ["/apple-icon.png"], ["/manifest.webmanifest"], ["/_next/static/nothing.js"], [script], [script, { "if-none-match": "*" }], [script, { range: "bytes=9999999999-" }],
      [script, { "if-match": "x" }], ["//evil.example/"], ["/", { host: "evil.example" }], ["/", {}, "POST"], ["/api/v1/health", {}, "DELETE"], ["/%"], ["/api/v1/screenings/%00"],
    ];
    for (const [path, headers, method] of odd) {
      const reply = await ask(path, headers, method);
      expect(reply.status, path).toBeLessThan(500);
      // A policy of permissions is a document's; on a script it would be half a kilobyte that nobody reads.
      const { "permissions-policy": _documents, ...always } = KEPT_TO_ITSELF;
      expect(reply.headers, path).toMatchObject({ ...(path.startsWith("/_next/static/") ? always : KEPT_TO_ITSELF), "content-security-policy": CLOSED });
      expect(reply.headers.location ?? "/").toMatch(/^\/(?![/\\])/);
    }
    expect((await ask(script)).headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect((await ask("/api/v1/health")).headers["cache-control"]).toBe("no-store");
  });

  test("gives the worker a policy that lets it fetch from here and nothing else, and nobody keeps an old one", async () => {
    const { status, headers, body } = await ask("/sw.js");
    expect([status, headers["content-type"], headers["cache-control"]]).toEqual([200, "text/javascript; charset=utf-8", "no-cache"]);
    expect(headers).toMatchObject({ ...KEPT_TO_ITSELF, "content-security-policy": CLOSED.replace(";", "; connect-src 'self';") });
    const files = JSON.parse(/^const FILES = (.*);$/m.exec(body)?.[1] ?? "[]") as string[];
    expect([files.length > 10, (await Promise.all(files.map((path) => ask(path)))).filter((file) => file.status !== 200)]).toEqual([true, []]);
    expect(await ask("/sw.js", {}, "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  test("says which methods there are where it has another, as a problem, and asks for nothing in doing so", async () => {
    for (const [path, method, allow] of [["/api/v1/assess", "GET", "OPTIONS, POST"], ["/api/v1/health", "DELETE", "GET, HEAD, OPTIONS"], ["/api/v1/screenings/IS-0000-0000", "PUT", "DELETE, GET, HEAD, OPTIONS"]] as const) {
      const { status, headers, body } = await ask(path, {}, method);
      expect([status, headers.allow, headers["content-type"]]).toEqual([405, allow, "application/problem+json"]);
      expect(headers).toMatchObject({ ...KEPT_TO_ITSELF, "content-security-policy": CLOSED });
      expect(JSON.parse(body)).toEqual({ type: "about:blank", title: "Method Not Allowed", detail: "This method is not answered here.", status: 405 });
    }
    expect(await ask("/api/v1/assess", {}, "HEAD")).toMatchObject({ status: 405, body: "", headers: { allow: "OPTIONS, POST" } });
  });

  test("knows no navigation, action or web socket of the framework, and repeats nothing on the console", async () => {
    const plain = await ask("/");
    for (const name of ["rsc", "next-router-prefetch", "next-router-segment-prefetch", "next-router-state-tree", "x-nextjs-data", "x-middleware-subrequest", "next-action", "x-matched-path"]) {
      const { status, headers } = await ask("/", { rsc: "1", [name]: "%hunter2" });
      expect([status, headers["content-type"]]).toEqual([200, plain.headers["content-type"]]);
    }
    for (const type of ["multipart/form-data; boundary=hunter2", "application/x-www-form-urlencoded", "text/plain"]) {
      expect((await ask("/hunter2", { "next-action": "hunter2", "content-type": type }, "POST")).status).toBe(405);
      expect((await ask("/api/hunter2", { "next-action": "hunter2", "content-type": type }, "POST")).status).toBe(404);
    }
    const upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: aHVudGVyMmh1bnRlcjI=\r\n\r\n";
    expect(await raw(port, `GET /hunter2 HTTP/1.1\r\nHost: evil.example\r\n${upgrade}`)).toMatch(/^HTTP\/1.1 421 /);
    await ask("/hunter2?hunter2=hunter2", { cookie: "hunter2=%E0%A4%A", "accept-language": "hunter2\u00ff" });
    expect(out).not.toContain("hunter2");
    expect(out).toMatch(/Ready on \S+\n$/);
  });
});
