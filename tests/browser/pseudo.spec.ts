import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import type { Page } from "@playwright/test";
import { rules } from "@/tests/access/routes";
import { OwnServer } from "./own-server";
import { saveScreening, speaker } from "./people";
import type { State } from "./people";

// Every page has a row there.
const routes = Object.keys(rules).flatMap((row) => (/^GET (?!\/api\/)(.*)/.exec(row)?.[1] ?? []));
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const NAMES = ["Ward Nine", "Ina", "hpo.jax.org", "phenopacket-store"];

/** What somebody could read on the page, with everything unfolded, that did not come out of a wording module. */
function escaped(names: readonly string[]): string[] {
  // English for everybody: what a program reads, a citation, an HPO id, a test's name, the words of others; units are no language's.
  const apart = "body [lang], [translate=no], code, cite, q, .hp, .mark, time, script, style, noscript";
  const own = (text: string) => names.reduce((rest, name) => rest.replaceAll(name, ""), text).replace(/‹[^‹›]*›|[\w.-]+@[\w.-]+|IS-[\w…]+(-\w+)?|\bhttps?:\S+|\b([a-z]+\/[dm]?L|kg|lb)\b/g, "");
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  const take = (element: Element | null, text: string) => !element?.closest(apart) && /\p{Ll}{2}/u.test(own(text)) && found.push(text.trim());
  for (let node = texts.nextNode(); node; node = texts.nextNode()) take(node.parentElement, node.textContent ?? "");
  for (const element of document.body.querySelectorAll("[aria-label], [placeholder], [title]")) for (const name of ["aria-label", "placeholder", "title"]) take(element, element.getAttribute(name) ?? "");
  return [...new Set(found)];
}

/** What does not fit: buttons that cut their words, and a page that is wider than the screen. */
function cut(): string[] {
  const buttons = [...document.querySelectorAll<HTMLElement>("button, .button")].filter((button) => button.scrollWidth > button.clientWidth + 1 && button.clientWidth > 0);
  const { scrollWidth, clientWidth } = document.documentElement;
  const wide = [...document.querySelectorAll("body *:not(.drawn *)")].filter((element) => element.getBoundingClientRect().right > clientWidth).at(-1)?.outerHTML.slice(0, 90);
  return [...buttons.map((button) => `cut: ${button.textContent}`), ...(scrollWidth > clientWidth ? [`${scrollWidth} wide on ${clientWidth}: ${wide}`] : [])];
}

/** A button that does all that is looked for. */
function plant(): void {
  const button = Object.assign(document.createElement("button"), { title: "Left behind", textContent: "Planted" });
  Object.assign(button.style, { width: "30px", padding: "0", overflow: "hidden", marginInlineStart: "3000px" });
  document.body.append(button);
}

/** Gives something to say to the parts of the checklist that are fetched when they are opened. */
async function workOut(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await page.locator(".import textarea").fill(JSON.stringify({ checklist: "1.0", sex: "male", age: "infant", findings: { iugr: "excluded", vomiting: "observed" } }));
  for (const finding of ["iugr", "shock"]) await page.check(`[name="finding.${finding}"][value="observed"]`);
  await page.click(".import button");
  for (const [raw, text] of [["weeks", "38"], ["weight", "1850"], ["length", "450"], ["head", "33"]] as const) await page.fill(`[data-raw="${raw}"]`, text);
  await page.selectOption("[data-raw=unit]", "g");
  await page.locator(".measure:has(#lab-sodium) input").first().fill("128");
  await page.selectOption('.relative[data-relative="mother"] select', "yes");
  await page.click(".adding button");
  for (const said of [".birth-size figure", ".birth-size .wrong", ".laboratory table", ".family .reading", ".conditions .leading li", ".import fieldset", ".flag"]) await expect(page.locator(said).first(), said).toBeAttached();
}

async function look(page: Page, route: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(" | ")}`), route).toEqual([]);
  for (const width of [320, 390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const unfolded of [false, true]) {
      await page.evaluate((open) => document.querySelectorAll("details").forEach((details) => (details.open = open)), unfolded);
      expect.soft(await page.evaluate(cut), `${route} at ${width} px${unfolded ? ", unfolded" : ""}`).toEqual([]);
    }
  }
  expect.soft(await page.evaluate(escaped, NAMES), route).toEqual([]);
}

for (const locale of ["en-XA", "ar-XB"]) {
  test(`every page holds longer words, and lines from right to left: ${locale}`, async ({ browser }) => {
    test.setTimeout(240_000);
    const server = await OwnServer.make();
    const complaints: string[] = [];
    /** A page of a browser in which the member of this session, or nobody, is signed in. */
    const visitor = async (storageState?: State) => {
      const context = await browser.newContext({ baseURL: server.own, viewport: { width: 390, height: 900 }, ...(storageState && { storageState }) });
      context.on("weberror", (error) => complaints.push(String(error.error())));
      return context.newPage();
    };
    const visit = async (page: Page, route: string, codes: readonly string[] = []) => {
      await page.goto(route.replace("[code]", codes[0] ?? "").replace(/compare$/, `compare?code=${codes.join("&code=")}`));
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      if (route === "/") await workOut(page);
      await look(page, route);
    };
    try {
      const state = await server.serveFirst("Ina", { PSEUDO_LOCALE: locale });
      const codes = [await saveScreening(server.own, state), await saveScreening(server.own, state)];
      expect((await (await speaker(server.own, state)).post(`/api/v1/screenings/${codes[0]}/reviews`, { data: { verdict: "not-image" } })).status()).toBe(201);
      const member = await visitor(state);
      for (const route of [...routes, "/nowhere"]) await visit(member, route, codes);
      await member.evaluate(plant);
      expect(await member.evaluate(escaped, NAMES), "words that are planted are found").toEqual(["Planted", "Left behind"]);
      expect(await member.evaluate(cut), "and what does not fit").toEqual(["cut: Planted", expect.stringContaining("wide on")]);
      const nobody = await visitor();
      for (const route of ["/account/sign-in", "/account/join"]) await visit(nobody, route);
      // Words of the browser that are not those of the server are made anew, with an error.
      expect(complaints).toEqual([]);
    } finally {
      await server.remove();
    }
  });
}
