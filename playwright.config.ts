import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS, findChromium } from "./tests/browser/chromium.mjs";

const port = Number(process.env.BROWSER_TEST_PORT ?? 3917);
const executablePath = findChromium();

export default defineConfig({
  testDir: "tests/browser",
  workers: 1,
  // On a busy machine a page may be slower than a test's patience; `npm test` names what passed at the second attempt only.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  globalTimeout: 2_400_000,
  reporter: "list",
  use: {
    baseURL: `http://localhost:${port}`,
    locale: "en-GB",
    // What a worker fetches or answers would be nobody's in the tests that watch the network; the cot's own tests let it in.
    serviceWorkers: "block",
    launchOptions: { args: CHROMIUM_ARGS, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: "set-up", testMatch: "set-up.ts" },
    { name: "pages", testMatch: "*.spec.ts", dependencies: ["set-up"] },
  ],
  webServer: {
    command: "exec node tests/browser/server.mjs",
    env: { PORT: String(port) },
    // The tests find the one-time link as whoever starts the server finds it: as SET_UP_TOKEN.
    wait: { stdout: /\/account\/set-up#(?<set_up_token>[\w-]{22})\s[^]*Ready on http/ },
    timeout: 180_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
  },
});
