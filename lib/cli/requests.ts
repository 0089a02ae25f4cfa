import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { inRequest, note } from "./log";

const ID_BYTES = 8;
const STATIC = "/_next/static/";

/** Stands around the handling of a request. */
export type Around = (request: IncomingMessage, response: ServerResponse, work: () => void) => void;

/**
 * A line of the log for each request: when, method, the pattern of its route, status, milliseconds, and under which number,
 * which the response has as X-Request-Id. Never the address that was asked for, a header, a body or its length: a path may
 * name a screening, a query what was searched for, and how long a letter is tells which findings it is about.
 */
export function noting(routeOf: (path: string) => string): Around {
  return (request, response, work) => {
    const id = randomBytes(ID_BYTES).toString("hex");
    const begun = performance.now();
    const { method, url = "" } = request;
    response.setHeader("x-request-id", id);
    response.once("close", () => {
      const ms = Math.round((performance.now() - begun) * 10) / 10;
      note("request", { id, method, route: routeOf(url), status: response.statusCode, ms, ...(!response.writableFinished && { cut: true }) });
    });
    inRequest(id, work);
  };
}

type Manifest = { staticRoutes: { page: string }[]; dynamicRoutes: { page: string; regex: string }[] };

/**
 * The pattern of the route that a path leads to, as `/screenings/[code]`, by the list that the build has left.
 * @returns a function that answers `other` for every path without a route of ours
 */
export function routePatterns(build: string): (path: string) => string {
  const { staticRoutes, dynamicRoutes } = JSON.parse(readFileSync(join(build, "routes-manifest.json"), "utf8")) as Manifest;
  const fixed = new Set(staticRoutes.map(({ page }) => page));
  const open = dynamicRoutes.map(({ page, regex }) => ({ page, form: new RegExp(regex) }));
  return (url) => {
    const path = url.split("?", 1)[0] ?? "";
    if (path.startsWith(STATIC)) return STATIC;
    const plain = path.length > 1 ? path.replace(/\/$/, "") : path;
    return fixed.has(plain) ? plain : (open.find(({ form }) => form.test(path))?.page ?? "other");
  };
}
