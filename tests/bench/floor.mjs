import { serve } from "./serving.mjs";

/** @import { Served } from "./serving.mjs" */

const LETTERS = ["I", "M", "A", "Ge"];
/** What a floor shows for our summary: a tile for each letter, what matches, and the observed features by name. */
const SUMMARY = `<aside aria-label="Match summary"><div class="bar"><ol class="tiles">${LETTERS.map((letter) => `<li class="tile unknown" data-letter="${letter}"><b>${letter}</b> <small>0 observed</small></li>`).join("")}</ol><p class="match">0 observed</p></div><div id="summary" class="more"><h3>Why</h3><ul class="why"></ul></div></aside>`;
/** Reads a form: how many features are observed under each letter, and which. Both floors work with this one. */
export const TALLY = `function tally(form) {
  const rows = [...form.querySelectorAll('input[type="radio"][value="observed"]:checked')].map((radio) => radio.closest("[data-row]"));
  const letters = ${JSON.stringify(LETTERS)}.map((letter) => ({ letter, count: rows.filter((row) => row.closest('[data-part="' + letter + '"]')).length }));
  const why = rows.map((row) => ({ sign: row.closest("[data-part]")?.querySelector(".letter").textContent ?? "", name: row.querySelector("summary span").textContent }));
  return { letters, why };
}`;
const COUNT = `<script>
${TALLY}
const form = document.querySelector("form");
form.addEventListener("change", () => {
  const { letters, why } = tally(form);
  for (const { letter, count } of letters) {
    const tile = form.querySelector('.tile[data-letter="' + letter + '"]');
    tile.className = count ? "tile met" : "tile unknown";
    tile.querySelector("small").textContent = count + " observed";
  }
  form.querySelector(".match").textContent = why.length + " observed";
  form.querySelector(".why").replaceChildren(...why.map(({ sign, name }) => {
    const one = document.createElement("li");
    one.append(Object.assign(document.createElement("b"), { textContent: sign }), Object.assign(document.createElement("span"), { textContent: name }));
    return one;
  }));
});
</script>`;
const RADIO = /<input type="radio"/g;

/**
 * The same rows without the application: our own HTML and sheet, and a few lines that count.
 * @param {string} html our page as served
 * @returns {string}
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
  return bare.replace("</body>", `${COUNT}</body>`);
}

/**
 * Serves the floor; sheet, fonts and icon are copies of ours, compressed as ours.
 * @param {string} ours origin of our server
 * @returns {Promise<Served>}
 */
export function serveFloor(ours) {
  return serve(async (path) => {
    const response = await fetch(`${ours}${path}`);
    if (!response.ok) return null;
    const body = Buffer.from(await response.arrayBuffer());
    const copy = { type: response.headers.get("content-type") ?? "", link: response.headers.get("link") ?? "", body };
    return path === "/" ? { ...copy, body: Buffer.from(floorOf(body.toString("utf8"))) } : copy;
  });
}
