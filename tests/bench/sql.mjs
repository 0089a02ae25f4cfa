// The bare handlers of the server part, in a process of their own as our server is: the same SQL, and for assess() none.
import { createServer } from "node:http";
import { serveSql } from "../load/floor.mjs";

/** @typedef {{ url: string, acts: Parameters<typeof serveSql>[1], saved: string[], fresh: string[], assessment: string }} Told */

/** Reads a draft, and answers what ours was seen to answer. @param {string} assessment @returns {Promise<string>} its origin */
async function serveAnswer(assessment) {
  const server = createServer((asked, response) => {
    let text = "";
    asked.setEncoding("utf8").on("data", (chunk) => (text += chunk)).on("end", () => {
      JSON.parse(text);
      response.writeHead(200, { "content-type": "application/json" }).end(assessment);
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

process.once("message", async (/** @type {Told} */ { url, acts, saved, fresh, assessment }) => {
  let at = 0;
  const { origin } = await serveSql(url, acts, { any: () => saved[(at += 1) % saved.length] ?? "", another: () => fresh.pop() ?? "" });
  process.send?.({ origin, assess: await serveAnswer(assessment) });
});
process.once("disconnect", () => process.exit(0));
