// The server part of `npm run bench`: one request at a time, ours and a bare node:http handler with the same SQL taking turns.
import { fork } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { CODE_BYTES, makeCode } from "@/lib/screening/code";
import { madeUpDrafts } from "@/prisma/seed";
import { startServer } from "../attack/server.mjs";
import { makeWorld } from "../attack/world.mjs";
import { statementsOf } from "../load/floor.mjs";
import { ACTS } from "../load/work.mjs";
import type { Act } from "../load/work.mjs";
import { machine, median, ratioText, runs, table } from "./figures.mjs";
import type { Told } from "./sql.mjs";

const CALLS = 50 * runs(7);
const WARM = 40;
const SAVE_AT_MOST = 2.5;
const root = process.cwd();
const agent = new Agent({ keepAlive: true });
const drafts = madeUpDrafts(500).map((draft) => JSON.stringify(draft));
type Asked = "assess" | Act;
const paths: Record<Asked, (code: string) => string> = {
  assess: () => "/api/v1/assess", save: () => "/api/v1/screenings", list: () => "/api/v1/screenings?limit=50", open: (code) => `/api/v1/screenings/${code}`, "list page": () => "/screenings", "open page": (code) => `/screenings/${code}`,
};
const writes = (asked: Asked) => asked === "save" || asked === "assess";

/** Milliseconds until the whole answer is there, and its text. */
function timed(url: string, asked: Asked, body: string, cookie: string): Promise<{ ms: number; text: string }> {
  const begun = performance.now();
  const headers = { origin: new URL(url).origin, cookie, "content-type": "application/json", "idempotency-key": randomUUID() };
  return new Promise((resolve, reject) => {
    request(url, { method: writes(asked) ? "POST" : "GET", agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => (text += chunk)).on("error", reject).on("end", () => {
        if ((response.statusCode ?? 500) >= 300) reject(new Error(`${asked}: ${response.statusCode} ${text.slice(0, 200)}`));
        else resolve({ ms: performance.now() - begun, text });
      });
    }).on("error", reject).end(writes(asked) ? body : "");
  });
}

/** The bare handlers, and how they are ended. */
async function bare(told: Told): Promise<{ origin: string; assess: string; end: () => void }> {
  const child = fork(fileURLToPath(new URL("./sql.mjs", import.meta.url)), { serialization: "advanced", execArgv: [] });
  child.send(told);
  const said = await new Promise<{ origin: string; assess: string }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { origin: string; assess: string }));
    child.once("exit", () => reject(new Error("The bare handler ended.")));
  });
  return { ...said, end: () => child.disconnect() };
}

const p95 = (values: number[]) => (values.toSorted((one, other) => one - other)[Math.floor(values.length * 0.95)] ?? Number.NaN).toFixed(1);
const statements = join(tmpdir(), `image-screen-statements-${process.pid}`);
const server = await startServer(root, { NODE_OPTIONS: `--import ${join(root, "tests/load/capture.mjs")}`, STATEMENTS: statements });
try {
  const world = await makeWorld(server, CHECKLIST_VERSION);
  const { cookie } = world.people.clinician;
  const acts = await statementsOf(world, statements, { draft: JSON.parse(drafts[0] ?? ""), code: world.codes.here[0] ?? "" });
  process.kill(server.pid, "SIGUSR2");
  const { host } = await server.database();
  const fresh = Array.from({ length: CALLS + WARM }, () => makeCode(randomBytes(CODE_BYTES)));
  const assessment = (await timed(`${server.origin}${paths.assess("")}`, "assess", drafts[0] ?? "", "")).text;
  const floor = await bare({ url: `postgresql://image_screen_app@localhost/image_screen?host=${String(host)}`, acts, saved: world.codes.here, fresh, assessment });
  const rows: string[][] = [];
  for (const asked of ["assess", ...ACTS] as const) {
    const [ours, theirs]: [number[], number[]] = [[], []];
    for (let call = 0; call < CALLS + WARM; call += 1) {
      const draft = drafts[call % drafts.length] ?? "";
      const turns = [
        async () => (await timed(`${server.origin}${paths[asked](world.codes.here[call % world.codes.here.length] ?? "")}`, asked, draft, cookie)).ms,
        async () => (await timed(asked === "assess" ? floor.assess : `${floor.origin}/${asked.replace(" ", "-")}`, asked, draft, "")).ms,
      ] as const;
      const first = call % 2 ? 0 : 1;
      const times = [0, 0];
      for (const at of [first, 1 - first] as const) times[at] = await (turns[at] ?? turns[0])();
      if (call < WARM) continue;
      ours.push(times[0] ?? Number.NaN);
      theirs.push(times[1] ?? Number.NaN);
    }
    const ratio = median(ours) / median(theirs);
    rows.push([asked, asked === "assess" ? "0" : String(acts[asked].statements.length), median(ours).toFixed(2), p95(ours), median(theirs).toFixed(2), p95(theirs), ratioText(ours, theirs), asked === "save" ? `${SAVE_AT_MOST} ${ratio <= SAVE_AT_MOST ? "✓" : "not reached"}` : ""]);
  }
  floor.end();
  console.log(`${machine()} ${CALLS} calls of each kind on each side.\n\n${table(["asked", "statements", "ours, median ms", "p95", "floor, median ms", "p95", "ours / floor", "at most"], rows)}`);
} finally {
  agent.destroy();
  await server.stop();
  rmSync(statements, { force: true });
}
