// `npm ci` in tests/exchange ends with this: it fetches LHC-Forms, the built form alone, for its dependencies are in it already and would take minutes.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The release that the tests were written against. */
export const VERSION = "40.1.3";
const INTEGRITY = "sha512-WLruTm+BcVnafC0rSAQ3/cNqhxvclBUxyBG68aub/uha2NaK9H8ZZcEXTTuORuGzzCt0wa7fvhuieZtcDIdPzQ==";

/** @param {string} program @param {string[]} options @param {string} cwd */
function run(program, options, cwd) {
  const { status, error } = spawnSync(program, options, { cwd, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (status !== 0) throw new Error(`${program} ${options[0]} failed`, { cause: error });
}

/** @param {string} target the folder of the package */
function fetchForm(target) {
  const scratch = mkdtempSync(join(tmpdir(), "lforms-"));
  try {
    run("npm", ["pack", `lforms@${VERSION}`, "--silent"], scratch);
    const packed = readFileSync(join(scratch, `lforms-${VERSION}.tgz`));
    const integrity = `sha512-${createHash("sha512").update(packed).digest("base64")}`;
    if (integrity !== INTEGRITY) throw new Error(`lforms ${VERSION} is not what it was: ${integrity}`);
    mkdirSync(target, { recursive: true });
    run("tar", ["-xzf", `lforms-${VERSION}.tgz`, "-C", target, "--strip-components=1", "package/dist/lforms", "package/package.json", "package/LICENSE.md"], scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const here = fileURLToPath(import.meta.url);
if (process.argv[1] && realpathSync(process.argv[1]) === here) fetchForm(join(process.env["EXCHANGE_ORACLES"] ?? dirname(dirname(here)), "node_modules", "lforms"));
