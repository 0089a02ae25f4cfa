import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptSecret } from "@/lib/cli/secret";

let dataDir: string;
const path = (): string => join(dataDir, "secret");

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "image-screen-secret-"));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

test("a secret is made once, 32 random bytes that nobody else may read", () => {
  const secret = keptSecret(dataDir);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(keptSecret(dataDir)).toBe(secret);
  expect(readFileSync(path(), "utf8").trim()).toBe(secret);
  expect(statSync(path()).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir)).toEqual(["secret"]);
});

test("first starts at the same time agree on one", async () => {
  const program = `import("@/lib/cli/secret").then(({ keptSecret }) => console.log(keptSecret(process.argv[1])))`;
  const start = (): Promise<{ stdout: string }> => promisify(execFile)(process.execPath, ["--import", "tsx", "--conditions=react-server", "--eval", program, dataDir]);
  const made = await Promise.all(Array.from({ length: 6 }, start));
  expect(new Set(made.map(({ stdout }) => stdout.trim())).size).toBe(1);
  expect(readdirSync(dataDir)).toEqual(["secret"]);
});

test("one that others could read, or that is damaged, is refused and left as it is; no sentence repeats it", () => {
  const secret = keptSecret(dataDir);
  for (const mode of [0o644, 0o640, 0o604, 0o660]) {
    chmodSync(path(), mode);
    expect(() => keptSecret(dataDir)).toThrow(new RegExp(`^Other users .*/secret \\(mode ${mode.toString(8)}\\); .*chmod 600`));
    expect(() => keptSecret(dataDir)).not.toThrow(secret);
    expect(statSync(path()).mode & 0o777).toBe(mode);
  }
  chmodSync(path(), 0o600);
  expect(keptSecret(dataDir)).toBe(secret);
  writeFileSync(path(), "hunter2\n");
  expect(() => keptSecret(dataDir)).toThrow(/^The secret .*\/secret is damaged: it has fewer than 32 characters/);
  expect(() => keptSecret(dataDir)).not.toThrow("hunter2");
});

test("one that cannot be kept is refused in one sentence", () => {
  expect(() => keptSecret(join(dataDir, "missing"))).toThrow(/^The secret .* cannot be used \(ENOENT\); make the directory writable or set SECRET\.$/);
  writeFileSync(join(dataDir, "elsewhere"), "0123456789abcdef0123456789abcdef");
  symlinkSync("elsewhere", path());
  expect(() => keptSecret(dataDir)).toThrow(/cannot be used \(ELOOP\)/);
});
