import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { PASSWORD, speaker } from "./people";
import type { State } from "./people";

/** A server of a test's own, which it may stop, freeze and start again at the same address. */
export class OwnServer {
  private readonly dataDir = mkdtempSync(join(tmpdir(), "image-screen-own-"));
  private child: ChildProcess | undefined;

  private constructor(private readonly port: number) {
    if (process.getuid?.() === 0) chmodSync(this.dataDir, 0o711);
  }

  static async make(): Promise<OwnServer> {
    const probe = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => probe.once("listening", resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    return new OwnServer(port);
  }

  get own(): string {
    return `http://localhost:${this.port}`;
  }

  /** Starts it. @returns what it has printed until it was ready */
  async serve(settings: Record<string, string> = {}): Promise<string> {
    const none = Object.fromEntries(["DATABASE_URL", "HOST", "BASE_URL", "SECRET", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "TRUSTED_PROXY", "OFFLINE", "PSEUDO_LOCALE"].map((name) => [name, ""]));
    const env = { ...process.env, ...none, NODE_ENV: "production" as const, PORT: String(this.port), DATA_DIR: this.dataDir, ...settings };
    this.child = spawn(process.execPath, ["--import", "tsx", "--conditions=react-server", "lib/cli/serve.ts"], { env, stdio: ["ignore", "pipe", "inherit"] });
    let printed = "";
    this.child.stdout?.on("data", (text) => (printed += text));
    await expect.poll(() => printed, { timeout: 40_000, intervals: [50] }).toContain("Ready on http");
    return printed;
  }

  /** Starts it for the first time. @returns the session of its first member, whose site is new */
  async serveFirst(name: string, settings: Record<string, string> = {}): Promise<State> {
    const [, token = ""] = /\/account\/set-up#(\S+)/.exec(await this.serve(settings)) ?? [];
    const account = { email: "first@ward-nine.example", password: PASSWORD };
    const speaking = await speaker(this.own);
    expect((await speaking.post("/api/v1/account/set-up", { data: { token, site: "Ward Nine", name, ...account } })).status()).toBe(201);
    expect((await speaking.post("/api/v1/account/sign-in", { data: account })).ok()).toBe(true);
    return speaking.storageState();
  }

  /** Ends it in order, or at once; one that is not there is left alone. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("close", resolve));
    child.kill(signal);
    await ended;
  }

  /** Holds its port and answers nothing, until it thaws. */
  freeze(frozen: boolean): void {
    this.child?.kill(frozen ? "SIGSTOP" : "SIGCONT");
  }

  async remove(): Promise<void> {
    this.freeze(false);
    await this.end("SIGTERM");
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
