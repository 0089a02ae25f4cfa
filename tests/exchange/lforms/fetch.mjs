// Fetches LHC-Forms for the tests: the built form alone, for its 18 dependencies are in it already and would take minutes.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const VERSION = "40.1.3";
const INTEGRITY = "sha512-WLruTm+BcVnafC0rSAQ3/cNqhxvclBUxyBG68aub/uha2NaK9H8ZZcEXTTuORuGzzCt0wa7fvhuieZtcDIdPzQ==";
const root = process.env["EXCHANGE_ORACLES"] ?? dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, "node_modules", "lforms");
const scratch = mkdtempSync(join(tmpdir(), "lforms-"));

/** @param {string} program @param {string[]} options */
function run(program, options) {
  const { status, error } = spawnSync(program, options, { cwd: scratch, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`${program} ${options[0]} failed`, { cause: error });
}

try {
  run("npm", ["pack", `lforms@${VERSION}`, "--silent"]);
  const packed = readFileSync(join(scratch, `lforms-${VERSION}.tgz`));
  const integrity = `sha512-${createHash("sha512").update(packed).digest("base64")}`;
  if (integrity !== INTEGRITY) throw new Error(`lforms ${VERSION} is not what it was: ${integrity}`);
  mkdirSync(target, { recursive: true });
  run("tar", ["-xzf", `lforms-${VERSION}.tgz`, "-C", target, "--strip-components=1", "package/dist/lforms", "package/package.json", "package/LICENSE.md"]);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
