// node --import tsx --conditions=react-server tests/load/run.ts: fifty members at once for ten minutes, and the bare floor before and after.
// MEMBERS, SECONDS, FLOOR_SECONDS, PAUSE_MS and SCREENINGS change it.
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHECKLIST_VERSION } from "@/lib/screening/checklist";
import { measureLoad, tableOf } from "./measure";

const number = (name: string, otherwise: number) => Number(process.env[name] || otherwise);
const how = { members: number("MEMBERS", 50), seconds: number("SECONDS", 600), floorSeconds: number("FLOOR_SECONDS", 60), pauseMs: number("PAUSE_MS", 2_000), screenings: number("SCREENINGS", 1_000) };

const figures = await measureLoad(process.cwd(), CHECKLIST_VERSION, how, join(tmpdir(), `image-screen-statements-${process.pid}`), (line) => console.log(line));
console.log(`\n${tableOf(figures)}\n`);
for (const fault of figures.faults) console.log(`✗ ${fault}`);
process.exitCode = figures.faults.length > 0 ? 1 : 0;
console.log(figures.faults.length > 0 ? `Load: ${figures.faults.length} faults.` : `Load: ${figures.ours.count} requests of ${how.members} members in ${how.seconds} s, no error, nothing lost, memory steady.`);
