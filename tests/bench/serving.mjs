import { createServer } from "node:http";
import { gzipSync } from "node:zlib";

/** @typedef {{ type: string, body: Buffer, link?: string }} Copy what is served at a path, not yet compressed */
/** @typedef {{ origin: string, close: () => void }} Served */

/**
 * Serves on a free port what `find` gives, compressed once as our own server compresses.
 * @param {(path: string) => Promise<Copy | null>} find
 * @returns {Promise<Served>}
 */
export async function serve(find) {
  /** @type {Map<string, ReturnType<typeof answer>>} */
  const answers = new Map();
  const server = createServer(async ({ url = "/" }, response) => {
    const held = answers.get(url) ?? answer(find, url);
    answers.set(url, held);
    const { status, headers, body } = await held;
    response.writeHead(status, headers).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://localhost:${address.port}`, close };
}

/** @param {(path: string) => Promise<Copy | null>} find @param {string} url @returns {Promise<{ status: number, headers: Record<string, string>, body: Buffer }>} */
async function answer(find, url) {
  const copy = await find(url.replace(/[?#].*$/, "")).catch(() => null);
  if (!copy) return { status: 404, headers: {}, body: Buffer.from("") };
  const { type, link, body } = copy;
  const zipped = /text|svg|javascript|json/.test(type);
  return { status: 200, headers: { "content-type": type, vary: "accept-encoding", ...(link ? { link } : {}), ...(zipped ? { "content-encoding": "gzip" } : {}) }, body: zipped ? gzipSync(body) : body };
}
