/**
 * From now on an error on the console is its name, code and place: a message or a property of it may hold what somebody
 * typed or what is saved (PostgreSQL quotes the failing row). A Refusal is printed as a text and stays whole.
 */
export function withoutMessages(): void {
  for (const level of ["error", "warn"] as const) {
    const write = console[level].bind(console);
    console[level] = (...given: unknown[]) => write(...given.map(harmless));
  }
}

function harmless(given: unknown): unknown {
  if (typeof given === "string" || typeof given === "number") return given;
  if (!(given instanceof Error)) return `[${typeof given}]`;
  const code = "code" in given && typeof given.code === "string" && /^[\w-]{1,40}$/.test(given.code) ? ` ${given.code}` : "";
  const frames = given.stack?.split("\n").filter((line) => /^ {4}at /.test(line)) ?? [];
  return [`${given.name}${code}`, ...frames].join("\n");
}
