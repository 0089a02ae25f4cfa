import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { Agent } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CODE_BYTES, makeCode } from "@/lib/screening/code";
import { verifyTrail } from "@/lib/store/trail";
import { madeUpDrafts } from "@/prisma/seed";
import { startServer } from "../attack/server.mjs";
import type { Person, World } from "../attack/world.mjs";
import { enlist, makeWorld } from "../attack/world.mjs";
import { serveSql, statementsOf } from "./floor.mjs";
import type { Act } from "./work.mjs";
import { ACTS, anyAct, perform } from "./work.mjs";

/** `pauseMs`: what a member rests between two requests on the average, 0 for none. */
export type How = { members: number; seconds: number; floorSeconds: number; pauseMs: number; screenings: number };
type Times = Record<Act, number[]>;
type Run = { times: Times; faults: string[]; saved: string[]; count: number; memory: number[] };
export type Figures = { how: How; ours: Run; floor: Run; full: { ours: Run; floor: Run }; faults: string[] };

const PLATEAU = 1.15;
const NOBODY: Person = { name: "", email: "", cookie: "" };

/**
 * Members work at the built server at once; before and after them the same work goes to a bare node:http handler with the
 * same SQL on the same database. Then both are asked without any pause.
 * @param file where the server may write down its statements
 */
export async function measureLoad(root: string, checklist: string, how: How, file: string, tell: (line: string) => void): Promise<Figures> {
  const server = await startServer(root, { NODE_OPTIONS: `--max-old-space-size=256 --import ${join(root, "tests/load/capture.mjs")}`, STATEMENTS: file });
  try {
    const world = await makeWorld(server, checklist);
    const drafts = madeUpDrafts(500);
    const anyOf = <Value>(values: readonly Value[]): Value => values[Math.floor(Math.random() * values.length)] as Value;
    const codes = [...world.codes.here];
    const about = () => ({ draft: anyOf(drafts), code: anyOf(codes) });
    const acts = await statementsOf(world, file, about());
    process.kill(server.pid, "SIGUSR2");
    const people = await enlist(world, how.members);
    const connection = await server.database();
    const floor = await serveSql(`postgresql://image_screen_app@localhost/image_screen?host=${String(connection.host)}`, acts, { any: () => anyOf(codes), another: () => makeCode(randomBytes(CODE_BYTES)) });
    tell(`${how.members} members are signed in; statements a request: ${ACTS.map((act) => `${act} ${acts[act].statements.length}`).join(", ")}.`);
    const at = (origin: string, whom: Person[], ours: boolean) => (seconds: number, pauseMs: number) => together({ origin, whom, ours, seconds, pauseMs, about, memory: ours ? server.memory : () => null });
    const [onOurs, onFloor] = [at(server.origin, people, true), at(floor.origin, people.map(() => NOBODY), false)];
    const first = await onOurs(Math.max(2, how.screenings / 100), 0);
    codes.push(...first.saved);
    const before = await onFloor(how.floorSeconds / 2, how.pauseMs);
    const ours = await onOurs(how.seconds, how.pauseMs);
    const floored = joined(before, await onFloor(how.floorSeconds / 2, how.pauseMs));
    const full = { ours: await onOurs(how.floorSeconds / 2, 0), floor: await onFloor(how.floorSeconds / 2, 0) };
    await floor.close();
    const faults = [...[first, ours, full.ours].flatMap((run) => run.faults), ...[floored, full.floor].flatMap((run) => run.faults.map((fault) => `floor: ${fault}`)), ...unsteady(ours, how.seconds), ...(await lost(world, [...first.saved, ...ours.saved, ...full.ours.saved]))];
    return { how, ours, floor: floored, full, faults };
  } finally {
    await server.stop();
    rmSync(file, { force: true });
  }
}

