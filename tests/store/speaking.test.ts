import { Client } from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { Undecided, ask, databaseIsAway, inSiteSpeaking } from "@/lib/store/client";
import type { Speaking } from "@/lib/store/connection";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
type Sites = { site: string | null }[];

afterEach(() => void vi.restoreAllMocks());

const siteNow = async (transaction: Speaking) => (await transaction.$queryRaw<Sites>`SELECT current_setting('app.site', true) AS site`)[0]?.site;
const sitesSeen = async (transaction: Speaking) => (await transaction.$queryRaw<{ id: string }[]>`SELECT id FROM site`).map(({ id }) => id);
const siteAfterwards = async () => (await ask<{ site: string | null }>`SELECT current_setting('app.site', true) AS site`)[0]?.site || null;
/** What PostgreSQL was asked, and so whether a transaction was left open behind an error. */
const open = async () => (await query("SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'"))[0]?.open;

test("a transaction sees its site and no other, and its connection sees none afterwards", async () => {
  await query("INSERT INTO site (id) VALUES ('other')");
  expect(await inSiteSpeaking("local", sitesSeen)).toEqual(["local"]);
  expect(await siteAfterwards()).toBeNull();
  await inSiteSpeaking("other", () => Promise.reject(new Error("undone"))).catch(() => {});
  expect([await siteAfterwards(), await open()]).toEqual([null, 0]);
  expect(await inSiteSpeaking("o'ther", siteNow)).toBe("o'ther");
  expect(await inSiteSpeaking("o'ther", sitesSeen)).toEqual([]);
});

test("60 at once stay apart, on ten connections", async () => {
  const seen = await Promise.all(Array.from({ length: 60 }, (_, at) => inSiteSpeaking(at % 2 ? "local" : "other", async (transaction) => {
    await transaction.$queryRaw`SELECT pg_sleep(0.002)::text`;
    return sitesSeen(transaction);
  })));
  expect(seen).toEqual(Array.from({ length: 60 }, (_, at) => [at % 2 ? "local" : "other"]));
  const [held] = await query("SELECT count(*)::int AS held FROM pg_stat_activity WHERE datname = current_database() AND usename = 'image_screen_app'");
  expect(held?.held).toBeLessThanOrEqual(10);
});

test("what is undone is undone whole, whoever threw", async () => {
  const opens = (transaction: Speaking) => transaction.$executeRaw`INSERT INTO attempt VALUES ('once:' || repeat('a', 64), 1, now())`;
  await expect(inSiteSpeaking("local", async (transaction) => (await opens(transaction), opens(transaction)))).rejects.toMatchObject({ code: "23505" });
  await expect(inSiteSpeaking("local", async (transaction) => { await opens(transaction); throw new RangeError("ours"); })).rejects.toThrow(RangeError);
  const hushed = inSiteSpeaking("local", async (transaction) => { await opens(transaction); await transaction.$queryRaw`SELECT 1 / 0`.catch(() => {}); });
  await expect(hushed).rejects.toThrow("was undone");
  expect([await query("SELECT FROM attempt"), await open()]).toEqual([[], 0]);
  expect(await inSiteSpeaking("local", opens)).toBe(1);
  await query("DELETE FROM attempt");
});

test("numbers of the database stay whole", async () => {
  expect(await ask`SELECT 9007199254740993::bigint AS id, ${["a", "b,"]}::text[] AS list, ${{ a: [1] }}::jsonb AS held, ${null}::text AS nothing`).toEqual([{ id: 9007199254740993n, list: ["a", "b,"], held: { a: [1] }, nothing: null }]);
});

test("a connection that is lost in the middle is the database's absence, one that is lost over the end nobody's knowledge", async () => {
  const cut = (pid: number) => run(query.administrator, "SELECT pg_terminate_backend($1)", [pid]);
  const pidOf = async (transaction: Speaking) => (await transaction.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`)[0]?.pid ?? 0;
  const middle = await inSiteSpeaking("local", async (transaction) => { await cut(await pidOf(transaction)); await sitesSeen(transaction); }).catch((error: unknown) => error);
  expect([databaseIsAway(middle), middle instanceof Undecided]).toEqual([true, false]);
  const atItsEnd = await inSiteSpeaking("local", async (transaction) => cut(await pidOf(transaction))).catch((error: unknown) => error);
  expect(atItsEnd).toBeInstanceOf(Undecided);
  expect(await inSiteSpeaking("local", sitesSeen)).toEqual(["local"]);
});

test("a transaction that waits for too long is cut, and nothing of it stays", async () => {
  const holder = new Client(query.owner);
  await holder.connect();
  await holder.query("BEGIN; LOCK TABLE attempt");
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  const waits = inSiteSpeaking("local", (transaction) => transaction.$executeRaw`INSERT INTO attempt VALUES ('once:' || repeat('b', 64), 1, now())`).catch((error: unknown) => error);
  await vi.waitFor(async () => expect(await query("SELECT FROM pg_locks WHERE NOT granted")).toHaveLength(1));
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
  expect(databaseIsAway(await waits)).toBe(true);
  await holder.query("ROLLBACK");
  await holder.end();
  expect(await query("SELECT FROM attempt")).toEqual([]);
});
