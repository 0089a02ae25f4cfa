import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TALLY } from "./floor.mjs";

/** @import { ChildProcess } from "node:child_process" */
/** @import { Page } from "@playwright/test" */

const NEXT = "node_modules/next/dist/bin/next";
const START_MS = 60_000;
const FONT = "../node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin";
/** The least that this framework asks for: one layout, one page that is made on the server, one component that counts. @type {Record<string, string>} */
const FILES = {
  "package.json": '{ "private": true, "type": "module" }',
  // The packages are those of the project, linked: they lie outside of this folder.
  "next.config.js": 'export default { poweredByHeader: false, reactStrictMode: true, images: { unoptimized: true }, compress: true, turbopack: { root: "/" }, outputFileTracingRoot: "/" };',
  "app/layout.jsx": `import localFont from "next/font/local";
import { headers } from "next/headers";
import "./look.css";
const face = localFont({ src: [{ path: "${FONT}-400-normal.woff2", weight: "400" }, { path: "${FONT}-700-normal.woff2", weight: "700" }], display: "swap", variable: "--face" });
export default async function Layout({ children }) {
  await headers();
  return <html lang="en" className={face.variable}><body>{children}</body></html>;
}`,
  "app/page.jsx": `import { createElement } from "react";
import { Counter } from "./counter";
import tree from "./tree.json";
function shown(node, key) {
  if (typeof node === "string") return node;
  const [tag, props, ...children] = node;
  return createElement(tag === "counter" ? Counter : tag, { ...props, key }, ...children.map(shown));
}
export default function Page() {
  return tree.map(shown);
}`,
  "app/counter.jsx": `"use client";
import { useState } from "react";
${TALLY}
export function Counter({ children }) {
  const [{ letters, why }, setTally] = useState({ letters: [{ letter: "I", count: 0 }, { letter: "M", count: 0 }, { letter: "A", count: 0 }, { letter: "Ge", count: 0 }], why: [] });
  return (
    <form className="sheet" autoComplete="off" onChange={(event) => setTally(tally(event.currentTarget))}>
      {children}
      <aside aria-label="Match summary">
        <div className="bar">
          <ol className="tiles">{letters.map(({ letter, count }) => <li key={letter} className={count ? "tile met" : "tile unknown"} data-letter={letter}><b>{letter}</b> <small>{count} observed</small></li>)}</ol>
          <p className="match">{why.length} observed</p>
        </div>
        <div id="summary" className="more"><h3>Why</h3><ul className="why">{why.map(({ sign, name }) => <li key={name}><b>{sign}</b><span>{name}</span></li>)}</ul></div>
      </aside>
    </form>
  );
}`,
};

/**
 * The same rows in a minimal application of the same framework and versions: what the framework itself costs.
 * @param {string} root absolute path of the project @param {Page} page an empty one @param {string} ours origin of our server
 * @returns {Promise<{ origin: string, close: () => Promise<void> }>}
 */
export async function serveFramework(root, page, ours) {
  const folder = mkdtempSync(join(tmpdir(), "image-screen-framework-"));
  try {
    mkdirSync(join(folder, "app"));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
    cpSync(join(root, "app", "look.css"), join(folder, "app", "look.css"));
    for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, "app", "tree.json"), JSON.stringify(await page.evaluate(treeOf, await (await fetch(`${ours}/`)).text())));
    const build = next(folder, ["build"]);
    await once(build.child, "close");
    if (build.child.exitCode !== 0) throw new Error(`The framework's floor could not be built:\n${build.output()}`);
    const { child, origin } = await start(folder);
    const close = async () => {
      const gone = once(child, "close");
      child.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    };
    return { origin, close };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** @param {string} folder @param {string[]} options @returns {{ child: ChildProcess, output: () => string }} */
function next(folder, options) {
  const child = spawn(process.execPath, [NEXT, ...options], { cwd: folder, env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NODE_OPTIONS: "" }, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  return { child, output: () => output };
}

/** @param {string} folder @returns {Promise<{ child: ChildProcess, origin: string }>} */
function start(folder) {
  const { child, output } = next(folder, ["start", "--port", "0", "--hostname", "localhost"]);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => child.kill(), START_MS);
    child.once("close", () => reject(new Error(`The framework's floor did not start:\n${output()}`)));
    child.stdout?.on("data", () => {
      const [, port] = /localhost:(\d+)[\s\S]*Ready in/.exec(output()) ?? [];
      if (!port) return;
      clearTimeout(late);
      resolve({ child, origin: `http://localhost:${port}` });
    });
  });
}

/**
 * In the browser: what our page's body holds as React would be told it, without scripts, and a counter in the form's place.
 * @param {string} html
 */
function treeOf(html) {
  /** @type {Record<string, string>} */
  const names = { class: "className", for: "htmlFor", tabindex: "tabIndex", readonly: "readOnly", autocomplete: "autoComplete", checked: "defaultChecked", inputmode: "inputMode", maxlength: "maxLength", "stroke-width": "strokeWidth", "stroke-linecap": "strokeLinecap", "stroke-linejoin": "strokeLinejoin" };
  const bare = new Set(["checked", "hidden", "readonly", "disabled", "open", "required"]);
  const left = new Set(["SCRIPT", "NOSCRIPT", "ASIDE", "TEMPLATE"]);
  /** @param {Node} node @returns {any} */
  const read = (node) => {
    if (node.nodeType === 3) return node.textContent;
    if (!(node instanceof Element) || left.has(node.tagName)) return null;
    const given = [...node.attributes].filter(({ name }) => name !== "selected" && name !== "style");
    const props = Object.fromEntries(given.map(({ name, value }) => [names[name] ?? name, bare.has(name) ? true : value]));
    return [node.tagName === "FORM" ? "counter" : node.localName, node.tagName === "FORM" ? {} : props, ...below(node)];
  };
  const below = (/** @type {Element} */ node) => [...node.childNodes].map(read).filter((one) => one !== null);
  return below(new DOMParser().parseFromString(html, "text/html").body);
}
