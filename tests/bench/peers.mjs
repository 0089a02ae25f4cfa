import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { VERSION as LFORMS } from "../exchange/lforms/fetch.mjs";
import { serve } from "./serving.mjs";

/** @import { Served } from "./serving.mjs" */

/**
 * A renderer of forms by others: how its documentation has it loaded, and where it shows the score.
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} from its package
 * @property {string} entry our few lines that give it the rows
 * @property {string} folder whose files it loads as they are, none where it is bundled
 * @property {string} head
 * @property {string} score
 */

const HERE = fileURLToPath(new URL(".", import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({ ".js": "text/javascript", ".css": "text/css", ".png": "image/png", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".woff": "font/woff" });
/** @type {Peer[]} */
export const PEERS = [
  { name: "Medplum", from: "@medplum/react", entry: "medplum", folder: "", head: '<link rel="stylesheet" href="/entry.css">', score: "output" },
  { name: "SurveyJS", from: "survey-react-ui", entry: "surveyjs", folder: "", head: '<link rel="stylesheet" href="/entry.css">', score: '[data-name="score"] .sd-expression' },
  { name: "Form.io", from: "@formio/js", entry: "formio", folder: "", head: '<link rel="stylesheet" href="/bootstrap/dist/css/bootstrap.min.css"><link rel="stylesheet" href="/@formio/js/dist/formio.form.min.css"><script src="/@formio/js/dist/formio.form.min.js"></script>', score: ".formio-component-score input" },
  { name: "LHC-Forms", from: "lforms", entry: "lforms", folder: "lforms/dist/lforms", head: '<link rel="stylesheet" href="/webcomponent/styles.css"><script src="/webcomponent/assets/lib/zone.min.js"></script><script src="/webcomponent/lhc-forms.js" type="module"></script><script defer src="/fhir/R4/lformsFHIR.min.js"></script>', score: '[id="score/1"]' },
];

/** Name and version as installed. @param {Peer} peer */
export const labelOf = ({ name, from }) => `${name} ${JSON.parse(readFileSync(join(HERE, "node_modules", from, "package.json"), "utf8")).version}`;

/** Installs what the lock file of this folder says, once, and LHC-Forms without what it is made of. @param {(line: string) => void} say */
export function installPeers(say) {
  const stamp = join(HERE, "node_modules", ".image-screen");
  const state = createHash("sha256").update(readFileSync(join(HERE, "package-lock.json"))).update(LFORMS).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === state) return;
  say("Installing the form renderers of tests/bench/package-lock.json (about a minute, once) …");
  run("npm", ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
  run(process.execPath, [join(HERE, "..", "exchange", "lforms", "fetch.mjs")], { EXCHANGE_ORACLES: HERE });
  writeFileSync(stamp, state);
}

/** @param {string} program @param {string[]} options @param {Record<string, string>} [more] */
function run(program, options, more) {
  const { status, error } = spawnSync(program, options, { cwd: HERE, env: { ...process.env, ...more }, stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
  if (status !== 0) throw new Error("The form renderers could not be installed.", { cause: error });
}

/**
 * Serves one of them with these rows on a page that holds nothing else.
 * @param {Peer} peer @param {[string, string][]} rows id and label
 * @returns {Promise<Served>}
 */
export async function servePeer({ name, entry, folder, head }, rows) {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({ entryPoints: { entry: join(HERE, "peers", `${entry}.js`) }, outdir: HERE, bundle: true, minify: true, format: "esm", target: "es2022", define: { "process.env.NODE_ENV": '"production"' }, logLevel: "error", write: false });
  const bundled = new Map(outputFiles.map((file) => [`/entry${extname(file.path)}`, Buffer.from(file.contents)]));
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title><link rel="icon" href="data:,">${head}</head><body><div id="form"></div><script>window.rows = ${JSON.stringify(rows)}</script><script type="module" src="/entry.js"></script></body></html>`;
  return serve(async (path) => {
    if (path === "/") return { type: "text/html; charset=utf-8", body: Buffer.from(html) };
    const file = join(HERE, "node_modules", folder, decodeURIComponent(path));
    const body = bundled.get(path) ?? (!path.includes("..") && statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file) : null);
    return body && { type: TYPES[extname(path)] ?? "application/octet-stream", body };
  });
}
