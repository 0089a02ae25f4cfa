import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { homedir, hostname } from "node:os";
import { basename, extname, join } from "node:path";
import { describe, expect, test } from "vitest";

const top = [
  ".ci", ".github", ".gitignore", ".npmrc", ".oxlintrc.json", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "README.md", "SECURITY.md", "app", "docs", "knip.json", "lib",
  "next.config.js", "package-lock.json", "package.json", "playwright.config.ts", "prisma", "prisma.config.ts", "proxy.ts", "tests", "tsconfig.json", "vitest.config.ts",
];
const appFolders = ["_checklist", "_components", "account", "api", "cohort", "evidence", "programs", "sampling", "screenings"];
const rooms = ["access", "cli", "cohort", "evidence", "exchange", "family", "growth", "screening", "store"];
const vague = /^(utils?|helpers?|types?|constants?|hooks?|services?|common|shared|misc|index)$/;
const longest = 250;

const git = (...options: string[]) => spawnSync("git", ["ls-files", "-z", ...options], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** Paths below the project, with slashes: what git holds or would take; where git cannot tell, everything but what is made. */
function ours(...options: string[]): string[] {
  const { status, stdout } = git("--cached", ...options);
  if (status === 0) return stdout.split("\0").filter((path) => path !== "" && existsSync(path));
  const made = new Set([".git", "node_modules", ".next", ".stamps", "data", "test-results", "playwright-report", "generated"]);
  const below = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).filter(({ name }) => !made.has(name)).flatMap((entry) => (entry.isDirectory() ? below(join(path, entry.name)) : [join(path, entry.name)]));
  return below(".").filter((path) => path !== "next-env.d.ts" && !path.endsWith(".tsbuildinfo"));
}

const files = ours("--others", "--exclude-standard");
const code = files.filter((path) => [".ts", ".tsx", ".mjs", ".js"].includes(extname(path)));
const foldersOf = (room: string) => [...new Set(files.filter((path) => path.startsWith(`${room}/`) && path.split("/").length > 2).map((path) => path.split("/")[1] ?? ""))];

describe("the house", () => {
  test("has nothing else at the top", () => {
    // Held files only: a log or a note that lies about is nobody's business.
    expect([...new Set(ours().map((path) => path.split("/")[0] ?? ""))].filter((name) => !top.includes(name))).toEqual([]);
  });

  test("has no other folder in app and no other room in lib", () => {
    expect(foldersOf("app").filter((name) => !appFolders.includes(name))).toEqual([]);
    expect(foldersOf("lib").filter((name) => !rooms.includes(name))).toEqual([]);
    expect(files.filter((path) => /^lib\/[^/]+$/.test(path))).toEqual([]);
  });

  test("has no file and no folder with a name that says nothing", () => {
    const names = (path: string) => path.split("/").map((part) => basename(part).replace(/\..*$/, "")).filter((name) => vague.test(name));
    expect(code.filter((path) => names(path).length > 0)).toEqual([]);
  });

  test("has no barrel", () => {
    const barrel = (path: string) => readFileSync(path, "utf8").split("\n").some((line) => /^export (type )?\* from /.test(line));
    expect(code.filter(barrel)).toEqual([]);
  });

  test(`has no file of code above ${longest} lines but the checklist`, () => {
    const lines = (path: string) => readFileSync(path, "utf8").split("\n").length - 1;
    expect(code.filter((path) => path !== "lib/screening/checklist.ts" && lines(path) > longest).map((path) => `${path}: ${lines(path)}`)).toEqual([]);
  });

  test("names no machine", () => {
    const absolute = [process.cwd(), homedir(), hostname()].filter((word) => word.length > 6 && word !== "/root" && word !== "localhost");
    const text = files.filter((path) => /\.(tsx?|mjs|js|json|md|ya?ml|sql|prisma|css)$|^[A-Z]+$|^\.ci\//.test(path) && path !== "package-lock.json");
    expect(text.filter((path) => absolute.some((word) => readFileSync(path, "utf8").includes(word)))).toEqual([]);
  });

  test("is installed from the public registry", () => {
    const resolved = [...readFileSync("package-lock.json", "utf8").matchAll(/"resolved": "([^"]+)"/g)].map(([, url]) => url ?? "");
    expect(resolved.filter((url) => !url.startsWith("https://registry.npmjs.org/"))).toEqual([]);
  });
});
