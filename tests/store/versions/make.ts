// Makes the fixture of the version in package.json, by running it: its database as it writes it, and a backup of that.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { backUp } from "@/lib/store/backup";
import { fingerprint } from "@/lib/store/backup-secret";
import { database } from "@/lib/store/client";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate } from "@/lib/store/migrate";
import { verifyTrail } from "@/lib/store/trail";
import { settings } from "@/tests/access/people";
import { contentsOf, pathsOf, writeFixture } from "./fixture";

const SECRET = "a secret of made-up databases, and of nothing else";

async function main(): Promise<void> {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const paths = pathsOf(version);
  const directory = mkdtempSync(join(tmpdir(), "image-screen-fixture-"));
  chmodSync(directory, 0o755);
  const embedded = await startEmbedded(directory);
  try {
    await migrate(embedded.url);
    settings();
    Object.assign(process.env, { DATABASE_URL: embedded.plainUrl, SECRET });
    // Not before the settings: what it uses reads them as it loads.
    const { fill } = await import("./fill");
    const filled = await fill();
    const trail = await verifyTrail(embedded.url);
    if (!trail.sound) throw new Error(trail.fault);
    const administrator = new Client(embedded.url.replace("image_screen_owner@", "postgres@"));
    await administrator.connect();
    writeFixture({ version, ...(await contentsOf(administrator)), secret: SECRET, ...filled, trail: { number: String(trail.last.number), hash: trail.last.hash } });
    await administrator.end();
    if (existsSync(paths.backup)) rmSync(paths.backup);
    await backUp(embedded.url, paths.backup, { application: version, made: new Date().toISOString(), secret: fingerprint(SECRET) });
    chmodSync(paths.backup, 0o644);
    for (const path of Object.values(paths)) console.log(`${path}: ${statSync(path).size} bytes`);
  } finally {
    await database().$disconnect();
    await embedded.discard();
    rmSync(directory, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
