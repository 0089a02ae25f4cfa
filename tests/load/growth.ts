// node --import tsx --conditions=react-server tests/load/growth.ts: what 1,000, 100,000 and a million screenings take on disk, at the start and in a backup.
// SIZES=1000,100000 chooses others.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { database } from "@/lib/store/client";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate } from "@/lib/store/migrate";
import { seed } from "@/prisma/seed";
import { startServer } from "../attack/server.mjs";

const SIZES = (process.env.SIZES || "1000,100000,1000000").split(",").map(Number);
const SEEDED = 500;
const STARTS = 5;
const LINES = 500;
const shared = globalThis as { imageScreenDatabase?: unknown };
const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
const mb = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

/** Half a thousand made-up screenings and copies of them, each with its line in the audit trail. */
async function fill(url: string, plainUrl: string, size: number): Promise<void> {
  process.env.DATABASE_URL = plainUrl;
  shared.imageScreenDatabase = undefined;
  await seed(SEEDED);
  await database().$disconnect();
  const owner = new Client(url);
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>("SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'screening' AND column_name NOT IN ('id', 'code')");
  const columns = rows.map(({ name }) => name).join();
  await owner.query(`INSERT INTO screening (code, ${columns}) SELECT 'IS-Z' || upper(substr(h, 1, 3) || '-' || substr(h, 4, 4)), ${columns} FROM (SELECT lpad(to_hex(row_number() OVER ()), 7, '0') AS h, s.* FROM generate_series(2, ${Math.ceil(size / SEEDED)}), screening s) AS copies`);
  // As many transactions as a site would have, nearly: each line is bound to the one before, whose older versions stay until the transaction ends.
  for (let from = 0; from < size; from += LINES) {
    await owner.query("INSERT INTO audit_event (at, action, screening_code, site_id) SELECT now(), 'save', code, site_id FROM screening WHERE code LIKE 'IS-Z%' AND id > (SELECT min(id) FROM screening) + $1 AND id <= (SELECT min(id) FROM screening) + $2", [from, from + LINES]);
  }
  await owner.query("VACUUM ANALYZE");
  await owner.query("CHECKPOINT").catch(() => {});
  await owner.end();
}

async function sizes(url: string): Promise<{ total: number; screening: number; indexes: number; audit: number; rows: number }> {
  const owner = new Client(url);
  await owner.connect();
  const { rows } = await owner.query<Record<string, string>>("SELECT pg_database_size(current_database()) AS total, pg_table_size('screening') AS screening, pg_indexes_size('screening') AS indexes, pg_total_relation_size('audit_event') AS audit, (SELECT count(*) FROM screening) AS rows");
  await owner.end();
  return Object.fromEntries(Object.entries(rows[0] ?? {}).map(([name, value]) => [name, Number(value)])) as Awaited<ReturnType<typeof sizes>>;
}

/** Seconds until it is ready, the database stopped before. */
async function starting(dataDir: string): Promise<number> {
  const times: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const begun = performance.now();
    const server = await startServer(process.cwd(), { DATA_DIR: dataDir });
    times.push((performance.now() - begun) / 1_000);
    await server.stop();
  }
  return median(times);
}

function command(name: "backup" | "restore", dataDir: string, file: string): number {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--conditions=react-server", `lib/cli/${name}.ts`, file], { env: { ...process.env, DATABASE_URL: "", DATA_DIR: dataDir }, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return (performance.now() - begun) / 1_000;
}

function directory(): string {
  const made = mkdtempSync(join(tmpdir(), "image-screen-growth-"));
  // As root the database runs as a user of its own, which has to pass.
  chmodSync(made, 0o755);
  return made;
}

console.log("| screenings | on disk, MB | a screening, bytes: row, indexes, audit line | start, s | backup, s | file, MB | restore, s |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const size of SIZES) {
  const [here, there] = [directory(), directory()];
  try {
    const embedded = await startEmbedded(here);
    await migrate(embedded.url);
    await fill(embedded.url, embedded.plainUrl, size);
    const held = await sizes(embedded.url);
    await embedded.stop();
    const start = await starting(here);
    const file = join(there, "growth.backup");
    const [backup, restore] = [command("backup", here, file), command("restore", there, file)];
    const each = [held.screening, held.indexes, held.audit].map((bytes) => Math.round(bytes / held.rows));
    console.log(`| ${held.rows.toLocaleString("en")} | ${mb(held.total)} | ${each.join(", ")} | ${start.toFixed(1)} | ${backup.toFixed(1)} | ${mb(statSync(file).size)} | ${restore.toFixed(1)} |`);
  } finally {
    for (const made of [here, there]) rmSync(made, { recursive: true, force: true });
  }
}
