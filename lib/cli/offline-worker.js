// Runs in browsers, on pages' behalf: keeps the checklist as nobody's, so that it opens without a network. Nothing that anybody
// ticked, typed, saved or was shown comes here. BUILD and FILES are declared in front of this by lib/cli/offline.ts.
/* global self, caches, BUILD, FILES */
const KEPT = "image-screen-";
const NAME = KEPT + BUILD;
const PAGE = "/";
// Who stands at a cot does not wait longer for a network that is there and does not answer.
const PATIENCE_MS = 4_000;
// A proxy's, where the server is away.
const AWAY = [502, 503, 504];
const ANSWERED = [{ urlPattern: { pathname: PAGE, search: "" } }, { urlPattern: { pathname: "/_next/static/*" } }];

self.addEventListener("install", (event) => {
  // A save, or another page, does not wait until this has started, in browsers that can be told.
  event.waitUntil(event.addRoutes?.({ condition: { not: { or: ANSWERED } }, source: "network" }));
  event.waitUntil(keep());
});
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  // With anything in its address it is another page, as a follow-up is.
  if (request.mode === "navigate" && pathname === PAGE && search === "") event.respondWith(answer(request));
  else if (FILES.includes(pathname)) event.respondWith(kept(pathname).then((file) => file ?? fetch(request)));
});

const kept = (path) => caches.match(path, { cacheName: NAME, ignoreVary: true });

/** Fetches everything without credentials, as it is for whoever is not signed in; what is of another build is not kept. */
async function keep() {
  const cache = await caches.open(NAME);
  await cache.addAll(FILES.map((path) => new Request(path, { credentials: "omit" })));
  const page = await fetch(`${PAGE}?offline`, { credentials: "omit", cache: "no-store" });
  const html = await page.text();
  if (!page.ok || !html.includes(BUILD)) throw new Error("Another build answered.");
  const headers = new Headers(page.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  // The page and the policy with its nonce stay together.
  await cache.put(PAGE, new Response(html, { headers }));
  await self.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(KEPT) && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** The network's page, or the kept one where the network is gone, too slow, or ends at a proxy. */
async function answer(request) {
  const live = fetch(request);
  const copy = await kept(PAGE);
  if (!copy) return live;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, copy));
  return Promise.race([live.then((page) => (AWAY.includes(page.status) ? copy : page)), late]).catch(() => copy);
}
