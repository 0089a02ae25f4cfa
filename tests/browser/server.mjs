// The server under test, on a data directory of its own that goes with it.
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const dataDir = mkdtempSync(join(tmpdir(), "image-screen-browser-"));
// As root the database runs as a user of its own, which has to pass.
if (process.getuid?.() === 0) chmodSync(dataDir, 0o711);

// An empty setting counts as absent: the database of the shell must never be the one under test. The tests count as a
// proxy, so that each can come from an address of its own.
const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", HOST: "", BASE_URL: "", SECRET: "", OIDC_ISSUER: "", OIDC_CLIENT_ID: "", OIDC_CLIENT_SECRET: "", PSEUDO_LOCALE: "", OFFLINE: "", TRUSTED_PROXY: "127.0.0.1,::1" };
const server = spawn(process.execPath, ["lib/cli/start.mjs"], { env, stdio: "inherit" });
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, () => server.kill(signal));
// A test run that was killed cannot end its server any more.
const parent = process.ppid;
const watch = setInterval(() => process.ppid !== parent && server.kill("SIGTERM"), 500);
server.on("exit", (code) => {
  clearInterval(watch);
  rmSync(dataDir, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
