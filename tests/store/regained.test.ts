import { once } from "node:events";
import { renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { ask, cleanUp, launch, place, postmaster } from "./launching";

afterEach(cleanUp);

test("an embedded database comes back to its launcher after a command had started it for itself in between", async () => {
  const { child, url, where } = await launch(place());
  // The launcher has a query of its own under way at first, and ends with it.
  await expect.poll(() => ask(url, "SELECT count(*)::int AS rows FROM kept").catch(() => null)).toEqual({ rows: 0 });
  const control = join(where, "global", "pg_control");
  renameSync(control, `${control}.away`);
  process.kill(postmaster(where), "SIGKILL");
  await sleep(1_500);
  child.kill("SIGSTOP");
  renameSync(`${control}.away`, control);
  const command = await launch(dirname(where));
  child.kill("SIGCONT");
  await sleep(2_500);
  command.child.kill("SIGTERM");
  await once(command.child, "exit");
  const held = `SELECT count(*)::int AS held FROM pg_stat_activity WHERE application_name = 'image-screen ${child.pid}'`;
  await expect.poll(() => ask(url, held).catch(() => null), { timeout: 20_000 }).toEqual({ held: 1 });
});
