import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { GET as health } from "@/app/api/v1/health/route";
import { GET as live } from "@/app/api/v1/health/live/route";
import { GET as ready } from "@/app/api/v1/health/ready/route";
import { database } from "@/lib/store/client";
import { version } from "@/package.json";
import { ownDatabase } from "@/tests/store/database";

ownDatabase();

/** The same process with its database elsewhere. */
function move(url: string): void {
  void database().$disconnect();
  Reflect.deleteProperty(globalThis, "imageScreenDatabase");
  process.env.DATABASE_URL = url;
}

const told = async (answer: Response): Promise<unknown[]> => [answer.status, answer.headers.get("retry-after"), answer.headers.get("cache-control"), await answer.json()];
const ok = (more = {}) => [200, null, "no-store", { status: "ok", ...more }];
const problem = (name: string, title: string) => [503, "5", "no-store", { type: `urn:image-screen:${name}`, title, status: 503 }];

afterEach(() => void delete process.env.STOPPING);

test("all is well, and no more is said of the server than its version", async () => {
  expect([await told(await live()), await told(await ready()), await told(await health())]).toEqual([ok(), ok(), ok({ version })]);
});

test("while it is being stopped it lives and is not ready", async () => {
  process.env.STOPPING = "1";
  const stopping = problem("stopping", "The server is being stopped");
  expect([await told(await live()), await told(await ready()), await told(await health())]).toEqual([ok(), stopping, stopping]);
});

test("a database that is away, or takes the connection and says nothing, is told within three seconds, by one question however many ask", async () => {
  const { DATABASE_URL: address = "" } = process.env;
  const away = problem("database-away", "The database is away");
  move("postgresql://nobody@localhost/nothing?host=/tmp/no-such-socket");
  expect([await told(await live()), await told(await ready())]).toEqual([ok(), away]);
  let connections = 0;
  const silent = createServer((socket) => void (connections += 1, socket.on("error", () => {}))).listen(0, "127.0.0.1");
  await new Promise((resolve) => silent.once("listening", resolve));
  move(`postgresql://nobody@127.0.0.1:${(silent.address() as AddressInfo).port}/nothing`);
  const begun = Date.now();
  const answers = await Promise.all([ready(), ready(), health(), live()]);
  expect(await Promise.all(answers.map(told))).toEqual([away, away, away, ok()]);
  expect([Date.now() - begun < 3_000, connections]).toEqual([true, 1]);
  silent.close();
  move(address);
  expect((await ready()).status).toBe(200);
});
