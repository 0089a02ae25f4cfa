import { connect } from "node:net";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

/**
 * @typedef {object} Answer
 * @property {number} status 0 where the connection ended without an answer
 * @property {Map<string, string>} headers by lower-case name; several of one name with a line feed between
 * @property {string} text the body, decoded
 * @property {boolean | null} survived whether the connection then answered an ordinary request; null: it was to be closed
 */

const WAIT_MS = 15_000;
const PROBE = "GET /api/v1/health HTTP/1.1\r\nHost: %HOST%\r\nConnection: close\r\n\r\n";

/**
 * Sends bytes as they are, for no client library would send these. Where the answer leaves the connection open and
 * `probe` asks for it, an ordinary request follows on it: whoever took the first one apart wrongly answers it wrongly.
 * @param {number} port @param {Uint8Array} bytes @param {{ method: string, probe: boolean }} how
 * @returns {Promise<Answer>}
 */
export function exchange(port, bytes, { method, probe }) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let got = Buffer.alloc(0);
    /** @type {Answer | null} */
    let first = null;
    const end = () => {
      const answer = first ?? read(got, method, true)?.answer ?? { status: 0, headers: new Map(), text: "", survived: null };
      resolve(first && probe ? { ...answer, survived: read(got, "GET", true)?.answer.status === 200 } : answer);
      socket.destroy();
    };
    socket.setTimeout(WAIT_MS, end);
    socket.on("error", () => {});
    socket.on("close", end);
    socket.on("data", (chunk) => {
      got = Buffer.concat([got, chunk]);
      const done = read(got, first ? "GET" : method, false);
      if (!done) return;
      if (first || !probe || /close/i.test(done.answer.headers.get("connection") ?? "")) {
        first ??= probe ? null : done.answer;
        return end();
      }
      first = done.answer;
      got = got.subarray(done.length);
      socket.write(PROBE.replace("%HOST%", `localhost:${port}`));
    });
  });
}

/**
 * The first whole answer in `bytes`, or null while it is not whole; `ended`: no more will come.
 * @param {Buffer} bytes @param {string} method @param {boolean} ended
 * @returns {{ answer: Answer, length: number } | null}
 */
function read(bytes, method, ended) {
  const head = bytes.indexOf("\r\n\r\n");
  if (head < 0) return null;
  const [line = "", ...fields] = bytes.subarray(0, head).toString("latin1").split("\r\n");
  const status = Number(line.split(" ")[1]);
  if (status >= 100 && status < 200 && status !== 101) return read(bytes.subarray(head + 4), method, ended);
  /** @type {Map<string, string>} */
  const headers = new Map();
  for (const field of fields) {
    const [, name = "", value = ""] = /^([^:]+):[ \t]*(.*)$/.exec(field) ?? [];
    const known = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), known === undefined ? value : `${known}\n${value}`);
  }
  const body = bodyOf(bytes.subarray(head + 4), headers, method === "HEAD" || [101, 204, 304].includes(status), ended);
  if (!body) return null;
  return { answer: { status, headers, text: decoded(body.content, headers), survived: null }, length: head + 4 + body.length };
}

/** @param {Buffer} rest @param {Map<string, string>} headers @param {boolean} none @param {boolean} ended */
function bodyOf(rest, headers, none, ended) {
  if (none) return { content: Buffer.alloc(0), length: 0 };
  if (headers.get("transfer-encoding") === "chunked") return chunked(rest, ended);
  const length = headers.get("content-length");
  if (length === undefined) return ended ? { content: rest, length: rest.length } : null;
  return rest.length >= Number(length) || ended ? { content: rest.subarray(0, Number(length)), length: Number(length) } : null;
}

/** @param {Buffer} rest @param {boolean} ended */
function chunked(rest, ended) {
  const parts = [];
  for (let at = 0; ; ) {
    const line = rest.indexOf("\r\n", at);
    const size = line < 0 ? NaN : parseInt(rest.subarray(at, line).toString("latin1"), 16);
    if (size === 0 && rest.length >= line + 4) return { content: Buffer.concat(parts), length: line + 4 };
    if (!size || rest.length < line + 2 + size) return ended ? { content: Buffer.concat(parts), length: rest.length } : null;
    parts.push(rest.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

/** @param {Buffer} content @param {Map<string, string>} headers */
function decoded(content, headers) {
  const coding = headers.get("content-encoding");
  try {
    if (coding === "gzip") return gunzipSync(content).toString();
    if (coding === "br") return brotliDecompressSync(content).toString();
    if (coding === "deflate") return inflateSync(content).toString();
  } catch {
    // Cut off: what there is cannot be read.
  }
  return content.toString();
}
