import { expect, test } from "vitest";
import { markSecret } from "@/lib/store/same-secret";
import { ownDatabase } from "./database";

const query = ownDatabase();
const [first, second] = ["the first secret of a few", "the second secret of a few"] as [string, string];
const SENTENCE = /^SECRET is another one \(fingerprint [0-9a-f]{8}\) than this database was used with before \([0-9a-f]{8}\)/;

test("another SECRET than before is said once, and nothing of either is told", async () => {
  expect(await markSecret(query.owner, first)).toBeNull();
  expect(await markSecret(query.owner, first)).toBeNull();
  const said = await markSecret(query.owner, second);
  expect(said).toMatch(SENTENCE);
  expect(said).not.toContain("few");
  expect(await markSecret(query.owner, second)).toBeNull();
});

test("of two with different ones at the same moment on a new database, one is told", async () => {
  await query('COMMENT ON TABLE "session" IS NULL');
  const said = await Promise.all([first, second].map((secret) => markSecret(query.owner, secret)));
  expect(said.filter((sentence) => sentence !== null)).toEqual([expect.stringMatching(SENTENCE)]);
});
