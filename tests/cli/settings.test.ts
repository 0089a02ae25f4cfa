import { describe, expect, test } from "vitest";
import { SettingsError, readSettings } from "@/lib/cli/settings.mjs";

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
    const defaults = { port: 3000, host: "127.0.0.1", dataDir: "/srv/app/data", databaseUrl: null };
    expect(readSettings({}, "/srv/app")).toEqual(defaults);
    expect(readSettings({ PORT: "", HOST: "", DATA_DIR: "", DATABASE_URL: "" }, "/srv/app")).toEqual(defaults);
  });

  test("are taken over", () => {
    const given = { PORT: "8080", HOST: "::1", DATA_DIR: "/var/data", DATABASE_URL: "postgresql://me:pw@db/base" };
    expect(readSettings(given, "/srv/app")).toEqual({ port: 8080, host: "::1", dataDir: "/var/data", databaseUrl: given.DATABASE_URL });
    expect(readSettings({ DATA_DIR: "../elsewhere" }, "/srv/app").dataDir).toBe("/srv/elsewhere");
  });

  test.each(["0", "1", "65535"])("take the port %s", (PORT) => expect(faults({ PORT })).toEqual([]));
  test.each(["-1", "65536", "99999", "3000.5", "1e3", "0x10", " 80", "three", "３０００"])("refuse the port %s", (PORT) => expect(faults({ PORT })[0]).toMatch(/^PORT is /));

  test.each(["0.0.0.0", "::", "192.168.1.10", "example.org", "127.0.0.1.evil.org"])("refuse to listen at %s", (HOST) => {
    expect(faults({ HOST })[0]).toMatch(/no accounts yet .* this machine only/);
  });

  test.each(["postgres://db/base", "postgresql:///base?host=/run/sock", "postgresql://me:p%40w@db:5433/base?sslmode=verify-full"])("take the database %s", (DATABASE_URL) => expect(faults({ DATABASE_URL })).toEqual([]));
  test.each(["mysql://me:hunter2@db/base", "postgresql://me:hunter2@db", "postgresql://me:hunter2@db/", "me:hunter2@db/base", "postgresql://me:hunter2@db:port/base"])("refuse the database %s without repeating it", (DATABASE_URL) => {
    expect(faults({ DATABASE_URL })[0]).toMatch(/^DATABASE_URL must have the form /);
    expect(faults({ DATABASE_URL })[0]).not.toContain("hunter2");
  });

  test("are all refused at once, one sentence each", () => {
    const all = faults({ PORT: "x", HOST: "0.0.0.0", DATA_DIR: "a\nb", DATABASE_URL: "x" });
    expect(all.map((fault) => fault.split(" ")[0])).toEqual(["PORT", "HOST", "DATA_DIR", "DATABASE_URL"]);
    for (const fault of all) expect(fault).toMatch(/\.$/);
  });
});
