import { Agent, createServer } from "node:http";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { measureLoad } from "./measure";
import { ACTS, perform } from "./work.mjs";

const BUILT = existsSync(join(".next", "BUILD_ID"));
const HOW = { members: 4, seconds: 4, floorSeconds: 2, pauseMs: 100, screenings: 200 };

test.skipIf(!BUILT)("members at once get what they ask for, and nothing that was acknowledged is lost; the same SQL without us answers as well", async () => {
  const figures = await measureLoad(process.cwd(), CHECKLIST_VERSION, HOW, join(tmpdir(), `image-screen-statements-${process.pid}`), () => {});
  expect(figures.faults).toEqual([]);
  const { ours, floor, full } = figures;
  for (const run of [ours, floor, full.ours, full.floor]) expect(run.count).toBeGreaterThan(HOW.members);
});

test("an answer that is not what was asked for is a fault, and so is none", async () => {
  const server = createServer((_, response) => void response.writeHead(200).end("something else"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const about = { draft: {}, code: "IS-79V4-WHW9" };
  const who = { name: "", email: "", cookie: "" };
  const faults = async () => (await Promise.all(ACTS.map((act) => perform({ origin, agent: new Agent() }, who, act, about)))).map(({ fault }, at) => fault && ACTS[at]);
  expect(await faults()).toEqual(["save", null, "open", null, "open page"]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(await faults()).toEqual([...ACTS]);
});
