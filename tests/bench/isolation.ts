// What row-level security costs a request, 10,000 screenings a site: node --import tsx --conditions=react-server tests/bench/isolation.ts
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { database, inSite } from "@/lib/store/client";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate } from "@/lib/store/migrate";
import { listScreenings } from "@/lib/store/lists";
import { findScreening } from "@/lib/store/screenings";
import { seed } from "@/prisma/seed";

const ROWS = 10_000;
const SEEDED = 500;
const CALLS = 1_000;
const actor = { id: null, site: "local" };
const shared = globalThis as { imageScreenDatabase?: unknown };
const everything = { letter: [], observed: [], excluded: [] };

/** A client of our own making, connected by that address. */
function clientOf(url: string) {
  shared.imageScreenDatabase = undefined;
  process.env.DATABASE_URL = url;
  return database();
}

/** Two sites with their rows, and the codes of the first. */
async function fill(owner: string): Promise<string[]> {
  const client = new Client(owner);
  await client.connect();
  await client.query("INSERT INTO site (id) VALUES ('other')");
  for (const site of ["local", "other"]) await seed(SEEDED, { id: null, site });
  const { rows: names } = await client.query<{ name: string }>("SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'screening' AND column_name NOT IN ('id', 'code')");
  const columns = names.map(({ name }) => name).join();
  await client.query(`
    INSERT INTO screening (code, ${columns})
    SELECT 'IS-Z' || upper(substr(h, 1, 3) || '-' || substr(h, 4, 4)), ${columns}
    FROM (SELECT lpad(to_hex(row_number() OVER ()), 7, '0') AS h, s.* FROM screening s, generate_series(2, ${ROWS / SEEDED})) AS copies`);
  await client.query("VACUUM ANALYZE screening");
  const { rows } = await client.query<{ code: string }>("SELECT code FROM screening WHERE site_id = 'local' AND code NOT LIKE 'IS-Z%'");
  await client.end();
  return rows.map(({ code }) => code);
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const directory = mkdtempSync(join(tmpdir(), "image-screen-bench-"));
chmodSync(directory, 0o755);
const embedded = await startEmbedded(directory);
await migrate(embedded.url);
const sides = { plain: clientOf(embedded.plainUrl), owner: clientOf(embedded.url) };
try {
  const codes = await fill(embedded.url);
  const code = (call: number) => codes[call % codes.length] ?? "";
  const works: [string, (call: number) => Promise<unknown>][] = [
    ["findScreening", (call) => findScreening(actor, code(call), new Date())],
    ["listScreenings, 50 rows", () => listScreenings(actor, everything, new Date())],
    ["listScreenings by three findings", () => listScreenings(actor, { ...everything, observed: ["hypercalciuria", "adrenal-hypoplasia", "micropenis"] }, new Date())],
    ["a transaction with its site", () => inSite("local", (transaction) => transaction.$queryRaw`SELECT 1`)],
    ["a transaction without", () => inSite(null, (transaction) => transaction.$queryRaw`SELECT 1`)],
  ];
  console.log("p50, ms: plain role under row-level security; owner, whom no policy holds; ratio");
  for (const [name, work] of works) {
    const times = { plain: [] as number[], owner: [] as number[] };
    for (let call = 0; call < CALLS; call += 1) {
      // Taking turns, and taking turns at being first.
      for (const side of call % 2 ? (["plain", "owner"] as const) : (["owner", "plain"] as const)) {
        shared.imageScreenDatabase = sides[side];
        const begun = performance.now();
        await work(call);
        if (call >= CALLS / 10) times[side].push(performance.now() - begun);
      }
    }
    const [plain, owner] = [median(times.plain), median(times.owner)];
    console.log(`${name}: ${plain.toFixed(2)}; ${owner.toFixed(2)}; ${(plain / owner).toFixed(2)}`);
  }
} finally {
  await Promise.all(Object.values(sides).map((client) => client.$disconnect()));
  await embedded.discard();
  rmSync(directory, { recursive: true, force: true });
}
