import { createServer } from "node:http";
import { gzipSync } from "node:zlib";

const COUNT = `<script>
const form = document.querySelector("form"), output = document.querySelector("output");
form.addEventListener("change", () => {
  output.value = form.querySelectorAll('input[type="radio"][value="observed"]:checked').length + " observed";
});
</script>`;
const SUMMARY = '<aside aria-label="Match summary"><div class="bar"><output>0 observed</output></div></aside>';
const RADIO = /<input type="radio"/g;

/** @typedef {{ type: string, link: string, body: Buffer, zipped: boolean }} Copy */

/**
 * The same rows without the application: our own HTML and sheet, and a few lines that count.
 * @param {string} html our page as served
 * @returns {{ html: string, radios: number }}
 * @throws {Error} when the page has changed so that this no longer makes a floor of it
 */
function floorOf(html) {
  const bare = html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, "")
    .replace(/<noscript>[\s\S]*?<\/noscript>/g, "")
    .replace(/<link\b[^>]*\bas="script"[^>]*>/g, "")
    .replace(/<aside\b[\s\S]*<\/aside>/, SUMMARY);
  const radios = bare.match(RADIO)?.length ?? 0;
  const same = radios > 0 && radios === html.match(RADIO)?.length;
  if (!same || !bare.includes(SUMMARY) || bare.includes("<script") || !bare.includes("</body>")) throw new Error("The page can no longer be turned into its plain floor; see tests/bench/floor.mjs.");
  return { html: bare.replace("</body>", `${COUNT}</body>`), radios };
}

/**
 * Serves the floor on a free port; sheet, fonts and icon are copies of ours, compressed as ours.
 * @param {string} ours origin of our server
 * @returns {Promise<{ origin: string, radios: number, close: () => void }>}
 */
export async function serveFloor(ours) {
  const page = await copy(`${ours}/`);
  const { html, radios } = floorOf(page.body.toString("utf8"));
  /** @type {Map<string, Promise<Copy>>} */
  const copies = new Map([["/", Promise.resolve(pack({ ...page, body: Buffer.from(html) }))]]);
  const server = createServer(async ({ url = "/" }, response) => {
    const held = copies.get(url) ?? copy(`${ours}${url}`).then(pack);
    copies.set(url, held);
    const { type, link, body, zipped } = await held;
    response.writeHead(200, { "content-type": type, vary: "accept-encoding", ...(link ? { link } : {}), ...(zipped ? { "content-encoding": "gzip" } : {}) }).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The floor has no port.");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://localhost:${address.port}`, radios, close };
}

/** @param {string} url @returns {Promise<Copy>} */
async function copy(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  const body = Buffer.from(await response.arrayBuffer());
  return { type: response.headers.get("content-type") ?? "", link: response.headers.get("link") ?? "", body, zipped: false };
}

/** @param {Copy} given @returns {Copy} */
function pack(given) {
  return /text|svg|javascript|json/.test(given.type) ? { ...given, body: gzipSync(given.body), zipped: true } : given;
}
