// The growth part of `npm run bench`: what the list costs at 1,000 and at 100,000 screenings, and how each filter is found.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { parsePage } from "@/lib/screening/filter";
import type { Page } from "@/lib/screening/filter";
import { database } from "@/lib/store/client";
import { startEmbedded } from "@/lib/store/embedded";
import { listScreenings } from "@/lib/store/lists";
import { migrate } from "@/lib/store/migrate";
import { seed } from "@/prisma/seed";
import { machine, median, ratioText, runs, table } from "./figures.mjs";

const SEEDED = 500;
const SIZES = [1_000, 100_000] as const;
const WARM = 10;
const CALLS = 50 * runs(1) + WARM;
const actor = { id: "00000000-0000-4000-8000-000000000001", site: "local", signedInAt: new Date() };
const shared = globalThis as { imageScreenDatabase?: unknown };
const asked = [
  "", "order=oldest", "order=match", "order=flag", "match=core-pair", "match=insufficient", "flag=red", "flag=none", "sex=undetermined", "age=newborn", "letter=A:met", "letter=I:met&letter=I:supported", "letter=M:met", "letter=Ge:met",
  "observed=hypercalciuria", "excluded=cryptorchidism", "observed=micropenis&observed=iugr", "verdict=none", "verdict=confirmed", "begins=z0012", "match=partial&sex=male&age=newborn",
];

const pageOf = (query: string): Page => {
  const parsed = parsePage(new URLSearchParams(query));
  if ("errors" in parsed) throw new Error(query);
  return parsed.page;
};

/** A database with that many screenings: its clients, and where its first one is. */
async function filled(size: number) {
  const directory = mkdtempSync(join(tmpdir(), "image-screen-bench-"));
  chmodSync(directory, 0o755);
  const embedded = await startEmbedded(directory);
  await migrate(embedded.url);
  process.env.DATABASE_URL = embedded.plainUrl;
  shared.imageScreenDatabase = undefined;
  await seed(SEEDED);
  const owner = new Client(embedded.url);
  await owner.connect();
  const { rows } = await owner.query<{ name: string }>("SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'screening' AND column_name NOT IN ('id', 'code')");
  const columns = rows.map(({ name }) => name).join();
  await owner.query(`INSERT INTO screening (code, ${columns}) SELECT 'IS-Z' || upper(substr(h, 1, 3) || '-' || substr(h, 4, 4)), ${columns} FROM (SELECT lpad(to_hex(row_number() OVER ()), 7, '0') AS h, s.* FROM generate_series(2, ${size / SEEDED}), screening s) AS copies`);
  await owner.query("VACUUM ANALYZE");
  const client = database();
  const discard = async () => {
    await owner.end();
    await client.$disconnect();
    await embedded.discard();
    rmSync(directory, { recursive: true, force: true });
  };
  return { size, client, plainUrl: embedded.plainUrl, discard };
}

/** The plan of the query that reads the rows, for the plain role: which index finds them. */
async function indexOf(plainUrl: string, page: Page): Promise<string> {
  const query = Client.prototype.query;
  const sent: { text: string; values?: unknown[] }[] = [];
  Client.prototype.query = function (this: Client, ...all: unknown[]) {
    const [config, values] = all as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
    sent.push(typeof config === "string" ? { text: config, ...(values && { values }) } : { text: config.text, values: values ?? config.values ?? [] });
    return (query as (...all: unknown[]) => unknown).apply(this, all);
  } as typeof query;
  await listScreenings(actor, page);
  Client.prototype.query = query;
  const longest = sent.toSorted((one, other) => other.text.length - one.text.length)[0];
  const client = new Client(plainUrl);
  await client.connect();
  await client.query("SELECT set_config('app.site', 'local', false)");
  const { rows } = await client.query<{ "QUERY PLAN": string }>(`EXPLAIN ${longest?.text}`, longest?.values);
  await client.end();
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  return [...new Set([...plan.matchAll(/(?:using|on) (\w+_(?:idx|pkey|key))/g)].map(([, name]) => name)), ...(plan.includes("Seq Scan") ? ["SEQ SCAN"] : [])].join(", ");
}

const sides: Awaited<ReturnType<typeof filled>>[] = [];
try {
  for (const size of SIZES) sides.push(await filled(size));
  const rows: string[][] = [];
  for (const query of asked) {
    const times = sides.map((): number[] => []);
    for (let call = 0; call < CALLS; call += 1) {
      for (const at of call % 2 ? [0, 1] : [1, 0]) {
        shared.imageScreenDatabase = sides[at]?.client;
        const begun = performance.now();
        await listScreenings(actor, pageOf(query));
        if (call >= WARM) times[at]?.push(performance.now() - begun);
      }
    }
    const [small = [], large = []] = times;
    shared.imageScreenDatabase = sides[1]?.client;
    rows.push([query ? `\`${query}\`` : "everything", median(small).toFixed(1), median(large).toFixed(1), ratioText(large, small), await indexOf(sides[1]?.plainUrl ?? "", pageOf(query))]);
  }
  console.log(`${machine()}\n\n${table(["first page of 50", "ms at 1,000", "at 100,000", "ratio", "found by, at 100,000"], rows)}`);
} finally {
  for (const side of sides) await side.discard();
}
