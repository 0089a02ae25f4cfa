import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} Route
 * @property {string} pattern its path as the folders write it, for example /api/v1/screenings/[code]
 * @property {"page" | "handler"} kind
 * @property {string[]} methods those that the file answers by itself
 */

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/**
 * Every page and handler of the application, as the file system has them: a new one is attacked without being listed.
 * @param {string} root absolute path of the project
 * @returns {Route[]} in the order of their paths
 */
export function findRoutes(root) {
  return below(join(root, "app"), "").sort((one, other) => (one.pattern < other.pattern ? -1 : 1));
}

/** @param {string} folder @param {string} path @returns {Route[]} */
function below(folder, path) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    // A folder with an underscore is no part of any address, one in brackets no part of its own.
    if (entry.isDirectory()) return entry.name.startsWith("_") ? [] : below(join(folder, entry.name), /^\(.*\)$/.test(entry.name) ? path : `${path}/${entry.name}`);
    if (entry.name === "page.tsx") return [{ pattern: path || "/", kind: /** @type {const} */ ("page"), methods: ["GET"] }];
    return entry.name === "route.ts" ? [{ pattern: path, kind: /** @type {const} */ ("handler"), methods: methodsOf(readFileSync(join(folder, entry.name), "utf8")) }] : [];
  });
}

/** @param {string} source */
function methodsOf(source) {
  const exported = source.split("\n").filter((line) => line.startsWith("export ")).join("\n");
  return METHODS.filter((method) => new RegExp(`\\b${method}\\b`).test(exported));
}
