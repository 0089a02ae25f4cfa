import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { BROWSER_FAMILIES, browserFamily } from "@/lib/access/browser";

const KIT = "AppleWebKit/537.36 (KHTML, like Gecko)";
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox"],
  [`${PHONE} FxiOS/145.0 Mobile/15E148 Safari/605.1.15`, "Firefox"],
  [`${WINDOWS} ${KIT} Chrome/142.0.0.0 Safari/537.36`, "Chrome"],
  [`Mozilla/5.0 (X11; Linux x86_64) ${KIT} HeadlessChrome/142.0.0.0 Safari/537.36`, "Chrome"],
  [`${PHONE} CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1`, "Chrome"],
  [`${WINDOWS} ${KIT} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, "Edge"],
  [`${WINDOWS} ${KIT} Chrome/64.0.3282.140 Safari/537.36 Edge/18.17763`, "Edge"],
  [`${PHONE} Version/18.0 EdgiOS/142.0.3595.65 Mobile/15E148 Safari/605.1.15`, "Edge"],
  [`Mozilla/5.0 (Linux; Android 10; K) ${KIT} Chrome/142.0.0.0 Mobile Safari/537.36 EdgA/142.0.0.0`, "Edge"],
  [`${WINDOWS} ${KIT} Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0`, "Opera"],
  [`Mozilla/5.0 (Linux; Android 10; K) ${KIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`, "Samsung Internet"],
  [`${PHONE} Version/18.1 Mobile/15E148 Safari/604.1`, "Safari"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15", "Safari"],
  ["curl/8.11.0", "other"],
  ["Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.2; Trident/6.0)", "other"],
  ["Anna Sentinel 2019-04-01 anna@example.org", "other"],
  ["", "other"],
  [null, "other"],
])("%s is %s", (userAgent, family) => {
  expect(browserFamily(userAgent)).toBe(family);
});

test("a long header of hostile repetition costs nothing", () => {
  const started = performance.now();
  browserFamily("Version/".repeat(2_000));
  expect(performance.now() - started).toBeLessThan(500);
});

test("the database takes these families and no other", () => {
  const migration = readFileSync("prisma/migrations/20261124000000_accounts/migration.sql", "utf8");
  const [, taken = ""] = /"user_agent" IN \(([^)]*)\)/.exec(migration) ?? [];
  expect([...taken.matchAll(/'([^']+)'/g)].map(([, family]) => family)).toEqual([...BROWSER_FAMILIES]);
});
