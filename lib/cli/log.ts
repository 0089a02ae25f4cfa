import { AsyncLocalStorage } from "node:async_hooks";

type Level = "info" | "error";

const print = console.log.bind(console);
const complain = console.error.bind(console);
/** Under which number a request is in the log. */
const current = new AsyncLocalStorage<string>();
let isJson = false;

/** From now on whatever reaches the console is one JSON object a line on the standard output, for a program that collects them. */
export function speakJson(): void {
  isJson = true;
  for (const level of ["log", "info", "debug"] as const) console[level] = (...given: unknown[]) => line("info", "console", { message: given.map(harmless).join(" ") });
  withoutMessages();
}

/**
 * Tells whoever runs the server that something has happened: as its sentence, or with what belongs to it as a line of JSON.
 * @param more numbers, names of ours and versions; nothing that anybody typed, saved or asked for
 */
export function say(event: string, message: string, more: Record<string, unknown> = {}, level: Level = "info"): void {
  if (isJson) line(level, event, { ...more, message });
  else (level === "error" ? complain : print)(message);
}

/** A line without a sentence; nothing where the log is for people. */
export function note(event: string, more: Record<string, unknown>): void {
  if (isJson) line("info", event, more);
}

/** What `work` tells, and whatever it begins, is told under this number of a request. */
export function inRequest(id: string, work: () => void): void {
  current.run(id, work);
}

function line(level: Level, event: string, more: Record<string, unknown>): void {
  const id = current.getStore();
  print(JSON.stringify({ time: new Date().toISOString(), level, event, ...(id !== undefined && { id }), ...more }));
}

/**
 * From now on an error on the console is its name, code (or status of HTTP) and place: a message or a property of it may
 * hold what somebody typed or what is saved (PostgreSQL quotes the failing row). A Refusal is printed as a text and stays
 * whole.
 */
export function withoutMessages(): void {
  for (const level of ["error", "warn"] as const) {
    const write = console[level].bind(console);
    console[level] = (...given: unknown[]) => (isJson ? line("error", "console", { message: given.map(harmless).join(" ") }) : write(...given.map(harmless)));
  }
}

function harmless(given: unknown): unknown {
  if (typeof given === "string" || typeof given === "number") return given;
  if (!(given instanceof Error)) return `[${typeof given}]`;
  // An APIError of the sign-in's library has a status for its code, and its place under another name.
  const named = "code" in given && typeof given.code === "string" ? given.code : "statusCode" in given && typeof given.statusCode === "number" ? `${given.statusCode}` : "";
  const code = /^[\w-]{1,40}$/.test(named) ? ` ${named}` : "";
  const stack = "errorStack" in given && typeof given.errorStack === "string" ? given.errorStack : given.stack;
  const frames = stack?.split("\n").filter((frame) => /^ {4}at /.test(frame)) ?? [];
  return [`${given.name}${code}`, ...frames].join("\n");
}
