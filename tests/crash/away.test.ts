import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { sayingAway } from "@/lib/cli/away";
import { noteAway } from "@/lib/store/away";
import { databaseIsAway } from "@/lib/store/client";

test("a page over which the database was away is a 503 that says when to come again; any other fault stays one, and the API speaks for itself", async () => {
  const handle = sayingAway(async ({ url = "" }, response) => {
    await sleep(5);
    if (url.endsWith("away")) noteAway();
    response.statusCode = url === "/well" ? 200 : 500;
    response.end("what the page says");
  });
  const server = createServer((request, response) => void handle(request, response)).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const ask = async (path: string) => {
    const reply = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
    return [reply.status, reply.headers.get("retry-after"), await reply.text()];
  };
  const said = "what the page says";
  // At the same time, so that one request's absence is not another's.
  expect(await Promise.all(["/away", "/fault", "/well", "/api/away"].map(ask))).toEqual([[503, "5", said], [500, null, said], [200, null, said], [500, null, said]]);
  server.close();
});

test("an error of the connection that the driver has renamed, its code left out, is an absence as well", () => {
  const told = (kind: string) => databaseIsAway({ code: "P2010", meta: { driverAdapterError: { name: "DriverAdapterError", cause: { kind } } } });
  for (const kind of ["ConnectionClosed", "SocketTimeout", "DatabaseNotReachable", "TooManyConnections"]) expect(told(kind), kind).toBe(true);
  for (const kind of ["UniqueConstraintViolation", "TransactionWriteConflict", "ValueOutOfRange"]) expect(told(kind), kind).toBe(false);
});
