import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import type { Route } from "@playwright/test";
import { open, tick } from "./page";
import { PASSWORD, speaker } from "./people";
import { count, save, SAVES, shownCode, status, triesOf } from "./saving";

let dataDir: string;
let server: ChildProcess;
let own: string;

/** A server of this test's own, ready to be used. @returns what it has printed */
async function serve(port: number): Promise<string> {
  const env = { ...process.env, NODE_ENV: "production" as const, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: "", HOST: "", BASE_URL: "", SECRET: "", OIDC_ISSUER: "", OIDC_CLIENT_ID: "", OIDC_CLIENT_SECRET: "", TRUSTED_PROXY: "" };
  server = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  server.stdout?.on("data", (text) => (printed += text));
  await expect.poll(() => printed, { timeout: 40_000, intervals: [50] }).toContain("Ready on http");
  return printed;
}

async function end(signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => server.once("close", resolve));
  server.kill(signal);
  await ended;
}

/** The screening is saved, and the server is killed before anybody hears of it. */
async function killAfter(route: Route): Promise<void> {
  expect((await route.fetch()).status()).toBe(201);
  await end("SIGKILL");
  await route.abort();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

test.beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "image-screen-restart-"));
  if (process.getuid?.() === 0) chmodSync(dataDir, 0o711);
});

test.afterAll(async () => {
  if (server.exitCode === null && server.signalCode === null) await end("SIGTERM");
  rmSync(dataDir, { recursive: true, force: true });
});

test("a server that is killed while it saves, and one that restarts in order: each screening is saved once, by itself", async ({ browser }) => {
  test.slow();
  const port = await freePort();
  own = `http://localhost:${port}`;
  const [, token = ""] = /\/account\/set-up#(\S+)/.exec(await serve(port)) ?? [];
  const account = { email: "first@ward-nine.example", password: PASSWORD };
  const speaking = await speaker(own);
  expect((await speaking.post("/api/v1/account/set-up", { data: { token, site: "Ward Nine", name: "First", ...account } })).status()).toBe(201);
  expect((await speaking.post("/api/v1/account/sign-in", { data: account })).ok()).toBe(true);
  const state = await speaking.storageState();
  const page = await browser.newPage({ baseURL: own, storageState: state });
  const tries = triesOf(page);

  for (const [signal, saved] of [["SIGKILL", 1], ["SIGTERM", 2]] as const) {
    await open(page);
    await tick(page, "iugr", "observed");
    await expect(page.locator(".conditions ol").first()).toBeAttached();
    if (signal === "SIGTERM") await end(signal);
    else await page.route(SAVES, killAfter, { times: 1 });
    await save(page);
    await expect(status(page)).toContainText("Not known yet whether it is saved: no clear answer came from the server");
    const since = Date.now();
    await serve(port);
    const ready = Date.now();
    await shownCode(page);
    console.log(`${signal}: served again after ${ready - since} ms, saved ${Date.now() - ready} ms later`);
    expect(await count(own, state)).toBe(saved);
    expect(tries.different()).toBe(saved);
  }
  await page.close();
});
