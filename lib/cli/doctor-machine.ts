import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Finding } from "@/lib/store/examine";
import { fits, stale } from "./prepare.mjs";
import type { Settings } from "./settings.mjs";

const ASK_MS = 5_000;
const FIRST_YEAR = 2026;
const LAST_YEAR = 2099;

const about = (name: string) => (grade: Finding["grade"], says: string): Finding => ({ grade, about: name, says });

/** Whether this Node may run it, and whether what is built is of these sources. */
export function examineProgram(root: string): Finding[] {
  const { engines, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { engines: { node: string }; version: string };
  const steps = stale(root);
  const [node, built] = [about("Node"), about("Build")];
  return [
    fits(process.versions.node, engines.node) ? node("ok", `${process.versions.node} fits ${engines.node}.`) : node("fault", `${process.versions.node} does not fit ${engines.node}; install another.`),
    steps.length === 0 ? built("ok", `IMAGe Screen ${version} is installed and built as its sources are.`) : built("warning", `The next start has to do first: ${steps.join("; ")}. A server that runs is older than its sources.`),
  ];
}

/** Whether the clock can be right, and whether something keeps it. */
export function examineClock(now: Date): Finding {
  const tell = about("Clock");
  const year = now.getUTCFullYear();
  if (year < FIRST_YEAR || year > LAST_YEAR) return tell("fault", `It says ${now.toISOString()}, which cannot be; sessions, links and the audit trail go by it. Set it.`);
  const kept = synchronised();
  if (kept === false) return tell("warning", `It says ${now.toISOString()}, and no time server keeps it: timedatectl set-ntp true`);
  return tell("ok", `It says ${now.toISOString()}${kept ? " and is kept by a time server" : "; whether a time server keeps it cannot be told here"}.`);
}

/** null: nobody here can tell. */
function synchronised(): boolean | null {
  if (existsSync("/run/systemd/timesync/synchronized")) return true;
  const { status, stdout } = spawnSync("timedatectl", ["show", "-p", "NTPSynchronized", "--value"], { encoding: "utf8", timeout: ASK_MS });
  if (status !== 0) return null;
  return /^(yes|no)$/m.test(stdout) ? stdout.trim() === "yes" : null;
}

/** Whether the port is free, or held by this application, and whether that is ready. */
export async function examinePort({ host, port, baseUrl }: Settings): Promise<Finding> {
  const tell = about("Port");
  if (port === 0) return tell("ok", "Any free one is taken at each start.");
  const code = await refusal(host, port);
  if (code === null) return tell("ok", `${port} is free; the server stands still.`);
  if (code !== "EADDRINUSE") return tell("fault", `${port} at ${host} cannot be used (${code}); set PORT or HOST to another.`);
  const answer = await ask(host, port, new URL(baseUrl ?? `http://localhost:${port}`).host);
  if (answer === null) return tell("fault", `${port} is held by another program, or by a server that does not answer any more; stop that, or set PORT to another.`);
  if (answer.status === 200) return tell("ok", `IMAGe Screen answers at ${port} and is ready.`);
  return tell(answer.says.includes("starting") ? "warning" : "fault", `IMAGe Screen answers at ${port} and is not ready: ${answer.says}`);
}

function refusal(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown reason"));
    probe.listen({ host, port }, () => probe.close(() => resolve(null)));
  });
}

/** What whoever holds the port says of itself; null where it is none of ours. */
function ask(host: string, port: number, name: string): Promise<{ status: number; says: string } | null> {
  const at = { "0.0.0.0": "127.0.0.1", "::": "::1" }[host] ?? host;
  return new Promise((resolve) => {
    const sent = request({ host: at, port, path: "/api/v1/health/ready", headers: { host: name }, agent: false, timeout: ASK_MS }, (reply) => {
      let body = "";
      reply.setEncoding("utf8").on("data", (chunk: string) => (body = `${body}${chunk}`.slice(0, 10_000)));
      reply.on("end", () => resolve(ours(reply.statusCode ?? 0, body)));
    });
    sent.on("timeout", () => sent.destroy()).on("error", () => resolve(null)).end();
  });
}

function ours(status: number, body: string): { status: number; says: string } | null {
  try {
    const { status: word, type = "", title = "", detail = "" } = JSON.parse(body) as { status?: unknown; type?: string; title?: string; detail?: string };
    if (word !== "ok" && !type.startsWith("urn:image-screen:") && !detail.startsWith("IMAGe Screen")) return null;
    return { status, says: `${detail || title}`.slice(0, 200) };
  } catch {
    return null;
  }
}
