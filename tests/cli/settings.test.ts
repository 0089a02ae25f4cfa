import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { SettingsError, readSettings } from "@/lib/cli/settings.mjs";

const LONG = "0123456789abcdef0123456789abcdef";
const OIDC = { OIDC_ISSUER: "https://id.hospital.example/realms/staff", OIDC_CLIENT_ID: "image-screen", OIDC_CLIENT_SECRET: "hunter2" };

function faults(env: Record<string, string>): string[] {
  try {
    readSettings(env, "/srv/app");
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

describe("settings", () => {
  test("have a default each, and an empty one counts as absent", () => {
    const operations = { backupDir: null, backupKeep: 14, logFormat: "text", drainSeconds: 0 };
    const defaults = { port: 3000, host: "127.0.0.1", baseUrl: null, trustedProxy: [], dataDir: "/srv/app/data", databaseUrl: null, secret: null, ...operations };
    expect(readSettings({}, "/srv/app")).toEqual(defaults);
    const names = ["PORT", "HOST", "BASE_URL", "TRUSTED_PROXY", "DATA_DIR", "DATABASE_URL", "SECRET", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_NAME", "BACKUP_DIR", "BACKUP_KEEP", "LOG_FORMAT", "DRAIN_SECONDS", "MIN_CELL", "OFFLINE", "PSEUDO_LOCALE"];
    expect(readSettings(Object.fromEntries(names.map((name) => [name, ""])), "/srv/app")).toEqual(defaults);
  });

  test("are taken over", () => {
    const given = { PORT: "8080", HOST: "::1", DATA_DIR: "/var/data", DATABASE_URL: "postgresql://me:pw@db/base", SECRET: LONG, BASE_URL: "https://Screen.Hospital.example:443/", TRUSTED_PROXY: "10.0.0.7, fd00::/8,", BACKUP_DIR: "/mnt/safe", BACKUP_KEEP: "30", LOG_FORMAT: "json", DRAIN_SECONDS: "10" };
    expect(readSettings({ ...given, ...OIDC }, "/srv/app")).toEqual({
      port: 8080, host: "::1", baseUrl: "https://screen.hospital.example", trustedProxy: ["10.0.0.7", "fd00::/8"], dataDir: "/var/data", databaseUrl: given.DATABASE_URL, secret: LONG,
      backupDir: "/mnt/safe", backupKeep: 30, logFormat: "json", drainSeconds: 10,
    });
    expect(readSettings({ DATA_DIR: "../elsewhere", BACKUP_DIR: "kept" }, "/srv/app")).toMatchObject({ dataDir: "/srv/elsewhere", backupDir: "/srv/app/kept" });
  });

  test.each([".env", ".env.local", ".env.production", ".env.production.local"])("refuse the file %s, which would be read unchecked", (name) => {
    const root = mkdtempSync(join(tmpdir(), "image-screen-settings-"));
    try {
      expect(() => readSettings({}, root)).not.toThrow();
      writeFileSync(join(root, name), "MIN_CELL=1\n");
      expect(() => readSettings({}, root)).toThrow(`Settings are not read from the file ${name} of the project: `);
      expect(() => readSettings({}, root)).not.toThrow("MIN_CELL");
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  test.each(["0", "1", "65535"])("take the port %s", (PORT) => expect(faults({ PORT })).toEqual([]));
  test.each(["-1", "65536", "99999", "3000.5", "1e3", "0x10", " 80", "three", "３０００"])("refuse the port %s", (PORT) => expect(faults({ PORT })[0]).toMatch(/^PORT is /));

  test.each(["0.0.0.0", "::", "192.168.1.10", "127.0.0.2"])("refuse to listen at %s where passwords would travel in clear", (HOST) => {
    for (const BASE_URL of ["", "http://localhost:3000", "http://screen.hospital.example"]) expect(faults({ BASE_URL, HOST })[0]).toMatch(/^HOST .* set BASE_URL to the https address /);
    expect(faults({ HOST, BASE_URL: "https://screen.hospital.example" })).toEqual([]);
  });
  test.each(["example.org", "127.0.0.1.evil.org", "[::1]", "0"])("refuse to listen at %s", (HOST) => {
    expect(faults({ HOST, BASE_URL: "https://screen.hospital.example" })[0]).toMatch(/^HOST .* in numbers/);
  });

  test.each(["https://screen.hospital.example", "https://screen.hospital.example:8443/", "https://10.0.0.7", "http://localhost:3000", "http://127.0.0.1", "http://[::1]:3000"])("take the address %s", (BASE_URL) => {
    expect(faults({ BASE_URL })).toEqual([]);
  });
  test.each([
    "http://screen.hospital.example", "http://localhost.evil.example", "screen.hospital.example", "https://", "https://a.example/screen", "https://a.example?x", "https://a.example#x",
    "https://me:hunter2@a.example", "ftp://a.example", "javascript:alert(1)", " https://a.example", "https://a.exa\nmple", "null",
  ])("refuse the address %j", (BASE_URL) => {
    expect(faults({ BASE_URL })).toEqual([expect.stringMatching(/^BASE_URL must be the https address [^]*\.$/)]);
    expect(faults({ BASE_URL })[0]).not.toContain("hunter2");
  });

  test.each(["10.0.0.7", "10.0.0.0/24,192.168.0.1", "fd00::/8, ::1"])("take the proxies %s", (TRUSTED_PROXY) => expect(faults({ TRUSTED_PROXY })).toEqual([]));
  test.each(["proxy.example", "10.0.0", "10.0.0.0/33", "fd00::/129", "10.0.0.0/", "/8", "10.0.0.0/8/8", "0.0.0.0/0", "::/0", "::/00", "*"])("refuse the proxy %s", (TRUSTED_PROXY) => {
    expect(faults({ TRUSTED_PROXY })).toEqual([expect.stringMatching(/^TRUSTED_PROXY contains /)]);
  });

  test("refuse a short secret without repeating it", () => {
    expect(faults({ SECRET: LONG.slice(1) })).toEqual([expect.stringMatching(/^SECRET has fewer than 32 characters/)]);
    expect(faults({ SECRET: "hunter2" })[0]).not.toContain("hunter2");
  });

  test("take an identity provider whole or not at all, over https", () => {
    expect(faults(OIDC)).toEqual([]);
    expect(faults({ ...OIDC, OIDC_NAME: "St. Elsewhere", OIDC_ISSUER: "http://127.0.0.1:4000/realms/x" })).toEqual([]);
    for (const name of Object.keys(OIDC)) {
      const [fault, ...more] = faults({ ...OIDC, [name]: "" });
      expect([fault?.startsWith(`${name} must be set, too`), more]).toEqual([true, []]);
    }
    expect(faults({ OIDC_NAME: "St. Elsewhere" })[0]).toMatch(/^OIDC_ISSUER and OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set/);
    for (const OIDC_ISSUER of ["http://id.example", "id.example", "https://me:hunter2@id.example", "https://id.example/?x=1"]) {
      expect(faults({ ...OIDC, OIDC_ISSUER })).toEqual(["OIDC_ISSUER must be the https address of the identity provider (http only for localhost)."]);
    }
    expect(faults({ ...OIDC, OIDC_NAME: "x".repeat(61) })[0]).toMatch(/^OIDC_NAME /);
  });

  test.each(["postgres://db/base", "postgresql:///base?host=/run/sock", "postgresql://me:p%40w@db:5433/base?sslmode=verify-full"])("take the database %s", (DATABASE_URL) => expect(faults({ DATABASE_URL })).toEqual([]));
  test.each(["mysql://me:hunter2@db/base", "postgresql://me:hunter2@db", "postgresql://me:hunter2@db/", "me:hunter2@db/base", "postgresql://me:hunter2@db:port/base"])("refuse the database %s without repeating it", (DATABASE_URL) => {
    expect(faults({ DATABASE_URL })[0]).toMatch(/^DATABASE_URL must have the form /);
    expect(faults({ DATABASE_URL })[0]).not.toContain("hunter2");
  });

  test.each<Record<string, string>>([
    { BACKUP_KEEP: "0" }, { BACKUP_KEEP: "all" }, { BACKUP_KEEP: "1.5" }, { BACKUP_KEEP: "10000" }, { LOG_FORMAT: "JSON" }, { LOG_FORMAT: "pretty" }, { DRAIN_SECONDS: "61" }, { DRAIN_SECONDS: "-1" }, { BACKUP_DIR: "a\nb" }, { MIN_CELL: "4" }, { MIN_CELL: "0" }, { MIN_CELL: "-11" }, { MIN_CELL: "11.5" }, { MIN_CELL: "1000" }, { OFFLINE: "no" }, { PSEUDO_LOCALE: "de" },
  ])("refuse %j in one sentence", (env) => expect(faults(env)).toEqual([expect.stringMatching(new RegExp(`^${Object.keys(env)[0]} .*\\.$`))]));

  test("are all refused at once, one sentence each", () => {
    const all = faults({ PORT: "x", HOST: "0.0.0.0", BASE_URL: "x", DATA_DIR: "a\nb", DATABASE_URL: "x", SECRET: "x", TRUSTED_PROXY: "x,y", OIDC_ISSUER: "x" });
    const named = ["PORT", "HOST", "BASE_URL", "DATA_DIR", "DATABASE_URL", "SECRET", "TRUSTED_PROXY", "TRUSTED_PROXY", "OIDC_CLIENT_ID", "OIDC_ISSUER"];
    expect(all.map((fault) => fault.split(" ")[0])).toEqual(named);
    for (const fault of all) expect(fault).toMatch(/\.$/);
  });
});
