import { withEmbedded } from "@/lib/store/embedded";
import { Refusal } from "@/lib/store/refusal";
import { verifyTrail } from "@/lib/store/trail";
import type { Mark } from "@/lib/store/trail";
import { SettingsError, readSettings } from "./settings.mjs";

const USAGE = "npm run verify-audit [-- --since NUMBER:HASH], where NUMBER:HASH is what an earlier run has printed.";

/** @throws {Refusal} when the command was not typed like that */
function readNoted(words: string[]): Mark | undefined {
  if (words.length === 0) return undefined;
  const [, number, hash] = /^(\d{1,18}):([0-9a-f]{64})$/.exec(words[1] ?? "") ?? [];
  if (words.length !== 2 || words[0] !== "--since" || !number || !hash) throw new Refusal(USAGE);
  return { number: BigInt(number), hash };
}

async function verify(): Promise<number> {
  const noted = readNoted(process.argv.slice(2));
  const { databaseUrl, dataDir } = readSettings(process.env, process.cwd());
  const read = (url: string) => verifyTrail(url, noted);
  const verdict = await (databaseUrl ? read(databaseUrl) : withEmbedded(dataDir, read));
  if (!verdict.sound) {
    console.error(`The audit trail is not as it was written. ${verdict.fault}`);
    return 1;
  }
  const { number, hash } = verdict.last;
  console.log(`The audit trail is whole: ${number} ${number === 1n ? "line" : "lines"}, none changed, missing or moved${noted ? `, line ${noted.number} as noted` : ""}.`);
  console.log(`Note the last line outside this machine; a later run can prove that it is still there:\n  npm run verify-audit -- --since ${number}:${hash}`);
  return 0;
}

try {
  process.exitCode = await verify();
} catch (error) {
  const told = error instanceof SettingsError || error instanceof Refusal;
  console.error(told ? error.message : `The audit trail cannot be verified: ${error instanceof Error ? error.message : "unknown reason"}`);
  process.exitCode = 1;
}
