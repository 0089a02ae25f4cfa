import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findRoutes } from "./routes.mjs";

// What scanners ask for first.
const COMMON = `.git/config .git/HEAD .env .env.local .env.production .htaccess .npmrc .DS_Store .well-known/security.txt .well-known/openid-configuration
admin admin/login administrator login signin sign-up register logout user users account accounts members settings config config.json backup backup.zip dump.sql db.sql
database.sqlite data data/secret secret secrets.json private logs log.txt debug trace metrics status health healthz ready actuator actuator/env server-status phpinfo.php wp-login.php
wp-admin xmlrpc.php cgi-bin/test.cgi robots.txt sitemap.xml favicon.ico icon.svg apple-icon.png manifest.webmanifest sw.js manifest.json swagger swagger.json openapi.json api api/ api/v1 api/v2 api/docs api/auth api/auth/session
api/auth/get-session api/auth/sign-up/email api/auth/sign-in/email api/auth/sign-out api/auth/list-sessions api/auth/reference api/auth/ok api/auth/error api/auth/two-factor/enable
api/auth/callback/hospital api/v1/users api/v1/members api/v1/audit api/v1/screenings.json api/v1/export api/graphql graphql graphiql console shell rpc trpc _next _next/static _next/data
_next/image _next/server _next/static/development/_devMiddlewareManifest.json __nextjs_original-stack-frame _error _app _document _not-found _global-error 404 500 index index.html index.txt
screenings.rsc screenings.txt index.rsc __next._tree.txt server.js middleware.js proxy.js src app lib tests prisma node_modules node_modules/next/package.json
%2e%2e/package.json ..%2fpackage.json ..%5cpackage.json %2e%2e%2f%2e%2e%2fetc/passwd //etc/passwd static/..%2f..%2fpackage.json _next/static/..%2f..%2fBUILD_ID _next/..%2f.env`;
// Where the crawler keeps a dictionary of its own; a tenth of it takes half a minute.
const EVERY = 10;
const DICTIONARY = "/usr/lib/python3/dist-packages/wapitiCore/data/attacks/busterPayloads.txt";

/**
 * Paths to ask for: what scanners know, what lies in the project and in its build, and the routes themselves.
 * @param {string} root absolute path of the project
 */
export function pathsToTry(root) {
  const made = ["", ".next", ".next/server", "lib", "app", "prisma", "data"].flatMap((folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => (folder ? `${folder}/${name}` : name)) : []));
  const dictionary = existsSync(DICTIONARY) ? readFileSync(DICTIONARY, "utf8").split("\n").filter((_, line) => line % EVERY === 0) : [];
  const routes = findRoutes(root).map(({ pattern }) => pattern.slice(1));
  return [...new Set([...COMMON.split(/\s+/), ...made, ...routes, ...dictionary.map((word) => word.trim().replace(/^\//, ""))])].filter((word) => word !== "" && !/[\s#]/.test(word));
}

/**
 * Whether a path may be answered with 200: it is a route, or what the layout names: the icons, the manifest and the worker.
 * @param {string} root absolute path of the project
 * @returns {(path: string) => boolean}
 */
export function knownPaths(root) {
  const forms = findRoutes(root).map(({ pattern }) => new RegExp(`^${pattern.replace(/\[+[^\]]+\]+/g, "[^/]+")}/?$`));
  return (path) => ["/icon.svg", "/apple-icon.png", "/manifest.webmanifest", "/sw.js"].includes(path) || forms.some((form) => form.test(path));
}
