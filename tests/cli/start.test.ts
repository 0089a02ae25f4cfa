import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { kill } from "@/tests/store/launching";

type Ended = { code: number | null; out: string; err: string; ms: number };

const ROOT = process.getuid?.() === 0;
const STUBS = { prisma: "build/index.js", next: "dist/bin/next", tsx: "index.mjs" };
const SERVER = `import { appendFileSync } from "node:fs";
  appendFileSync("steps", "serve\\n");
  process.on("disconnect", () => appendFileSync("steps", "orphaned\\n"));
  await new Promise((resolve) => setTimeout(resolve, Number(process.env.MS ?? 0)));
  process.exit(Number(process.env.CODE ?? 0));`;
let clone: string;
const begun: ChildProcess[] = [];

/** A project that is prepared and started by the real programs, with stubs for what takes long; `steps` says what ran. */
function makeClone(): void {
  clone = realpathSync(mkdtempSync(join(tmpdir(), "image-screen-clone-")));
  chmodSync(clone, 0o755);
  for (const name of ["start.mjs", "prepare.mjs", "settings.mjs"]) cpSync(join("lib", "cli", name), join(clone, "lib", "cli", name));
  put("prisma/schema.prisma", "schema");
  put("app/page.tsx", "page");
  const dependencies = Object.fromEntries(Object.keys(STUBS).map((name) => [name, `file:stubs/${name}`]));
  put("package.json", JSON.stringify({ name: "clone", engines: { node: ">=18" }, dependencies }));
  const packages: Record<string, unknown> = { "": { name: "clone", engines: { node: ">=18" }, dependencies } };
  for (const [name, file] of Object.entries(STUBS)) {
    packages[`node_modules/${name}`] = { resolved: `stubs/${name}`, link: true };
    packages[`stubs/${name}`] = { version: "1.0.0" };
    put(`stubs/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: file }));
    put(`stubs/${name}/${file}`, "");
  }
  put("stubs/prisma/build/index.js", step("generate", "lib/store/generated"));
  put("stubs/next/dist/bin/next", step("build", ".next"));
  // Loaded before serve.ts, and instead of it.
  put("stubs/tsx/index.mjs", SERVER);
  put("package-lock.json", JSON.stringify({ name: "clone", lockfileVersion: 3, requires: true, packages }));
}

function step(name: string, makes: string): string {
  return `const fs = require("fs"); fs.appendFileSync("steps", "${name}\\n"); fs.mkdirSync("${makes}", { recursive: true });
    if (fs.existsSync("broken")) { console.log("the reason"); process.exit(1); }
    setTimeout(() => fs.appendFileSync("steps", "${name} done\\n"), Number(process.env.STEP_MS ?? 0));`;
}

function put(path: string, content: string): void {
  mkdirSync(join(clone, path, ".."), { recursive: true });
  writeFileSync(join(clone, path), content);
}

function steps(): string[] {
  const path = join(clone, "steps");
  return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
}

function start(env: Record<string, string> = {}): { child: ChildProcess; ended: Promise<Ended> } {
  const { PATH, HOME, npm_execpath } = process.env;
  const child = spawn(process.execPath, ["lib/cli/start.mjs"], { cwd: clone, env: { PATH, HOME, npm_execpath, NODE_ENV: "test", PORT: "0", ...env }, stdio: ["ignore", "pipe", "pipe"] });
  begun.push(child);
  const since = Date.now();
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => (out += chunk));
  child.stderr.on("data", (chunk) => (err += chunk));
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, out, err, ms: Date.now() - since })));
  return { child, ended };
}

beforeEach(makeClone);

afterEach(async () => {
  await Promise.all(begun.splice(0).map(kill));
  // What a killed start had begun may still be writing.
  rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
});

describe("a start is refused before anything is installed", () => {
  test("by another Node", async () => {
    put("package.json", JSON.stringify({ engines: { node: "^10.19 || ^12.12 || >=99" } }));
    expect(await start().ended).toMatchObject({ code: 1, out: "", err: `IMAGe Screen needs Node ^10.19 || ^12.12 || >=99; this is ${process.versions.node}.\n` });
  });

  test("by several bad settings, each in its own sentence", async () => {
    const { code, err } = await start({ PORT: "x", HOST: "0.0.0.0", DATABASE_URL: "mysql://me:hunter2@db/base" }).ended;
    expect(code).toBe(1);
    expect(err.trim().split("\n").map((line) => line.split(" ")[0])).toEqual(["PORT", "HOST", "DATABASE_URL"]);
    expect(err).not.toContain("hunter2");
  });

  test("by a data directory that cannot be written", async () => {
    put("file", "");
    const { code, err } = await start({ DATA_DIR: "file/data" }).ended;
    expect([code, err]).toEqual([1, `The data directory ${clone}/file/data cannot be written (ENOTDIR); make it writable or set DATA_DIR to another.\n`]);
  });

  test.skipIf(process.platform !== "linux").each(["/proc/x", "/proc"])("by %s as a data directory, at once", async (DATA_DIR) => {
    const { code, err, ms } = await start({ DATA_DIR }).ended;
    expect([code, err]).toEqual([1, expect.stringContaining(`The data directory ${DATA_DIR} cannot be written (`)]);
    expect(ms).toBeLessThan(5_000);
  });

  test.skipIf(ROOT)("by a data directory of somebody else", async () => {
    mkdirSync(join(clone, "data"), { mode: 0o500 });
    expect(await start().ended).toMatchObject({ code: 1, err: expect.stringContaining("(EACCES)") as string });
  });

  test("by a port that is taken, and says when it is by itself", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const PORT = String((other.address() as AddressInfo).port);
    expect(await start({ PORT, DATA_DIR: "new/data" }).ended).toMatchObject({ code: 1, err: `Port ${PORT} is taken by another program; stop that or set PORT to another.\n` });
    expect(existsSync(join(clone, "new")), "what it made for nothing is gone").toBe(false);
    put("data/running", `${process.pid} ${PORT}\n`);
    expect(await start({ PORT }).ended).toMatchObject({ code: 1, err: `IMAGe Screen already runs on this data directory (process ${process.pid}): http://localhost:${PORT}\n` });
    other.close();
  });

  afterEach(() => expect(existsSync(join(clone, "node_modules"))).toBe(false));
});

