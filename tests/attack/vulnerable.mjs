import { createServer } from "node:http";
import pg from "pg";

const ROOM = 20;

/**
 * A server with the faults that the outside tools are there to find: SQL put together from text, markup given back, a
 * file of secrets, and room for a few connections only. A tool that finds nothing here tells nothing elsewhere.
 * @param {Record<string, unknown>} connection to a database, used for reading only
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serveFaults(connection) {
  const database = new pg.Client({ ...connection, options: "-c default_transaction_read_only=on -c statement_timeout=20000" });
  database.on("error", () => {});
  await database.connect();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const id = searchParams.get("id") ?? "1";
    const word = searchParams.get("word") ?? "";
    if (pathname === "/.env") return response.writeHead(200, { "content-type": "text/plain" }).end("SECRET=1\n");
    if (pathname !== "/" && pathname !== "/rows") return response.writeHead(404).end();
    const page = (/** @type {string} */ text) => response.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>Rows</title><a href="/rows?id=1&word=a">Rows</a><p>${word}</p><p>${text}</p>`);
    database.query(`SELECT 'row' AS name WHERE 1 = ${id}`).then((results) => page([results].flat().flatMap(({ rows }) => rows.map(({ name }) => name)).join()), (error) => page(`ERROR: ${error.message}`));
  });
  server.maxConnections = ROOM;
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = server.address();
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await database.end();
  };
  return { origin: `http://localhost:${typeof address === "object" && address ? address.port : 0}`, close };
}
