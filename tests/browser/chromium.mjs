import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

/** Flags without which a Chromium of the system does not run in a container, or calls home. */
export const CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/**
 * The browser for the tests: the one of PLAYWRIGHT_CHROMIUM or CHROMIUM_PATH, else one of the system.
 * @returns {string | undefined} undefined: Playwright's own
 * @throws {Error} where the named one is missing
 */
export function findChromium() {
  const named = process.env.PLAYWRIGHT_CHROMIUM || process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`No browser at ${named}, which PLAYWRIGHT_CHROMIUM or CHROMIUM_PATH names.`);
  return named || SYSTEM.find((path) => existsSync(path));
}

/**
 * Sees that there is a browser: Playwright's download where none is installed, and where that is out of reach and the
 * user is root, the package of Debian.
 * @param {string} root absolute path of the project
 * @throws {Error} with what to do
 */
export function ensureChromium(root) {
  if (findChromium()) return;
  const download = spawnSync(process.execPath, [join(root, "node_modules", "@playwright", "test", "cli.js"), "install", "chromium"], { cwd: root, stdio: "ignore" });
  if (download.status === 0) return;
  if (process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update"], { stdio: "ignore", env });
    spawnSync("apt-get", ["install", "-y", "chromium"], { stdio: "ignore", env });
  }
  if (!findChromium()) throw new Error("No Chromium found, and none could be downloaded; install one or name it in PLAYWRIGHT_CHROMIUM.");
}