describe("the preparation", () => {
  test("installs, generates and builds once, and each again only when it is stale", async () => {
    const first = await start().ended;
    expect(first).toMatchObject({ code: 0, err: "" });
    expect(first.out.split("\n").map((line) => line.split(" ")[0])).toEqual(["Installing", "Generating", "Building", ""]);
    expect(steps()).toEqual(["generate", "generate done", "build", "build done", "serve"]);
    expect(await start().ended).toMatchObject({ code: 0, out: "" });
    put("app/page.tsx", "changed");
    expect((await start().ended).out).toMatch(/^Building[^\n]*\n$/);
    put("prisma/schema.prisma", "changed");
    expect((await start().ended).out).toMatch(/^Generating[^\n]*\nBuilding[^\n]*\n$/);
    rmSync(join(clone, "node_modules"), { recursive: true });
    expect((await start().ended).out).toMatch(/^Installing[^\n]*\n$/);
  });

  test("shows the whole output of a step that fails, and does not take it for done", async () => {
    put("broken", "");
    const { code, err } = await start().ended;
    expect([code, err]).toEqual([1, "the reason\nGenerating the database client failed; the lines above say why.\n"]);
    expect(existsSync(join(clone, "data"))).toBe(false);
    rmSync(join(clone, "broken"));
    expect((await start().ended).code).toBe(0);
  });

  test("is done once by two starts at the same time", async () => {
    const both = await Promise.all([start({ STEP_MS: "500" }).ended, start({ STEP_MS: "500" }).ended]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(both.filter(({ out }) => out.includes("waiting for it")).length).toBe(1);
    expect(steps().filter((name) => name === "build done")).toEqual(["build done"]);
  });

  test("does not wait for a process that died or fell silent", async () => {
    put(".stamps/preparing", "4194305");
    expect((await start().ended).out).not.toContain("waiting");
    rmSync(join(clone, ".next"), { recursive: true });
    put(".stamps/preparing", String(process.pid));
    utimesSync(join(clone, ".stamps", "preparing"), 0, 0);
    expect((await start().ended).out).not.toContain("waiting");
  });

  test("ends with everything it started when it is interrupted, and begins again at the next start", async () => {
    const { child, ended } = start({ STEP_MS: "3000" });
    await expect.poll(steps, { timeout: 20_000 }).toContain("generate");
    child.kill("SIGTERM");
    expect((await ended).code).toBe(143);
    expect(existsSync(join(clone, ".stamps", "preparing"))).toBe(false);
    await sleep(3_200);
    expect(steps()).toEqual(["generate"]);
    expect((await start().ended).code).toBe(0);
  });
});

describe("the server's process", () => {
  test("gives its exit code on", async () => {
    expect((await start({ CODE: "7" }).ended).code).toBe(7);
  });

  test("is told when its parent was killed", async () => {
    const { child } = start({ MS: "5000" });
    await expect.poll(steps, { timeout: 20_000 }).toContain("serve");
    await sleep(200);
    child.kill("SIGKILL");
    await expect.poll(steps, { timeout: 4_000 }).toContain("orphaned");
  });
});
