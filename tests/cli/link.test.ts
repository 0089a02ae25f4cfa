import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { ownDatabase } from "@/tests/store/database";

const query = ownDatabase();

function link(env: Record<string, string>) {
  const options = ["--import", "tsx", "--conditions=react-server", "lib/cli/link.ts", "site"];
  const { status, stdout, stderr } = spawnSync(process.execPath, options, { encoding: "utf8", env: { PATH: process.env.PATH, NODE_ENV: "test", DATABASE_URL: query.owner, ...env } });
  return { status, out: stdout, error: stderr };
}

test("a link that opens on this machine only says so, and what to set, beside it; one of an https address does not", () => {
  expect(link({ PORT: "4567" })).toEqual({ status: 0, out: expect.stringMatching(/^Good once and for 24 hours: http:\/\/localhost:4567\/account\/set-up#\S+\n$/) as string, error: expect.stringMatching(/^It opens on this machine only\. .*BASE_URL=https:.*\n$/) as string });
  expect(link({ BASE_URL: "https://screen.hospital.example" })).toEqual({ status: 0, out: expect.stringMatching(/: https:\/\/screen\.hospital\.example\/account\/set-up#\S+\n$/) as string, error: "" });
});
