import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** What a process prints that has taken the messages out. */
async function printed(program: string): Promise<string> {
  const whole = `import("@/lib/cli/log").then(async ({ withoutMessages }) => { withoutMessages(); ${program} })`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", "--eval", whole]);
  return stdout + stderr;
}

test("an error on the console is its name, code and place, never what it holds", async () => {
  const out = await printed(`
    class Refused extends Error { name = "Refused"; code = "P2021"; meta = { row: "hunter2" }; constructor() { super("row (hunter2)\\n  at hunter2", { cause: new Error("hunter2") }); } }
    const odd = Object.assign(new Error("hunter2"), { code: "hunter2 typed this", stack: "Error: hunter2\\nhunter2" });
    console.error(" x", new Refused());
    const { APIError } = await import("better-call");
    console.error("\u2a2f", new APIError("INTERNAL_SERVER_ERROR", { message: "hunter2", code: "HUNTER2" }));
    console.warn(odd, { typed: "hunter2" }, ["hunter2"]);
    console.error("The port is taken.");`);
  expect(out).toContain(" x Refused P2021\n    at ");
  expect(out).toMatch(/\u2a2f APIError 500\n {4}at /);
  expect(out).toContain("Error [object] [object]\n");
  expect(out).toContain("The port is taken.\n");
  expect(out).not.toMatch(/hunter2/i);
});
