import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseAst } from "vitest/node";

/** Where text belongs. What a program reads, the API and its types, is English for everybody. */
const wording = /(^|[/-])english\.ts$|^app\/api\/|^app\/programs\/said\.ts$/;

/** Attributes and properties that people read or hear. */
const read = /^(aria-(label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label|hint|button|about|summary|caption|legend|yes|data-(label|name)|content|name)$/;
/** Elements whose text is typed or sent as it stands. */
const typed = ["code", "kbd", "samp"];
/** Names, which are the same in every language. */
const names = ["IMAGe", "Screen", "hpo.jax.org", "phenopacket-store"];
/** What a browser or a keyboard calls it. */
const keys = /^(light dark|Files|Arrow(Down|Left|Right|Up)|Alt|Backspace|Control|Delete|End|Enter|Escape|Home|Meta|Page(Down|Up)|Shift|Space|Tab)$/;

const word = /\p{L}\p{Ll}/u;
/** Begins as a sentence or a title does, or has two words side by side. */
const sentence = /^[^\p{L}]*\p{Lu}\p{Ll}{2,}([ .,:;?!…’]|$)|\p{Ll}{2} \p{Ll}{2}|^ \p{Ll}{2,} $/u;
/** What asks the document for its elements. */
const selectors = /^(querySelector(All)?|closest|matches|getElementById|locator)$/;

type Node = { type: string; start: number } & Record<string, unknown>;
type Found = { line: number; text: string };

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value;
const below = (node: Node) => Object.values(node).flat().filter(isNode);
const nameOf = (node: unknown): string => (isNode(node) ? (typeof node["name"] === "string" ? node["name"] : nameOf(node["property"] ?? node["name"])) : "");

/** Every text in a file that somebody would read. */
function textsOf(source: string, path: string): Found[] {
  const found: Found[] = [];
  const visit = (node: Node, attribute: string | null, tag: string): void => {
    if (passed(node)) return;
    const text = literalOf(node);
    if (text !== null && isText(node, text, attribute, tag)) found.push({ line: source.slice(0, node.start).split("\n").length, text: text.trim() });
    const inside = node.type === "JSXAttribute" ? nameOf(node["name"]) : node.type.startsWith("JSXElement") || node.type === "JSXFragment" ? null : attribute;
    const within = node.type === "JSXElement" ? nameOf((node["openingElement"] as Node)["name"]) : tag;
    for (const child of below(node)) if (!(keyed.includes(node.type) && node["computed"] === false && child === node["key"])) visit(child, inside, within);
  };
  visit(parseAst(source, { lang: path.endsWith("x") ? "tsx" : "ts" }) as unknown as Node, null, "");
  return found;
}

const keyed = ["Property", "PropertyDefinition"];
const expressions = ["TSAsExpression", "TSSatisfiesExpression", "TSNonNullExpression"];

/** What nobody reads: imports, types, directives, what is thrown, what asks the document for an element, what is compared. */
function passed({ type, directive, callee, source, operator }: Node): boolean {
  const asks = type === "CallExpression" && selectors.test(nameOf(callee));
  return asks || (type.startsWith("TS") && !expressions.includes(type)) || type === "ImportDeclaration" || (type.startsWith("Export") && isNode(source)) || typeof directive === "string" || type === "ThrowStatement" || operator === "===" || operator === "!==";
}

function literalOf({ type, value }: Node): string | null {
  if (type === "TemplateElement") return (value as { cooked: string }).cooked;
  return (type === "Literal" || type === "JSXText") && typeof value === "string" ? value : null;
}

function isText({ type }: Node, text: string, attribute: string | null, tag: string): boolean {
  if (type === "JSXText") return word.test(text) && !names.includes(text.trim()) && !typed.includes(tag);
  if (keys.test(text)) return false;
  // The name of a form's field is no text, unless it is one of several words.
  return attribute === null || attribute === "name" ? sentence.test(text) : read.test(attribute) && word.test(text);
}

const files = (readdirSync("app", { recursive: true }) as string[]).map((path) => join("app", path).replaceAll("\\", "/")).filter((path) => /\.tsx?$/.test(path) && !wording.test(path));
const inFile = (path: string) => textsOf(readFileSync(path, "utf8"), path).map(({ line, text }) => `${path}:${line}: ${text}`);

describe("the words of the pages", () => {
  test("stand in wording modules, and nowhere in the code of a page", () => {
    expect(files.length).toBeGreaterThan(100);
    expect(files.flatMap(inFile)).toEqual([]);
  });

  test.each([
    ["a text", "<p>Saved</p>"],
    ["a text beside an element", "<p><b>{n}</b> of them</p>"],
    ["a label", "<button aria-label=\"Close\" />"],
    ["a label that is put together", "<li aria-label={`Drop ${what}`} />"],
    ["a title that is chosen", "<Form title={busy ? \"Wait\" : told.title} />"],
    ["a placeholder", "<input placeholder=\"Search\" />"],
    ["a sentence", "const lost = \"The server did not answer.\";"],
    ["a word in a list", "const heads = [\"Letters\"];"],
    ["a piece of a sentence", "const say = (n: number) => `${n} screenings fit`;"],
    ["a chosen word as a child", "<p>{on ? \"Observed\" : null}</p>"],
    ["the title of a page", "export const metadata = { title: \"Screenings\" };"],
    ["a sentence in an attribute of another element", "<Opened summary={<h2>Family</h2>} />"],
  ])("%s in the code is found", (_what, code) => expect(textsOf(code, "planted.tsx")).toHaveLength(1));

  test.each(["<p className=\"work out\">{told.title}</p>", "<code>Authorization: Bearer</code>", "<input name=\"email\" placeholder=\"IS-XXXX-XXXX\" />", "form.querySelector(\"input checked\");", "if (event.key === \"Enter\") go();", "import \"./one two\";", "<b>{n} × 2</b>"])(
    "%s is no text", (code) => expect(textsOf(code, "planted.tsx")).toEqual([]),
  );
});

describe("the language", () => {
  const rest = files.filter((path) => path !== "app/locale.ts");

  test("is decided in one place", () => expect(rest.filter((path) => /[(,] ?"en"\)/.test(readFileSync(path, "utf8")))).toEqual([]));

  test("writes dates and numbers by itself", () => expect(rest.filter((path) => /\.toLocale(Date|Time)?String\(|\bIntl\./.test(readFileSync(path, "utf8")))).toEqual([]));

  test("has its own direction: no sheet names left or right", () => {
    const sheets = (readdirSync("app", { recursive: true }) as string[]).filter((path) => path.endsWith(".css"));
    const sided = /(margin|padding|border)-(left|right)|text-align: (left|right)|float: (left|right)|[{;]\s*(left|right):/;
    expect(sheets.length).toBeGreaterThan(10);
    expect(sheets.filter((path) => sided.test(readFileSync(join("app", path), "utf8")))).toEqual([]);
    expect("a { color: red; margin-left: 1rem }").toMatch(sided);
  });
});
