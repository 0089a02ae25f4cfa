import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const WORKER = "/sw.js";
const POLICY = "default-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** Takes the place of the one that keeps, removes what it kept, and goes. */
const LEAVES = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => self.registration.unregister())));
`;

/** Answers for the program that keeps the checklist in a browser (offline-worker.js); everything else goes on. */
export function servingWorker(handle: Handle, text: string): Handle {
  return async (request, response) => {
    if (request.url?.split("?", 1)[0] !== WORKER) return handle(request, response);
    // A browser that kept an old one would go on with an old checklist.
    response.writeHead(200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache", "content-security-policy": POLICY, "content-length": Buffer.byteLength(text) });
    response.end(request.method === "HEAD" ? undefined : text);
  };
}

/**
 * The program for the browser, which is another one with each build: that is how browsers notice.
 * @param build directory of the build
 * @param isOn false: one that removes itself from browsers which have it from before
 */
export function workerText(root: string, build: string, isOn: boolean): string {
  if (!isOn) return LEAVES;
  const [id, files] = [readFileSync(join(build, "BUILD_ID"), "utf8"), filesOfChecklist(build)];
  return `const BUILD = ${JSON.stringify(id)};\nconst FILES = ${JSON.stringify(files)};\n${readFileSync(join(root, "lib", "cli", "offline-worker.js"), "utf8")}`;
}

/**
 * The paths of every file that the checklist may ask for, those that are fetched later too: beginning with what the build
 * names for the page, each file is searched for the names of others, as a browser would come to them.
 */
export function filesOfChecklist(build: string): string[] {
  const { rootMainFiles } = JSON.parse(readFileSync(join(build, "server", "app", "page", "build-manifest.json"), "utf8")) as { rootMainFiles: string[] };
  const waiting = [...rootMainFiles, ...namedIn(readFileSync(join(build, "server", "app", "page_client-reference-manifest.js"), "utf8"))];
  const found = new Set<string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (/\.(js|css)$/.test(path)) waiting.push(...namedIn(readFileSync(join(build, path), "utf8")));
  }
  return [...found].map((path) => `/_next/${path}`).toSorted();
}

function namedIn(text: string): string[] {
  const whole = [...text.matchAll(/static\/(?:chunks|media)\/[\w.~-]+\.(?:js|css|woff2|svg|png)\b/g)].map(([path]) => path);
  // A style sheet names a font beside its own folder.
  const beside = [...text.matchAll(/\.\.\/(media\/[\w.~-]+)/g)].map(([, path]) => `static/${path}`);
  return [...whole, ...beside];
}