/** Everybody at once until the time is over, each one request after the other. */
async function together({ origin, whom, ours, seconds, pauseMs, about, memory }: { origin: string; whom: Person[]; ours: boolean; seconds: number; pauseMs: number; about: () => { draft: unknown; code: string }; memory: () => number | null }): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: whom.length });
  const run: Run = { times: Object.fromEntries(ACTS.map((act) => [act, []])) as unknown as Times, faults: [], saved: [], count: 0, memory: [] };
  const until = Date.now() + seconds * 1_000;
  const watch = setInterval(() => run.memory.push(memory() ?? 0), 1_000);
  await Promise.all(whom.map(async (who) => {
    await sleep(Math.random() * pauseMs);
    for (; Date.now() < until; await sleep((0.5 + Math.random()) * pauseMs)) {
      const act = anyAct();
      const { fault, code, ms } = ours ? await perform({ origin, agent }, who, act, about()) : await ask(origin, agent, act);
      run.times[act].push(ms);
      run.count += 1;
      if (fault) run.faults.push(fault);
      if (code) run.saved.push(code);
    }
  }));
  clearInterval(watch);
  agent.destroy();
  return run;
}

async function ask(origin: string, agent: Agent, act: Act): Promise<{ fault: string | null; code: null; ms: number }> {
  const { fault, ms } = await perform({ origin, agent }, NOBODY, act, { draft: null, code: "" }, `/${act.replace(" ", "-")}`);
  return { fault, code: null, ms };
}

function joined(one: Run, other: Run): Run {
  const times = Object.fromEntries(ACTS.map((act) => [act, [...one.times[act], ...other.times[act]]])) as unknown as Times;
  return { times, faults: [...one.faults, ...other.faults], saved: [], count: one.count + other.count, memory: [] };
}

/** Megabytes in the third quarter and in the last. */
function quarters({ memory }: Pick<Run, "memory">): [number, number] {
  const most = (from: number, to: number) => Math.round(Math.max(0, ...memory.slice(Math.floor(memory.length * from), Math.ceil(memory.length * to))) / 1_000);
  return [most(0.5, 0.75), most(0.75, 1)];
}

function unsteady(run: Run, seconds: number): string[] {
  const [before, after] = quarters(run);
  return seconds >= 60 && after > before * PLATEAU ? [`memory grew from ${before} to ${after} MB`] : [];
}

/** What was acknowledged and is not there, and a trail that is not whole. */
async function lost({ database, server }: World, saved: readonly string[]): Promise<string[]> {
  const { rows } = await database.query<{ code: string }>("SELECT code FROM screening JOIN (SELECT screening_code FROM audit_event WHERE action = 'save') AS told ON screening_code = code WHERE code = ANY($1)", [saved]);
  const { host } = await server.database();
  const verdict = await verifyTrail(`postgresql://postgres@localhost/image_screen?host=${String(host)}`);
  return [...(rows.length === saved.length ? [] : [`of ${saved.length} saves that were acknowledged ${rows.length} are there with their line`]), ...(verdict.sound ? [] : [verdict.fault])];
}

const share = (values: number[], part: number) => values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? Number.NaN;
const ms = (value: number) => (value < 100 ? value.toFixed(1) : value.toFixed(0));

/** The figures of a run as a Markdown table. */
export function tableOf({ how, ours, floor, full }: Figures): string {
  const rows = ACTS.map((act) => {
    const [one, other] = [ours.times[act], floor.times[act]];
    const [busy, bare] = [full.ours.times[act], full.floor.times[act]];
    return `| ${act} | ${one.length} | ${ms(share(one, 0.5))} | ${ms(share(one, 0.95))} | ${ms(share(other, 0.5))} | ${ms(share(other, 0.95))} | ${(share(one, 0.95) / share(other, 0.95)).toFixed(2)} | ${(share(busy, 0.5) / share(bare, 0.5)).toFixed(2)} |`;
  });
  const [before, after] = quarters(ours);
  const rate = (run: Run, seconds: number) => (run.count / seconds).toFixed(0);
  return [
    "| asked | requests | ours median, ms | ours p95 | floor median | floor p95 | p95 ours / floor | median without a pause, ours / floor |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ...rows,
    "",
    `${how.members} members, a rest of ${how.pauseMs} ms: ${rate(ours, how.seconds)} requests/s for ${how.seconds} s, ${ours.faults.length} errors; memory ${before} MB in the third quarter, ${after} MB in the last. Without a rest: ours ${rate(full.ours, how.floorSeconds / 2)}/s, floor ${rate(full.floor, how.floorSeconds / 2)}/s.`,
  ].join("\n");
}
