import { expect, test } from "vitest";
import { watchDatabase } from "@/lib/store/watch";
import type { Turn } from "@/lib/store/watch";
import { ownDatabase, run } from "./database";

const query = ownDatabase();
const name = () => new URL(query.owner).pathname.slice(1);
const at = (database: string) => Object.assign(new URL(query.administrator), { pathname: `/${database}` }).href;
const watchers = async () => (await run(at("postgres"), "SELECT pid FROM pg_stat_activity WHERE application_name = 'image-screen watch' AND datname = $1", [name()])).map(({ pid }) => Number(pid));
const cut = () => run(at("postgres"), "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()", [name()]);

test("a connection that is cut is no news, a database that lets nobody in is, and so is its return; then nothing is left", async () => {
  const turns: Turn[] = [];
  const stop = watchDatabase(query.owner, (turn) => turns.push(turn));
  await expect.poll(watchers).toHaveLength(1);
  const [first] = await watchers();
  await cut();
  await expect.poll(async () => (await watchers()).filter((pid) => pid !== first)).toHaveLength(1);
  expect(turns).toEqual([]);
  await run(at("postgres"), `ALTER DATABASE ${name()} WITH ALLOW_CONNECTIONS false`);
  await cut();
  await expect.poll(() => turns).toEqual([{ lost: true }]);
  await run(at("postgres"), `ALTER DATABASE ${name()} WITH ALLOW_CONNECTIONS true`);
  await expect.poll(() => turns, { timeout: 5_000 }).toEqual([{ lost: true }, { lost: false, afterMs: expect.any(Number) as unknown }]);
  await stop();
  await expect.poll(watchers).toEqual([]);
  expect(turns.length).toBe(2);
});
