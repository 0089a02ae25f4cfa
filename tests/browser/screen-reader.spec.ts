import { expect } from "@playwright/test";
import type { CDPSession, Page } from "@playwright/test";
import { checklist, featureIds } from "@/lib/screening/checklist";
import { letters } from "@/lib/screening/rules";
import { words } from "@/lib/screening/wording";
import { test } from "./page";

type Node = Awaited<ReturnType<typeof treeOf>>[number];

const treeOf = async (devtools: CDPSession) => (await devtools.send("Accessibility.getFullAXTree")).nodes;
function found<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new Error(`${what} is not in the tree`);
  return thing;
}
const roleOf = (node: Node) => String(node.role?.value ?? "");
const nameOf = (node: Node) => String(node.name?.value ?? "");
const propertyOf = (node: Node, name: string): unknown => node.properties?.find((property) => property.name === name)?.value.value;

/** Knows the page by its accessibility tree alone, as a screen reader does. */
async function reader(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  const read = () => treeOf(devtools);
  const inside = (tree: Node[], node: Node): Node[] => (node.childIds ?? []).flatMap((id) => tree.filter(({ nodeId }) => nodeId === id)).flatMap((child) => (child.ignored ? inside(tree, child) : [child, ...inside(tree, child)]));
  const text = (tree: Node[], node: Node) => inside(tree, node).filter((one) => roleOf(one) === "StaticText").map(nameOf).join(" ");
  const all = async (role: string, name: string | RegExp) => (await read()).filter((node) => !node.ignored && roleOf(node) === role && (typeof name === "string" ? nameOf(node) === name : name.test(nameOf(node))));
  const one = async (role: string, name: string | RegExp): Promise<Node> => {
    await expect.poll(async () => (await all(role, name)).length, `one ${role} ${name}`).toBe(1);
    return found((await all(role, name))[0], String(name));
  };
  /** What every screen reader can do with what it stands on. */
  const act = async (node: Node, what: "click" | "focus") => {
    const { object } = await devtools.send("DOM.resolveNode", { backendNodeId: node.backendDOMNodeId });
    await devtools.send("Runtime.callFunctionOn", { objectId: object.objectId, functionDeclaration: `function () { this.${what}(); }`, userGesture: true });
  };
  /** What is said without being asked: the live regions, by their place in the tree. */
  const live = async () => {
    const tree = await read();
    const regions = tree.filter((node) => propertyOf(node, "root") === undefined && ["polite", "assertive"].includes(String(propertyOf(node, "live"))) && ["status", "alert", "log"].includes(roleOf(node)));
    return new Map(regions.map((region) => [region.backendDOMNodeId, { how: String(propertyOf(region, "live")), text: text(tree, region) }]));
  };
  return {
    read, inside, text, one, all, live,
    press: async (role: string, name: string | RegExp) => act(await one(role, name), "click"),
    write: async (role: "textbox" | "combobox", name: string, letters: string) => {
      await act(await one(role, name), "focus");
      await page.keyboard.type(letters);
    },
    /** One of the three answers of a row. */
    answer: async (row: string, option: string) => {
      const group = await one("radiogroup", row);
      const radio = inside(await read(), group).find((node) => roleOf(node) === "radio" && nameOf(node) === option);
      await act(found(radio, `${row}: ${option}`), "click");
    },
    answered: async (row: string) => {
      const group = await one("radiogroup", row);
      return inside(await read(), group).filter((node) => roleOf(node) === "radio" && propertyOf(node, "checked") === "true").map(nameOf);
    },
  };
}

const said = (feature: (typeof featureIds)[number]) => {
  const { part } = checklist[feature];
  return `${letters.some((letter) => letter === part) ? `${part}: ` : ""}${words("en").features[feature]}`;
};

test("the whole job through the accessibility tree alone: sign in, screen, hear it once, save, read it back", async ({ page, member }) => {
  const account = await member();
  await page.goto("/account/sign-in");
  await page.waitForLoadState("networkidle");
  const hears = await reader(page);
  await hears.write("textbox", "E-mail", account.email);
  await hears.write("textbox", "Password", account.password);
  await hears.press("button", "Sign in");
  await page.waitForURL((url) => url.pathname !== "/account/sign-in");
  await page.waitForLoadState("networkidle");
  await hears.press("link", "Checklist");
  await page.waitForURL("/");
  await page.waitForLoadState("networkidle");

  const groups = (await hears.all("radiogroup", /./)).map(nameOf);
  expect(groups).toEqual(featureIds.filter((feature) => checklist[feature].part !== "elsewhere" && !("importOnly" in checklist[feature])).map(said));
  await hears.write("combobox", "Sex (chromosomal where known)", "Male");
  for (const [feature, option] of [["iugr", "Observed"], ["metaphyseal-dysplasia", "Excluded"], ["adrenal-insufficiency", "Observed"], ["hypospadias", "Observed"], ["hyponatremia", "Observed"], ["vomiting", "Observed"]] as const) {
    const before = await hears.live();
    expect(await hears.answered(said(feature))).toEqual(["Not assessed"]);
    await hears.answer(said(feature), option);
    expect(await hears.answered(said(feature))).toEqual([option]);
    const changed = async () => [...(await hears.live())].filter(([place, { text }]) => before.get(place)?.text !== text).map(([, told]) => told);
    if (feature === "iugr" || feature === "hyponatremia") await expect.poll(async () => (await changed()).length, `${feature} is told`).toBe(1);
    const heard = await changed();
    expect(heard.length).toBeLessThanOrEqual(1);
    for (const { how, text } of heard) {
      expect(how).toBe("polite");
      expect(text).toMatch(/: I .+, M .+, A .+, Ge .+\.$/);
    }
  }
  expect([...(await hears.live()).values()].filter(({ text }) => text.includes(words("en").flags.red.title))).toHaveLength(1);
  const told = [...(await hears.live()).values()].find(({ text }) => text.includes("Ge"))?.text ?? "";

  await hears.press("button", "Save screening");
  await page.waitForURL(/IS-/);
  await page.waitForLoadState("networkidle");
  await hears.one("heading", /^IS-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  const tree = await hears.read();
  const main = found(tree.find((node) => roleOf(node) === "main"), "main");
  const whole = hears.text(tree, main);
  for (const feature of ["iugr", "adrenal-insufficiency", "hypospadias", "hyponatremia", "vomiting", "metaphyseal-dysplasia"] as const) expect(whole).toContain(words("en").features[feature]);
  expect(whole).toContain(words("en").flags.red.title);
  expect(told).toContain(words("en").flags.red.title);
});
