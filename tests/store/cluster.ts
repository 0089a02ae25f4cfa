import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "@/lib/store/embedded";
import { migrate } from "@/lib/store/migrate";

declare module "vitest" {
  interface ProvidedContext {
    /** Address of a migrated database that nobody uses: the template of all others. */
    templateUrl: string;
    /** The same database for the application's plain role. */
    plainTemplateUrl: string;
  }
}

/** One PostgreSQL for the whole run, the same that the application starts. */
export default async function cluster(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(join(tmpdir(), "image-screen-run-"));
  // As root the server runs under another user, who must be able to pass.
  chmodSync(directory, 0o755);
  const embedded = await startEmbedded(directory);
  await migrate(embedded.url);
  project.provide("templateUrl", embedded.url);
  project.provide("plainTemplateUrl", embedded.plainUrl);
  return async () => {
    await embedded.discard();
    rmSync(directory, { recursive: true });
  };
}
