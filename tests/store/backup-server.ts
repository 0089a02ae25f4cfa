import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./database";

const DEBIAN = "/usr/lib/postgresql";

/** The programs of the newest PostgreSQL that Debian has installed here; null where there is none. */
export function debianServer(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).filter((name) => existsSync(join(DEBIAN, name, "bin", "initdb"))) : [];
  const newest = versions.toSorted((one, other) => Number(other) - Number(one))[0];
  return newest ? join(DEBIAN, newest, "bin") : null;
}

/** A server of a hospital's own, with an empty database that belongs to a login which is no superuser. */
export async function startServer(programs: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), "image-screen-server-"));
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  const account = process.getuid?.() === 0 ? { uid: id("-u"), gid: id("-g") } : null;
  if (account) chownSync(directory, account.uid, account.gid);
  const options = { ...account, cwd: "/", env: { PATH: process.env.PATH, LC_ALL: "C", NODE_ENV: "test" as const } };
  // Another encoding, order of letters, zone and notation than the embedded one has.
  execFileSync(join(programs, "initdb"), ["-D", join(directory, "cluster"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"], { ...options, stdio: "ignore" });
  const settings = ["listen_addresses=", `unix_socket_directories=${directory}`, "timezone=Asia/Kathmandu", "datestyle=ISO, DMY", "intervalstyle=sql_standard", "extra_float_digits=0", "fsync=off"];
  const child = spawn(join(programs, "postgres"), ["-D", join(directory, "cluster"), ...settings.flatMap((setting) => ["-c", setting])], { ...options, stdio: "ignore" });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  const at = (login: string, database: string) => `postgresql://${login}@localhost/${database}?host=${directory}`;
  const deadline = Date.now() + 30_000;
  while (!(await run(at("postgres", "postgres"), "SELECT 1").catch(() => null))) {
    if (Date.now() > deadline || child.exitCode !== null) throw new Error("the server does not start");
    await sleep(100);
  }
  await run(at("postgres", "postgres"), "CREATE ROLE hospital LOGIN CREATEROLE");
  await run(at("postgres", "postgres"), "CREATE DATABASE screening OWNER hospital");
  const stop = async () => {
    child.kill("SIGINT");
    await gone;
    rmSync(directory, { recursive: true });
  };
  return { url: at("hospital", "screening"), stop };
}
